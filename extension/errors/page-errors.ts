import type { PageFacts } from "../../shared/capture/page-facts.ts";
import { ask, type Connect } from "../ask.ts";

/** The errors of a tab's page, as they were read last: what the form shows is what it sends. */
export type PageErrors = {
  facts(): Pick<PageFacts, "logs">;
  /** Reads them anew. Never rejects. */
  read(): Promise<void>;
  /** Told when they are others than before. */
  whenChanged(changed: () => void): void;
};

/** @param isOn Whether its site was switched on: of others nobody asks. */
export const pageErrors = (connect: Connect, tabId: number | undefined, isOn: () => Promise<boolean>): PageErrors => {
  let logs: NonNullable<PageFacts["logs"]> = [];
  let tell = (): void => {};
  return {
    facts: () => (logs.length > 0 ? { logs } : {}),
    async read() {
      const found =
        tabId !== undefined && (await isOn().catch(() => false))
          ? await ask(connect, "page-errors", { tabId }).then(
              (answer) => answer.logs,
              () => logs,
            )
          : [];
      const isSame = JSON.stringify(found) === JSON.stringify(logs);
      logs = found;
      if (!isSame) tell();
    },
    whenChanged(changed) {
      tell = changed;
    },
  };
};

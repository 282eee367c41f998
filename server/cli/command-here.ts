import { systemClock } from "../clock.ts";
import { firstRun } from "../first-run.ts";
import { openStorage } from "../open-storage.ts";
import type { Failure } from "./failure.ts";
import { run } from "./run.ts";

export type SaidHere = { code: number; out: string; err: string };

/** An installation as a first start leaves it, without a server; in the embedded database, or where it is said. */
export const makeInstallation = async (dataFolder: string, databaseUrl?: string): Promise<void> => {
  const { store } = await openStorage({ dataFolder, ...(databaseUrl ? { databaseUrl } : {}) });
  await firstRun(store, { dataFolder, clock: systemClock, chooseRole: async () => "product" });
  await store.close();
};

/** The command in this process, with this environment and no other: a test can ask it hundreds of things. */
export const commandHere =
  (environment: Record<string, string>) =>
  async (words: string[], more: Record<string, string> = {}): Promise<SaidHere> => {
    const said: SaidHere = { code: -1, out: "", err: "" };
    said.code = await run(words, {
      environment: { PORT: "0", ...environment, ...more },
      write: async (chunk) => {
        said.out += String(chunk);
      },
      note: (text) => {
        said.err += text;
      },
    });
    return said;
  };

/** The end of a message tells what to do, not only what is wrong. */
const SAYS_WHAT_TO_DO =
  /\b(run|use|give|choose|say|write|name|make|set|check|look|correct|restore|leave|stop|start|mend|confirm|repeat|move|export|revoke)\b[^.]*(\.[^ ]+[^.]*)*\.?$/i;

/** What a command said that failed as it should: with 1, for people and for programs alike. */
export const failureIn = ({ code, out, err }: SaidHere): Failure => {
  const { error } = JSON.parse(out) as { error: Failure };
  const sentence = err.replace(/^(earshot|Earshot cannot start): /, "").trimEnd();
  if (code !== 1 || sentence !== error.message) throw new Error(`it ended with ${code} and said: ${err}`);
  if (!SAYS_WHAT_TO_DO.test(error.message)) throw new Error(`it does not say what to do next: ${error.message}`);
  return error;
};

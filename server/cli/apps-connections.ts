import { isExtensionKey } from "../../shared/contract/extension-key.ts";
import { keyAnswer } from "../keys/key-answer.ts";
import type { Action } from "./command.ts";
import { table } from "./help.ts";
import { pickApp, readInstallation } from "./installation.ts";

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** `earshot apps connections`: whose browser extension sends to an app. */
export const connections: Action = {
  usage: "apps connections [APP]",
  summary: "list whose browser extensions are connected to an app",
  about:
    "Each has a key of its own, named after the person: earshot keys revoke ends it. APP is a name or an id; not needed where there\nis one app. Codes that nobody has used yet are in earshot connect-codes list.",
  words: [0, 1],
  options: {},
  examples: [["earshot apps connections Shop", "then earshot keys revoke ID, for who has left"]],
  run: (given, terminal) =>
    readInstallation(terminal, async (installation) => {
      const { store, operator, clock } = installation;
      const app = await pickApp(installation, given.words[0], "as APP");
      const narrowed = { appId: app.id, kind: "publishable", liveAt: clock.now() };
      const keys = (await store.keys.list(operator, narrowed)).filter(isExtensionKey);
      return {
        json: { data: keys.map(keyAnswer), nextCursor: null },
        text:
          keys.length === 0
            ? `No extension is connected to ${JSON.stringify(app.name)}. Connect one with earshot apps connect.`
            : table(
                ["KEY", "NAME", "SINCE", "LAST USED"],
                keys.map(({ id, name, createdAt, lastUsedAt }) => [
                  id,
                  name,
                  day(createdAt),
                  lastUsedAt === null ? "never" : day(lastUsedAt),
                ]),
              ),
      };
    }),
};

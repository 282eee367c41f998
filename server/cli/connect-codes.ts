import { cancelCode, codeAnswer } from "../keys/listed-codes.ts";
import type { ListedCode } from "../store/connect-codes.ts";
import { type Action, type Group, UsageError } from "./command.ts";
import { table } from "./help.ts";
import { type Installation, pick, pickApp, readInstallation, withInstallation } from "./installation.ts";

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const list: Action = {
  usage: "connect-codes list",
  summary: "list the codes that connect extensions, until they expire",
  about: "No code's text is kept, so none is shown: a code is known by its id, and by whom it is for.",
  words: [0, 0],
  options: { app: { type: "string", value: "APP", about: "only those of this app (its name or id)" } },
  examples: [["earshot connect-codes list", "who was given one, and who has used it"]],
  run: (given, terminal) =>
    readInstallation(terminal, async (installation) => {
      const { store, operator, clock } = installation;
      const named = given.text("app");
      const app = named === undefined ? undefined : await pickApp(installation, named);
      const apps = new Map((await store.apps.list(operator)).map(({ id, name }) => [id, name]));
      const codes = await store.connectCodes.list(operator, { now: clock.now(), appId: app?.id });
      return {
        json: { data: codes.map(codeAnswer), nextCursor: null },
        text:
          codes.length === 0
            ? "There is no code that anybody could use. Make one with earshot apps connect."
            : table(
                ["ID", "FOR", "APP", "MADE BY", "ENDS", "STATE"],
                codes.map((code) => [
                  code.id,
                  code.name,
                  apps.get(code.appId) ?? code.appId,
                  code.makerKeyName ?? code.ownerName,
                  minute(code.expiresAt),
                  code.usedAt === null ? "open" : `used: key ${code.keyId}`,
                ]),
              ),
      };
    }),
};

/** By its id, or by whom it is for: of several for the same person the one that is open. */
const pickCode = async ({ store, operator, clock }: Installation, word: string): Promise<ListedCode> => {
  const all = await store.connectCodes.list(operator, { now: clock.now() });
  const open = all.filter(({ name, usedAt }) => name === word && usedAt === null);
  const candidates = open.length > 0 ? open : all;
  if (!candidates.some(({ id, name }) => id === word || name === word))
    throw new UsageError(`there is no code ${word}. Run earshot connect-codes list to see them all.`);
  return pick("code", candidates, word);
};

const cancel: Action = {
  usage: "connect-codes cancel CODE",
  summary: "cancel a code that nobody has used",
  about:
    "CODE is an id, or the name of whom it is for. It connects nobody from now on. What a used code has connected ends with\nits key: earshot keys revoke.",
  words: [1, 1],
  options: {},
  examples: [['earshot connect-codes cancel "Ann Lee"', "the link went to the wrong address"]],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { id } = await pickCode(installation, given.words[0] ?? "");
      const code = await cancelCode(installation, installation.operator, id);
      return {
        json: { ...codeAnswer(code), cancelled: true },
        text: `  The code for ${JSON.stringify(code.name)} connects nobody from now on.`,
      };
    }),
};

/** `earshot connect-codes`: the codes that `earshot apps connect` makes. */
export const connectCodes: Group = {
  summary: "the codes that connect extensions and were not used yet",
  actions: { list, cancel },
};

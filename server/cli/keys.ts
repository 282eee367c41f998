import type { KeyScope } from "../../shared/contract/enumerations.ts";
import { createKeySchema, rotateKeySchema } from "../../shared/contract/key.ts";
import { keyAnswer } from "../keys/key-answer.ts";
import { createKey, type MadeKey, revokeKey, rotateKey } from "../keys/key-management.ts";
import { keyProfile } from "../keys/key-profiles.ts";
import type { KeyRecord } from "../store/keys.ts";
import { checked } from "./checked.ts";
import type { Action, Group, Result } from "./command.ts";
import { parseDuration, parseMoment } from "./durations.ts";
import { table } from "./help.ts";
import { type Installation, pick, pickApp, readInstallation, withInstallation } from "./installation.ts";
import { KEYS_CREATE } from "./keys-help.ts";

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

const stateOf = ({ revokedAt, expiresAt, leakedAt }: KeyRecord, now: number): string => {
  if (revokedAt !== null) return `revoked ${day(revokedAt)}`;
  if (expiresAt !== null) return expiresAt <= now ? `expired ${day(expiresAt)}` : `until ${day(expiresAt)}`;
  return leakedAt === null ? "active" : `LEAKED ${day(leakedAt)}: rotate it`;
};

/** What to do with it now. Without EARSHOT_URL it is not known here where browsers reach the server. */
const nextOf = ({ config, keyProfiles }: Installation, { kind }: KeyRecord, text: string): string[] =>
  keyProfile(kind, keyProfiles).dialect !== undefined
    ? [
        `Next: give it to what speaks that dialect, with the address ${config.publicUrl ?? "https://SERVER"}/as/${keyProfile(kind, keyProfiles).dialect} before its paths.`,
      ]
    : kind === "publishable"
      ? [
          `Next, in your page${config.publicUrl ? "" : ", with where browsers reach your server in the place of SERVER"}:`,
          `  <script async src="${config.publicUrl ?? "https://SERVER"}/earshot.js" data-key="${text}"></script>`,
        ]
      : ["Next: keep it where your server keeps its passwords, and send it as the header Authorization: Bearer KEY."];

const made = (installation: Installation, { key, text }: MadeKey, more: string[] = []): Result => {
  const answer = keyAnswer(key);
  return {
    json: { ...answer, text },
    text: [
      `  ${text}`,
      "",
      answer.shownAgain
        ? "  Members who may manage keys can see it again in the console."
        : "  This is shown once and kept nowhere: copy it now.",
      `  It is the ${key.kind} key ${JSON.stringify(key.name)} (id ${key.id}) with ${key.scopes.join(", ")}.`,
      ...(key.kind === "publishable" ? [`  It answers pages on: ${key.allowedOrigins.join(", ") || "nobody"}.`] : []),
      ...nextOf(installation, key, text).map((line) => `  ${line}`),
      ...more.map((line) => `  ${line}`),
      ...answer.warnings.map((warning) => `  Warning: ${warning}`),
    ].join("\n"),
  };
};

const list: Action = {
  usage: "keys list",
  summary: "list the keys, revoked ones too",
  about: "No key's text is kept, so none is shown: a key is known by its id, its name and its last four characters.",
  words: [0, 0],
  options: { app: { type: "string", value: "APP", about: "only those of this app (its name or id)" } },
  examples: [
    ["earshot keys list", "every key of every app"],
    ["earshot keys list --app Shop --json", "those of one app, for a program"],
  ],
  run: (given, terminal) =>
    readInstallation(terminal, async (installation) => {
      const { store, operator, clock } = installation;
      const named = given.text("app");
      const app = named === undefined ? undefined : await pickApp(installation, named);
      const apps = new Map((await store.apps.list(operator)).map(({ id, name }) => [id, name]));
      const keys = await store.keys.list(operator, { appId: app?.id });
      return {
        json: { data: keys.map(keyAnswer), nextCursor: null },
        text:
          keys.length === 0
            ? "There is no key yet. Make one with earshot keys create."
            : table(
                ["ID", "KIND", "NAME", "ENDS WITH", "APP", "LAST USED", "STATE"],
                keys.map((key) => [
                  key.id,
                  key.kind,
                  key.name,
                  key.hint.slice(-4),
                  apps.get(key.appId) ?? key.appId,
                  key.lastUsedAt === null ? "never" : day(key.lastUsedAt),
                  stateOf(key, clock.now()),
                ]),
              ),
      };
    }),
};

const create: Action = {
  usage: "keys create KIND NAME",
  summary: "make a key and show it, once",
  about: KEYS_CREATE,
  words: [2, 2],
  options: {
    app: { type: "string", value: "APP", about: "whose key it is (name or id); not needed where there is one app" },
    origin: {
      type: "string",
      value: "ORIGIN",
      multiple: true,
      fills: "allowedOrigins",
      about: "an allowed origin of a publishable key",
    },
    scope: { type: "string", value: "SCOPE", multiple: true, fills: "scopes", about: "what a secret key may do" },
    role: { type: "string", value: "ROLE", about: "of a kind that has roles: which one" },
    description: { type: "string", value: "TEXT", about: "of a kind that has roles: what the key is for" },
    expires: {
      type: "string",
      value: "WHEN",
      fills: "expiresAt",
      about: "when it ends: a date, or 90d from now; never unless said",
    },
  },
  examples: [
    [
      'earshot keys create publishable "Shop pages" --app Shop --origin shop.example.com',
      "for the script tag on https://shop.example.com: prints the key and the tag to paste",
    ],
    [
      'earshot keys create publishable "My machine" --origin localhost',
      "to try the widget on http://localhost, whatever the port",
    ],
    [
      'earshot keys create secret "Weekly report" --scope feedback:read --expires 90d',
      "a program of yours reads feedback for three months: prints the key",
    ],
    [
      'earshot keys create secret "Back end" --app Shop --scope tokens:mint --json',
      "vouches for signed-in users of an app in private mode; the JSON has the key as text",
    ],
    [
      'earshot keys create secret "Triage agent" --scope mcp --scope feedback:read',
      "for an MCP client: reads feedback at /mcp",
    ],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const [kind = "", name = ""] = given.words;
      const app = await pickApp(installation, given.text("app"));
      const [origins, scopes, expires] = [given.texts("origin"), given.texts("scope"), given.text("expires")];
      const [role, description] = [given.text("role"), given.text("description")];
      const wanted = checked(createKeySchema, {
        kind,
        name,
        app: app.id,
        ...(origins.length > 0 ? { allowedOrigins: origins } : {}),
        ...(scopes.length > 0 ? { scopes: scopes as KeyScope[] } : {}),
        ...(role === undefined ? {} : { role }),
        ...(description === undefined ? {} : { description }),
        ...(expires === undefined ? {} : { expiresAt: parseMoment("--expires", expires, installation.clock.now()) }),
      });
      return made(installation, await createKey(installation, installation.operator, wanted));
    }),
};

const rotate: Action = {
  usage: "keys rotate KEY",
  summary: "put a new key in the place of one",
  about:
    "KEY is an id or a name. The new key may do the same. The old one ends at once, or lives on for the grace you give,\nto 30 days: long enough to put the new one everywhere. With --grace revoked it works until it is revoked.",
  words: [1, 1],
  options: {
    grace: {
      type: "string",
      value: "TIME",
      fills: "graceSeconds",
      about: "how long the old key still works: 24h, 7d, revoked; 0 unless said",
    },
  },
  examples: [
    ['earshot keys rotate "Weekly report" --grace 24h', "both keys work for a day"],
    ["earshot keys rotate 6927a1b2c3d4e5f601234567", "the old key has leaked: it ends now"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { store, operator } = installation;
      const grace = given.text("grace") ?? "0";
      const { graceSeconds } = checked(rotateKeySchema, {
        graceSeconds: grace === "revoked" ? null : parseDuration("--grace", grace),
      });
      const word = given.words[0] ?? "";
      const all = await store.keys.list(operator);
      // After a rotation two keys have the name; only one of them can be rotated.
      const rotatable = all.filter(
        ({ name, replacedBy, revokedAt }) => name === word && !replacedBy && revokedAt === null,
      );
      const old = pick("key", rotatable.length > 0 ? rotatable : all, word);
      const successor = await rotateKey(installation, operator, old.id, graceSeconds);
      const end =
        graceSeconds === null
          ? "works until it is revoked"
          : graceSeconds === 0
            ? "is refused from now on"
            : `works for another ${grace}`;
      return made(installation, successor, [`The old key, ending with ${old.hint.slice(-4)}, ${end}.`]);
    }),
};

const revoke: Action = {
  usage: "keys revoke KEY",
  summary: "end a key at once, for good",
  about: "KEY is an id or a name. It is refused from the next request on, and stays in the list.",
  words: [1, 1],
  options: {},
  examples: [["earshot keys revoke 6927a1b2c3d4e5f601234567", "whoever holds it is locked out"]],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { store, operator } = installation;
      const { id } = pick("key", await store.keys.list(operator), given.words[0] ?? "");
      const key = await revokeKey(installation, operator, id);
      return {
        json: keyAnswer(key),
        text: `  The ${key.kind} key ${JSON.stringify(key.name)} (id ${id}) is refused from now on.`,
      };
    }),
};

/** `earshot keys`: what may talk to the server. */
export const keys: Group = {
  summary: "what may talk to the server",
  actions: { list, create, rotate, revoke },
};

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStub } from "../../server-stub/start.ts";
import { systemClock } from "../clock.ts";
import { firstRun } from "../first-run.ts";
import { openStorage } from "../open-storage.ts";
import { type Action, isGroup } from "./command.ts";
import { everyCommand } from "./commands.ts";
import { run } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-every-"));
const data = join(folder, "data");
beforeAll(async () => {
  const { store } = await openStorage({ dataFolder: data });
  await firstRun(store, { dataFolder: data, clock: systemClock, chooseRole: async () => "product" });
  await store.close();
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command in this process, with this environment and no other. */
const earshot = async (words: string[], environment: Record<string, string> = {}) => {
  const said = { code: -1, out: "", err: "" };
  said.code = await run(words, {
    environment: { EARSHOT_DATA: data, PORT: "0", ...environment },
    write: async (chunk) => {
      said.out += String(chunk);
    },
    note: (text) => {
      said.err += text;
    },
  });
  return said;
};

const commands = await everyCommand();
const actions: Array<[name: string, action: Action]> = Object.entries(commands).flatMap(
  ([name, command]): Array<[string, Action]> =>
    isGroup(command)
      ? Object.entries(command.actions).map(([word, action]) => [`${name} ${word}`, action])
      : [[name, command]],
);

/** What each action is given to succeed, in an installation that the ones before have worked on. A new action needs a line here. */
const SUCCEED: Record<string, string[]> = {
  doctor: [],
  "apps list": [],
  "apps create": ["Shop", "--limit", "secretKey=5"],
  "apps update": ["Shop", "--keep", "30"],
  "keys list": [],
  "keys create": ["publishable", "Pages", "--app", "Shop", "--origin", "example.com"],
  "keys rotate": ["Pages", "--grace", "1h"],
  "keys revoke": ["First secret key"],
  "apps delete": ["Shop"],
  "members list": [],
  "members add": ["Ann", "--role", "support"],
  "members sign-in-link": ["Ann"],
  "members set-role": ["Ann", "engineering"],
  "webhooks create": ["https://example.com/hooks", "--event", "feedback.created"],
  "webhooks list": [],
  "webhooks update": ["https://example.com/hooks", "--event", "reply.created"],
  "webhooks test": ["https://example.com/hooks", "--wait", "0s"],
  "webhooks deliveries": ["https://example.com/hooks", "--status", "pending"],
  "webhooks rotate": ["https://example.com/hooks", "--grace", "0s"],
  "webhooks disable": ["https://example.com/hooks"],
  "webhooks enable": ["https://example.com/hooks"],
  "webhooks delete": ["https://example.com/hooks"],
  export: [],
  backup: [join(folder, "backup")],
};
/** These need a server of their own to succeed, and are tried as JSON where that is. */
const ELSEWHERE: Record<string, string> = {
  start: "start.test.ts",
  migrate: "migrate.test.ts",
  "webhooks replay": "webhooks.test.ts",
  erase: "here, below",
  restore: "here, below",
};

/** The end of a message tells what to do, not only what is wrong. */
const SAYS_WHAT_TO_DO =
  /\b(run|use|give|choose|say|write|name|make|set|check|look|correct|restore|leave|stop|start|mend|confirm|repeat|move|export)\b[^.]*(\.[^ ]+[^.]*)*\.?$/i;

const failureIn = ({ code, out, err }: { code: number; out: string; err: string }) => {
  expect(code).toBe(1);
  const { error } = JSON.parse(out) as { error: { code: string; message: string } };
  expect(err.replace(/^(earshot|Earshot cannot start): /, "").trimEnd()).toBe(error.message);
  expect(error.message).toMatch(SAYS_WHAT_TO_DO);
  return error;
};

test("every action is tried with --json: here, or where it says", () => {
  expect(actions.map(([name]) => name).sort()).toEqual([...Object.keys(SUCCEED), ...Object.keys(ELSEWHERE)].sort());
  for (const file of Object.values(ELSEWHERE).filter((name) => name.endsWith(".ts")))
    expect(existsSync(new URL(file, import.meta.url)), file).toBe(true);
});

test.each(Object.entries(SUCCEED))("earshot %s %j --json answers with JSON and ends with 0", async (name, words) => {
  const { code, out, err } = await earshot([...name.split(" "), ...words, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  expect(JSON.parse(out)).toBeTypeOf("object");
});

test.each(actions)(
  "earshot %s --help teaches it with examples that it takes, for people and as JSON",
  async (name, action) => {
    const words = name.split(" ");
    const { code, out, err } = await earshot([...words, "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`^earshot ${name}`));
    expect(out).toMatch(/Examples:\n {2}(\S.*)?earshot .*\n {6}\S/);
    const asJson = JSON.parse((await earshot([...words, "--help", "--json"])).out) as { examples: string[][] };
    expect(asJson).toMatchObject({ usage: `earshot ${action.usage}`, summary: action.summary });
    for (const [example = ""] of action.examples) expect(example).toContain(`earshot ${name}`);
    for (const { about } of Object.values(action.options)) expect(about).toMatch(/\S{3}/);
  },
);

test.each(actions)(
  "earshot %s with an option that is not known fails as JSON, and says where to look",
  async (name) => {
    const error = failureIn(await earshot([...name.split(" "), "--colour", "red", "--json"]));
    expect(error.code).toBe("usage");
    expect(error.message).toContain(`Run earshot ${name} --help`);
  },
);

test.each(actions.filter(([, { words }]) => words[0] > 0))(
  "earshot %s without its words fails as JSON",
  async (name) => {
    expect(failureIn(await earshot([...name.split(" "), "--json"])).code).toBe("usage");
  },
);

test.each(actions.filter(([name]) => !["start", "doctor", "migrate", "restore"].includes(name)))(
  "earshot %s fails as JSON where there is no installation, where a setting is broken, and where the database is away",
  async (name, action) => {
    const words = [...name.split(" "), ...(SUCCEED[name] ?? Array(action.words[0]).fill("x")), "--json"];
    expect(failureIn(await earshot(words, { EARSHOT_DATA: join(folder, "nowhere") })).code).toBe("refused");
    expect(failureIn(await earshot(words, { PORT: "eighty" })).code).toBe("configuration");
    if (name === "backup") return; // copies a folder, whatever DATABASE_URL says
    const away = failureIn(await earshot(words, { DATABASE_URL: "postgres://u:secret@127.0.0.1:1/x" }));
    expect(away.code).toBe("refused");
    expect(away.message).not.toContain("secret");
  },
);

test.each(Object.entries(commands).filter(([, command]) => isGroup(command)))(
  "earshot %s alone shows its actions, and refuses others, as JSON too",
  async (name, command) => {
    const names = isGroup(command)
      ? Object.values(command.actions).map(({ usage }) => ({ usage: `earshot ${usage}` }))
      : [];
    expect(JSON.parse((await earshot([name, "--json"])).out)).toMatchObject({ actions: names });
    expect((await earshot([name])).out).toContain("--help");
    expect(failureIn(await earshot([name, "bogus", "--json"])).code).toBe("usage");
  },
);

test("the command alone says its version and its commands as JSON, wherever --json stands", async () => {
  expect(JSON.parse((await earshot(["--version", "--json"])).out)).toEqual({ version: expect.any(String) });
  expect(JSON.parse((await earshot(["--json", "--help"])).out)).toMatchObject({
    commands: Object.keys(commands).map((name) => ({ name })),
  });
  expect(JSON.parse((await earshot(["--json", "apps", "list"])).out)).toHaveProperty("data");
});

test("a person is erased, and a backup put back, with answers that are JSON", async () => {
  const stub = await startStub();
  const place = { EARSHOT_DATA: stub.folder };
  await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "x", customerEmail: "ann@example.com" }),
  });
  const shown = await earshot(["erase", "ann@example.com", "--json"], place);
  expect(JSON.parse(shown.out)).toMatchObject({ erased: false, customers: [{ email: "ann@example.com" }] });
  const erased = await earshot(["erase", "ann@example.com", "--yes", "--json"], place);
  expect(JSON.parse(erased.out)).toMatchObject({ erased: true, counts: { feedback: 1 } });
  await stub.close();
  const restored = await earshot(["restore", join(folder, "backup"), "--json"], {
    EARSHOT_DATA: join(folder, "again"),
  });
  expect(JSON.parse(restored.out)).toMatchObject({ records: 0 });
});

const full = join(folder, "full");
mkdirSync(full);
writeFileSync(join(full, "something"), "");

test.each<[words: string[], code: string, message: RegExp]>([
  [["bogus"], "usage", /no command "bogus"\. Run earshot --help\.$/],
  [["keys", "bogus"], "usage", /list, create, rotate, revoke: run earshot keys --help\.$/],
  [
    ["keys", "create"],
    "usage",
    /missing\. Usage: earshot keys create KIND NAME\. Run earshot keys create --help for examples\.$/,
  ],
  [
    ["keys", "create", "golden", "x"],
    "invalid_body",
    /kind: must be one of publishable, secret\. Run earshot keys create --help/,
  ],
  [["keys", "create", "secret", "x"], "invalid_body", /scopes: say what the key may do\./],
  [["keys", "create", "secret", "x", "--scope", "all"], "usage", /scopes\.0: /],
  [
    ["keys", "create", "secret", "x", "--app", "Nowhere", "--scope", "mcp"],
    "usage",
    /there is no app Nowhere\. Run earshot apps list/,
  ],
  [["keys", "create", "publishable", "x"], "invalid_body", /allowedOrigins: say whose pages may use the key/],
  [
    ["keys", "create", "publishable", "x", "--origin", "*.co.uk"],
    "invalid_body",
    /anybody can have a site under co\.uk/,
  ],
  [["keys", "create", "secret", "x", "--scope", "mcp", "--expires", "soon"], "usage", /Write it like 2027-01-31/],
  [["keys", "create", "secret", "x", "--colour", "red"], "usage", /Unknown option '--colour'.*--help/],
  [["keys", "revoke", "nobody"], "usage", /there is no key nobody\. Run earshot keys list/],
  [["keys", "rotate", "Demo page", "--grace", "31d"], "usage", /graceSeconds/],
  [["keys", "rotate", "Demo page", "--grace", "a while"], "usage", /Write it like 90s, 15m, 12h or 7d/],
  [["apps", "update", "Demo"], "usage", /nothing to change\. Give --name/],
  [["apps", "create", "x", "--environment", "staging"], "usage", /environment: /],
  [["apps", "update", "Demo", "--keep", "a while"], "usage", /Write it like 365, or for-ever/],
  [["apps", "create", "x", "--limit", "much"], "usage", /Write it like publicSubmissions=120/],
  [["apps", "delete", "Demo", "--confirm", "demo"], "conflict", /not called that.*repeat its name exactly/],
  [["members", "set-role", "Owner", "king"], "usage", /Choose one of product/],
  [["members", "add", ""], "usage", /--help/],
  [
    ["webhooks", "create", "http://example.com"],
    "invalid_body",
    /url: must be an https address\. Run earshot webhooks create --help/,
  ],
  [["webhooks", "create", "https://127.0.0.1/x"], "invalid_body", /url: must lead to a public address/],
  [
    ["webhooks", "create", "https://example.com", "--event", "birthday"],
    "usage",
    /no type of event\. Choose from feedback\.created/,
  ],
  [["webhooks", "update", "https://example.com"], "usage", /nothing to change\. Give --url or --event/],
  [
    ["webhooks", "test", "https://example.com"],
    "usage",
    /there is no webhook https:\/\/example\.com\. Run earshot webhooks list/,
  ],
  [["webhooks", "deliveries", "x", "--status", "lost"], "usage", /status: /],
  [["webhooks", "rotate", "x", "--grace", "31d"], "usage", /graceSeconds/],
  [["export", "--format", "csv"], "usage", /Leave one out, or write the CSV to a file with --out/],
  [["export", "--format", "xml"], "usage", /format: /],
  [["export", "--out", join(full, "something")], "usage", /overwrites nothing\. Choose another name/],
  [["export", "--since", "yesterday"], "usage", /Write it like 2027-01-31/],
  [["erase", "nobody@example.com"], "usage", /nobody here is nobody@example\.com\. Give a whole e-mail address/],
  [["backup", full], "refused", /is not empty\. Name a folder that is not there yet/],
  [["restore", join(folder, "nowhere")], "refused", /no backup in .*Name the folder that earshot backup made/],
  [["restore", join(folder, "backup")], "refused", /holds something already\. Move it away, or name another/],
  [["migrate", "--from", "sqlite"], "usage", /--to is missing: say sqlite or postgres\. Run earshot migrate --help/],
  [["migrate", "--from", "mysql", "--to", "postgres"], "usage", /--from is mysql: say sqlite or postgres\./],
  [
    ["migrate", "--from", "sqlite", "--to", "sqlite"],
    "usage",
    /both sqlite\. To copy a data folder use earshot backup\.$/,
  ],
  [["migrate", "--from", "sqlite", "--to", "postgres"], "usage", /set DATABASE_URL, or give --database-url\. Run/],
  [
    ["migrate", "--from", "sqlite", "--to", "postgres", "--database-url", "mysql://x"],
    "configuration",
    /DATABASE_URL must be/,
  ],
  [
    ["migrate", "--from", "sqlite", "--to", "postgres", "--database-url", "postgres://u:p@127.0.0.1:1/x"],
    "refused",
    /the database x at 127\.0\.0\.1:1 cannot be used \(.*\)\. Check that it runs and exists, and --database-url\.$/,
  ],
  [
    [
      "migrate",
      "--from",
      "sqlite",
      "--to",
      "postgres",
      "--database-url",
      "postgres://h/x",
      "--data",
      join(folder, "nowhere"),
    ],
    "refused",
    /there is no installation in .*nowhere\. Say where it is with --data or EARSHOT_DATA\.$/,
  ],
  [
    [
      "migrate",
      "--from",
      "sqlite",
      "--to",
      "postgres",
      "--database-url",
      "postgres://h/x",
      "--blobs",
      join(data, "blobs"),
    ],
    "usage",
    /where the files are already\. Leave it out/,
  ],
])("earshot %j is refused with a stable code, and says what to do next", async (words, code, message) => {
  const error = failureIn(await earshot([...words, "--json"]));
  expect(error).toEqual({ code, message: expect.stringMatching(message) });
});

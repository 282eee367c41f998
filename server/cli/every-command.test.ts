import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownDatabase, settingsOf } from "../../server-stub/own-database.ts";
import { startStub } from "../../server-stub/start.ts";
import { type Action, isGroup } from "./command.ts";
import { commandHere, failureIn, makeInstallation } from "./command-here.ts";
import { everyCommand } from "./commands.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-every-"));
const data = join(folder, "data");
const database = await ownDatabase(data);
const empty = await ownDatabase(join(folder, "nowhere"), { isNew: true });
const NOWHERE = { EARSHOT_DATA: join(folder, "nowhere"), ...settingsOf(empty) };
const isEmbedded = database.engine === "SQLite";
beforeAll(() => makeInstallation(data, database.url), 30_000);
afterAll(async () => {
  await Promise.all([database.drop(), empty.drop()]);
  rmSync(folder, { recursive: true, force: true });
});

const earshot = commandHere({ EARSHOT_DATA: data, ...settingsOf(database) });

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
  "apps update": ["Shop", "--keep", "30", "--image-host", "images.example.com"],
  "apps connect": ["Shop", "--for", "Ann Lee"],
  "apps connections": ["Shop"],
  "connect-codes list": ["--app", "Shop"],
  "connect-codes cancel": ["Ann Lee"],
  "keys list": [],
  "keys create": ["publishable", "Pages", "--app", "Shop", "--origin", "example.com"],
  "keys rotate": ["Pages", "--grace", "1h"],
  "keys revoke": ["First secret key"],
  "apps delete": ["Shop"],
  "members list": [],
  "members add": ["Ann", "--role", "support", "--right", "viewer"],
  "members sign-in-link": ["Ann"],
  "members set-role": ["Ann", "engineering"],
  "members set-right": ["Ann", "admin"],
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
  ...(isEmbedded ? { backup: [join(folder, "backup")] } : {}),
};
/** These need a server of their own to succeed, and are tried as JSON where that is. */
const ELSEWHERE: Record<string, string> = {
  start: "start.test.ts",
  migrate: "migrate.test.ts",
  import: "import.test.ts",
  "webhooks replay": "webhooks.test.ts",
  erase: "here, below",
  restore: "here, below",
  ...(isEmbedded ? {} : { backup: "of the embedded database; PostgreSQL has its own tools" }),
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

test("the tag for a page names the server where that is known, and says what to put in where it is not", async () => {
  const words = ["keys", "create", "publishable", "Pages", "--app", "Demo", "--origin", "shop.example.com"];
  const known = await earshot(words, { EARSHOT_URL: "https://feedback.example.com" });
  expect(known.out).toContain('<script async src="https://feedback.example.com/earshot.js" data-key="ear_pub_');
  const unknown = await earshot(words);
  expect(unknown.out).toMatch(/in the place of SERVER:\n.*src="https:\/\/SERVER\/earshot\.js"/);
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
    expect(failureIn(await earshot(words, NOWHERE)).code).toBe("refused");
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
  const { out } = await earshot(["--help"]);
  for (const [name, command] of Object.entries(commands)) {
    expect(out).toContain(`  earshot ${name} `);
    if (isGroup(command)) expect(out).toContain(` ${Object.keys(command.actions).join(", ")}\n`);
  }
  for (const line of out.split("\n")) expect(line.length).toBeLessThan(121);
});

test("what does not fit is named as it was typed, and nothing is made then", async () => {
  const refusal = async (...words: string[]) => failureIn(await earshot([...words, "--json"])).message;
  const listed = async () => (await earshot(["keys", "list", "--json"])).out;
  const before = await listed();
  const origins = ["--origin", "example.com", "--origin", "*.co.uk", "--origin", "https://example.com/path"];
  expect(await refusal("keys", "create", "publishable", "Pages", "--app", "Demo", ...origins)).toMatch(
    /^--origin \*\.co\.uk: .*; --origin https:\/\/example\.com\/path: .* Run earshot keys create --help for examples\.$/,
  );
  expect(await listed()).toBe(before);
  // Where an app is a word there is no --app.
  await earshot(["apps", "create", "Second"]);
  expect(await refusal("apps", "connect")).toMatch(/^there are 2 apps\. Say which as APP: "Demo", "Second"\.$/);
  expect(await refusal("keys", "create", "secret", "x", "--scope", "mcp")).toMatch(/Say which with --app: /);
});

test("a person is erased, and a backup put back, with answers that are JSON", async () => {
  const stub = await startStub();
  const place = { EARSHOT_DATA: stub.folder, ...settingsOf(stub.database) };
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
  if (!isEmbedded) return;
  const restored = await earshot(["restore", join(folder, "backup"), "--json"], {
    EARSHOT_DATA: join(folder, "again"),
  });
  expect(JSON.parse(restored.out)).toMatchObject({ records: 0 });
});

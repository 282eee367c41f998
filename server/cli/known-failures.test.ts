import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_KEY_PROFILES } from "../dialects/index.ts";
import { keyProfile } from "../keys/key-profiles.ts";
import { makeKeyText } from "../keys/key-text.ts";
import { commandHere, failureIn, makeInstallation } from "./command-here.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-failures-"));
const data = join(folder, "data");
const earshot = commandHere({ EARSHOT_DATA: data });
beforeAll(async () => {
  await makeInstallation(data);
  await earshot(["backup", join(folder, "backup")]);
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    /^KIND: must be one of publishable, secret, [a-z, -]+\. Run earshot keys create --help/,
  ],
  [
    ["keys", "create", "secret", "x"],
    "invalid_body",
    /^--scope: say what the key may do\. Run earshot keys create --help/,
  ],
  [["keys", "create", "secret", ""], "usage", /^NAME: must not be empty\. Run earshot keys create --help/],
  [
    ["keys", "create", "secret", "x", "--scope", "mcp", "--scope", "all"],
    "usage",
    /^--scope all: must be one of feedback:write/,
  ],
  [
    ["keys", "create", "secret", "x", "--scope", "mcp", "--expires", "2020-01-01"],
    "invalid_body",
    /^--expires: must be in the future/,
  ],
  [
    ["keys", "create", "secret", "x", "--app", "Nowhere", "--scope", "mcp"],
    "usage",
    /there is no app Nowhere\. Run earshot apps list/,
  ],
  [["keys", "create", "publishable", "x"], "invalid_body", /^--origin: say whose pages may use the key/],
  [
    ["keys", "create", "publishable", "x", "--origin", "example.com", "--origin", "*.co.uk"],
    "invalid_body",
    /^--origin \*\.co\.uk: .*anybody can have a site under co\.uk/,
  ],
  [
    ["keys", "create", "secret", "x", "--scope", "mcp", "--expires", "soon"],
    "usage",
    /^--expires soon is no date\. Write it like 2027-01-31/,
  ],
  [["keys", "create", "secret", "x", "--colour", "red"], "usage", /Unknown option '--colour'.*--help/],
  [["keys", "revoke", "nobody"], "usage", /there is no key nobody\. Run earshot keys list/],
  [
    ["keys", "rotate", "Demo page", "--grace", "31d"],
    "usage",
    /^--grace: must be at most 2592000 seconds, which is 30 days/,
  ],
  [
    ["keys", "rotate", "Demo page", "--grace", "a while"],
    "usage",
    /^--grace a while is no duration\. Write it like 90s, 15m, 12h or 7d/,
  ],
  [["apps", "update", "Demo"], "usage", /nothing to change\. Give --name/],
  [["apps", "create", "x", "--environment", "staging"], "usage", /^--environment: must be one of live, test\./],
  [
    ["apps", "update", "Demo", "--keep", "a while"],
    "usage",
    /^--keep a while is no time .*Write it like 365, or for-ever/,
  ],
  [["apps", "update", "Demo", "--keep", "0"], "usage", /^--keep: must be at least 1\. Run earshot apps update --help/],
  [["apps", "update", "Demo", "--name", ""], "usage", /^--name: must not be empty/],
  [
    ["apps", "create", "x", "--image-host", "images.example.com", "--image-host", "10.0.0.1"],
    "invalid_body",
    /^--image-host 10\.0\.0\.1: /,
  ],
  [
    ["apps", "create", "x", "--limit", "much"],
    "usage",
    /^--limit much is no limit\. Write it like publicSubmissions=120/,
  ],
  [
    ["apps", "create", "x", "--limit", "requests=5"],
    "usage",
    /^--limit requests=5: .*Choose from publicSubmissions, .* or secretKey\.$/,
  ],
  [["apps", "create", "x", "--limit", "secretKey=0"], "usage", /^--limit secretKey: must be at least 1/],
  [["apps", "connect", "Demo", "--for", ""], "usage", /^--for: must not be empty/],
  [["apps", "delete", "Demo", "--confirm", "demo"], "conflict", /not called that.*repeat its name exactly/],
  [["members", "set-role", "Owner", "king"], "usage", /^ROLE king is no role\. Choose one of product/],
  [["members", "add", ""], "usage", /^NAME: must not be empty\. Run earshot members add --help/],
  [["members", "add", "Ann", "--email", "ann"], "usage", /^--email: must be an e-mail address/],
  [["members", "add", "Ann", "--right", "king"], "usage", /^--right king is no right\. Choose one of viewer/],
  [["members", "set-right", "Owner", "admin"], "usage", /only owner/],
  [
    ["webhooks", "create", "http://example.com"],
    "invalid_body",
    /^URL: must be an https address\. Run earshot webhooks create --help/,
  ],
  [["webhooks", "create", "https://127.0.0.1/x"], "invalid_body", /^URL: must lead to a public address/],
  [
    ["webhooks", "create", "https://example.com", "--event", "birthday"],
    "usage",
    /^--event birthday is no type of event\. Choose from feedback\.created/,
  ],
  [["webhooks", "update", "https://example.com"], "usage", /nothing to change\. Give --url or --event/],
  [
    ["webhooks", "test", "https://example.com"],
    "usage",
    /there is no webhook https:\/\/example\.com\. Run earshot webhooks list/,
  ],
  [["webhooks", "deliveries", "x", "--status", "lost"], "usage", /^--status: must be one of pending/],
  [["webhooks", "deliveries", "x", "--limit", "many"], "usage", /^--limit: /],
  [
    ["webhooks", "rotate", "x", "--grace", "31d"],
    "usage",
    /^--grace: must be at most 2592000 seconds, which is 30 days/,
  ],
  [["export", "--format", "csv"], "usage", /Leave one out, or write the CSV to a file with --out/],
  [["export", "--format", "xml"], "usage", /^--format: must be one of ndjson, csv/],
  [["export", "--out", join(full, "something")], "usage", /overwrites nothing\. Choose another name/],
  [["export", "--since", "yesterday"], "usage", /^--since yesterday is no date\. Write it like 2027-01-31/],
  [["import", "nobody"], "usage", /there is no product nobody\. Choose one of productsights, /],
  [["import", "userz"], "usage", /there is no key of Userz\. Set EARSHOT_IMPORT_KEY/],
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
  // What was typed is named, never the field of a request that it fills.
  expect(error.message).not.toMatch(/(^|; )[a-z]\w*(\.\w+)*: /);
});

test.each(ALL_KEY_PROFILES)(
  "a key of the kind $kind that is typed where it does not belong is not shown whole",
  async (profile) => {
    const text = makeKeyText(profile);
    const { message } = failureIn(await earshot([text, "--json"]));
    expect(message).toContain(`no command "${profile.prefix}…${text.slice(-4)}"`);
  },
);

test.each([
  ["revoke", "KEY"],
  ["rotate", "KEY"],
  ["rotate", "x", "--grace", "KEY"],
  ["create", "secret", "x", "--scope", "KEY"],
])("earshot keys %s with a key in the place of what belongs there tells its last characters only", async (...words) => {
  const text = makeKeyText(keyProfile("secret"));
  const said = await earshot(["keys", ...words.map((word) => (word === "KEY" ? text : word)), "--json"]);
  expect(failureIn(said).message).toContain(`ear_sk_…${text.slice(-4)}`);
  expect(said.out + said.err).not.toContain(text);
});

test.each<[environment: Record<string, string>, code: string, message: RegExp]>([
  [
    { PORT: "eighty" },
    "configuration",
    /PORT must be a whole number.*Correct it in the environment: the README has a row/,
  ],
  [{ EARSHOT_DATA: "/dev/null/x" }, "cannot_start", /cannot be used.*choose another with EARSHOT_DATA|mend this one/],
  [{ DATABASE_URL: "postgres://u:p@127.0.0.1:1/x" }, "cannot_start", /Check that it runs, and DATABASE_URL/],
  [{ REDIS_URL: "redis://127.0.0.1:1" }, "cannot_start", /Check that it runs, and REDIS_URL/],
  [
    {
      EARSHOT_BLOBS: "s3://bucket?endpoint=http://127.0.0.1:1&region=x",
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
    },
    "cannot_start",
    /Check EARSHOT_BLOBS/,
  ],
])(
  "earshot start with %j is refused with a stable code, and says what to do next",
  async (environment, code, message) => {
    const error = failureIn(await earshot(["start", "--json"], { EARSHOT_LOG: "silent", ...environment }));
    expect(error).toEqual({ code, message: expect.stringMatching(message) });
  },
);

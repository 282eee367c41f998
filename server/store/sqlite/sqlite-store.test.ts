import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { STUB_EPOCH, stubSetup } from "../../../server-stub/fixture.ts";
import { openStorage } from "../../open-storage.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { storeSuite } from "../store-suite.ts";

const openStore = async (dataFolder: string) => (await openStorage({ dataFolder })).store;

const folder = mkdtempSync(join(tmpdir(), "earshot-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeSuite("SQLite", () => openStore(join(folder, "suite")));

test("a store that is opened again has all it had", async () => {
  const place = join(folder, "again");
  const first = await openStore(place);
  await first.organizations.setUp(stubSetup({ origins: [], ownerRole: null, expiresAt: null }, STUB_EPOCH));
  await first.close();
  const second = await openStore(place);
  expect(await second.organizations.isEmpty()).toBe(false);
  await second.close();
});

test("a database of a newer version is left alone, with one sentence that says so", async () => {
  const place = join(folder, "newer");
  await (await openStore(place)).close();
  const database = new DatabaseSync(join(place, "earshot.db"));
  database.exec(`UPDATE schema_version SET version = ${MIGRATIONS.length + 1}`);
  database.close();
  await expect(openStore(place)).rejects.toThrow(
    /belongs to a newer Earshot: .* Start that version, or choose another place/,
  );
});

test("a file that is no database, and a folder that cannot be made, are refused with one sentence", async () => {
  const place = join(folder, "wrong");
  await (await openStore(place)).close();
  writeFileSync(join(place, "earshot.db"), "this is not a database, but long enough to be looked at as if it were one");
  await expect(openStore(place)).rejects.toThrow(/data folder .* cannot be used .* EARSHOT_DATA/);
  await expect(openStore(join(place, "earshot.db", "below"))).rejects.toThrow(
    /data folder .* cannot be used .* EARSHOT_DATA/,
  );
});

test("pages are 16 KB and every commit waits for the disk", async () => {
  const place = join(folder, "pragmas");
  await (await openStore(place)).close();
  const database = new DatabaseSync(join(place, "earshot.db"));
  expect(database.prepare("PRAGMA page_size").get()).toEqual({ page_size: 16_384 });
  expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  database.close();
});

test("a lock that somebody else keeps makes whoever writes unavailable after one wait, however many they are", async () => {
  const place = join(folder, "locked");
  const store = await openStore(place);
  const setup = stubSetup({ origins: [], ownerRole: null, expiresAt: null }, STUB_EPOCH);
  await store.organizations.setUp(setup);
  const other = new DatabaseSync(join(place, "earshot.db"));
  other.exec("BEGIN IMMEDIATE");
  const write = () => store.keys.markUsed(setup.keys[0]?.id ?? "", STUB_EPOCH).catch((error: Error) => error.name);
  const begun = performance.now();
  expect(new Set(await Promise.all(Array.from({ length: 40 }, write)))).toEqual(new Set(["StoreUnavailableError"]));
  expect(performance.now() - begun).toBeLessThan(15_000);
  other.exec("ROLLBACK");
  other.close();
  expect(await write()).toBeUndefined();
  await store.close();
});

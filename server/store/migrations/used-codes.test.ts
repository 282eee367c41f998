import { afterAll, beforeAll, expect, test } from "vitest";
import { STUB_APP_ID, STUB_EPOCH, stubSetup } from "../../../server-stub/fixture.ts";
import { ownEngine } from "../../../server-stub/own-database.ts";
import { createStore } from "../store.ts";
import { MIGRATIONS, migrate } from "./index.ts";

let database: Awaited<ReturnType<typeof ownEngine>>;
beforeAll(async () => {
  database = await ownEngine({ isNew: true });
});
afterAll(() => database.drop());

test("codes from before they had ids are good for the rest of their day, are listed and can be cancelled", async () => {
  const setup = stubSetup({ origins: [], ownerRole: null, expiresAt: null }, STUB_EPOCH);
  await migrate(database.opened);
  const store = createStore(database.opened);
  await store.organizations.setUp(setup);
  const { id: ownerId, organizationId } = setup.owner;
  await database.change("DROP INDEX connect_codes_by_id");
  for (const column of ["id", "created_at", "used_at", "key_id", "claim_hash"])
    await database.change(`ALTER TABLE connect_codes DROP COLUMN ${column}`);
  await database.change("UPDATE schema_version SET version = 9");
  const expiresAt = STUB_EPOCH + 1_000;
  const hashes = [Buffer.alloc(32, 0xa1), Buffer.alloc(32, 0xb2)];
  for (const hash of hashes) {
    const bytes = database.engine === "SQLite" ? `x'${hash.toString("hex")}'` : `'\\x${hash.toString("hex")}'`;
    await database.change(
      `INSERT INTO connect_codes (hash, app_id, owner_id, name, expires_at) VALUES (${bytes}, '${STUB_APP_ID}', '${ownerId}', 'Ann', ${expiresAt})`,
    );
  }

  await migrate(database.opened, MIGRATIONS.slice(0, 10));
  const everybody = { organizationId, appId: null };
  const listed = await store.connectCodes.list(everybody, { now: STUB_EPOCH });
  expect(listed.map(({ id }) => id)).toEqual(["b2".repeat(12), "a1".repeat(12)]);
  expect(listed[0]).toMatchObject({ createdAt: expiresAt - 24 * 3_600_000, expiresAt, usedAt: null, keyId: null });
  for (const hash of hashes) expect(await store.connectCodes.find(hash, STUB_EPOCH)).toMatchObject({ name: "Ann" });
  expect(await store.connectCodes.cancel({ id: "b2".repeat(12), appId: STUB_APP_ID })).toBe(true);
  expect(await store.connectCodes.list(everybody, { now: STUB_EPOCH })).toHaveLength(1);
});

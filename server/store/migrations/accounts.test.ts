import { afterAll, beforeAll, expect, test } from "vitest";
import { STUB_EPOCH } from "../../../server-stub/fixture.ts";
import { ownEngine } from "../../../server-stub/own-database.ts";
import { createStore } from "../store.ts";
import { MIGRATIONS, migrate } from "./index.ts";

let database: Awaited<ReturnType<typeof ownEngine>>;
beforeAll(async () => {
  database = await ownEngine({ isNew: true });
});
afterAll(() => database.drop());

/** From the newest schema to the one before accounts, as far as this step is concerned. */
const BACK = [
  ...["members_by_email", "sessions_by_id", "sessions_by_member"].map((index) => `DROP INDEX ${index}`),
  ...["invitations", "passwords", "passkeys", "challenges", "external_identities"].map(
    (table) => `DROP TABLE ${table}`,
  ),
  ...["id", "last_used_at", "agent"].map((column) => `ALTER TABLE sessions DROP COLUMN ${column}`),
  ...["right", "email", "email_vouched", "removed_at"].map((column) => `ALTER TABLE members DROP COLUMN "${column}"`),
  "ALTER TABLE members ADD COLUMN is_owner integer NOT NULL DEFAULT 0",
  "UPDATE schema_version SET version = 10",
];

test("nobody loses what they could do: owners stay owners, everybody else becomes an admin, and who is signed in stays so", async () => {
  const hash = Buffer.alloc(32, 0xa1);
  const bytes = database.engine === "SQLite" ? `x'${hash.toString("hex")}'` : `'\\x${hash.toString("hex")}'`;
  await migrate(database.opened);
  for (const change of BACK) await database.change(change);
  await database.change(`INSERT INTO organizations VALUES ('o', 'Ours', ${STUB_EPOCH})`);
  for (const [id, isOwner] of [
    ["a", 1],
    ["b", 0],
  ])
    await database.change(
      `INSERT INTO members (id, organization_id, name, is_owner, created_at) VALUES ('${id}', 'o', 'Ann', ${isOwner}, ${STUB_EPOCH})`,
    );
  await database.change(
    `INSERT INTO sessions (hash, member_id, created_at, expires_at) VALUES (${bytes}, 'b', ${STUB_EPOCH}, ${STUB_EPOCH + 1_000})`,
  );

  await migrate(database.opened, MIGRATIONS.slice(0, 11));
  const store = createStore(database.opened);
  expect((await store.members.list("o")).map(({ id, right, email }) => [id, right, email])).toEqual([
    ["a", "owner", null],
    ["b", "admin", null],
  ]);
  expect(await store.sessions.find(hash, STUB_EPOCH)).toMatchObject({
    member: { id: "b", right: "admin" },
    session: { id: "a1".repeat(12), createdAt: STUB_EPOCH, lastUsedAt: STUB_EPOCH, agent: null },
  });
});

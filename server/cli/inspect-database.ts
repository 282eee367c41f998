import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Config } from "../config.ts";
import { type SealedSecrets, trySealedSecrets } from "../keys/sealed-secrets.ts";
import { MIGRATIONS } from "../store/migrations/index.ts";
import { moveState } from "../store/moves.ts";
import { databasePlace } from "../store/postgres/database-place.ts";
import { openDatabase } from "../store/sqlite/open-database.ts";
import { sqliteQueries } from "../store/sqlite/sqlite-queries.ts";
import { createVault, findVaultKey, type Vault } from "../vault.ts";

/** What a look at the database found. Nothing was changed: it was not even brought up to date. */
export type Inspection = {
  place: string;
  state: "missing" | "broken" | "older" | "current" | "newer" | "filling";
  found: string;
  /** When the newest feedback was made. */
  newest: number | undefined;
  ownersWithoutRole: string[];
  leakedKeys: Array<{ id: string; name: string }>;
  secrets: SealedSecrets;
  /** How far the database's clock is ahead of this machine's, where it has one of its own. */
  clockAheadMs?: number;
};

type Ask = <Row>(sql: string) => Promise<Row[]>;

const NOTHING = { newest: undefined, ownersWithoutRole: [], leakedKeys: [], secrets: { sealed: 0, unreadable: 0 } };

const look = async (place: string, ask: Ask, vault: Vault | undefined): Promise<Inspection> => {
  const [version] = await ask<{ version: number }>("SELECT version FROM schema_version");
  const [schema, known] = [version?.version ?? 0, MIGRATIONS.length];
  if (schema > known)
    return { place, state: "newer", found: `it has schema ${schema}, this Earshot knows up to ${known}`, ...NOTHING };
  const [records] = await ask<{ count: number; newest: string | null }>(
    "SELECT count(*) AS count, max(id) AS newest FROM feedback",
  );
  const count = `${Number(records?.count ?? 0)} feedback`;
  // An id begins with the milliseconds at which it was made.
  const newest = records?.newest ? Number.parseInt(records.newest.slice(0, 12), 16) : undefined;
  if (schema < known)
    return { place, state: "older", found: `schema ${schema} of ${known}, ${count}`, ...NOTHING, newest };
  // Queries without parameters, in words that every dialect takes.
  const reader = { sql: sqliteQueries(), read: <Row>({ sql }: { sql: string }) => ask<Row>(sql) };
  const move = await moveState(reader);
  if (move && move.finishedAt === null)
    return { place, state: "filling", found: `earshot migrate is filling it, ${count} so far`, ...NOTHING };
  const secrets = await trySealedSecrets(reader, vault);
  const owners = await ask<{ name: string }>(
    "SELECT DISTINCT members.name AS name FROM members JOIN keys ON keys.owner_id = members.id WHERE members.role IS NULL AND keys.revoked_at IS NULL",
  );
  const leakedKeys = await ask<{ id: string; name: string }>(
    "SELECT id, name FROM keys WHERE leaked_at IS NOT NULL AND revoked_at IS NULL ORDER BY id",
  );
  const ownersWithoutRole = owners.map(({ name }) => name);
  return { place, state: "current", found: `whole, ${count}`, newest, ownersWithoutRole, leakedKeys, secrets };
};

const inspectSqlite = async (file: string, vault: Vault | undefined): Promise<Inspection> => {
  if (!existsSync(file)) return { place: file, state: "missing", found: "", ...NOTHING };
  const database = openDatabase(file, { readOnly: true });
  try {
    const [verdict] = database.prepare("PRAGMA quick_check(1)").all() as Array<{ quick_check: string }>;
    if (verdict?.quick_check !== "ok") throw new Error(verdict?.quick_check ?? "it cannot be checked");
    return await look(file, async <Row>(sql: string) => database.prepare(sql).all() as Row[], vault);
  } finally {
    database.close();
  }
};

const askPostgres = async <T>(url: string, work: (ask: Ask) => Promise<T>): Promise<T> => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // it fails the question that is under way
  await client.connect();
  try {
    return await work(async <Row>(sql: string) => (await client.query(sql)).rows as Row[]);
  } finally {
    await client.end();
  }
};

const hasTables = async (ask: Ask): Promise<boolean> =>
  (await ask<{ made: string | null }>("SELECT to_regclass('schema_version') AS made"))[0]?.made !== null;

const inspectPostgres = (url: string, vault: Vault | undefined): Promise<Inspection> => {
  const place = databasePlace(url);
  return askPostgres(url, async (ask) => {
    if (!(await hasTables(ask))) return { place, state: "missing", found: "", ...NOTHING };
    const [clock] = await ask<{ now: Date }>("SELECT clock_timestamp() AS now");
    const clockAheadMs = clock ? clock.now.getTime() - Date.now() : 0;
    return { ...(await look(place, ask, vault)), clockAheadMs };
  });
};

/** Whether an installation was ever made here; `true` as well where that cannot be found out. */
export const isThereInstallation = async ({ databaseUrl, dataFolder }: Config): Promise<boolean> =>
  databaseUrl === undefined
    ? existsSync(join(resolve(dataFolder), "earshot.db"))
    : askPostgres(databaseUrl, hasTables).catch(() => true);

/** Looks at the database of these settings. Never rejects: what goes wrong is what was found. */
export const inspectDatabase = async ({ databaseUrl, dataFolder, secret }: Config): Promise<Inspection> => {
  const key = findVaultKey(dataFolder, secret);
  const vault = key && createVault(key);
  const file = join(resolve(dataFolder), "earshot.db");
  try {
    return await (databaseUrl === undefined ? inspectSqlite(file, vault) : inspectPostgres(databaseUrl, vault));
  } catch (error) {
    const found = error instanceof AggregateError ? (error.errors[0] as Error).message : (error as Error).message;
    const place = databaseUrl === undefined ? file : databasePlace(databaseUrl);
    return { place, state: "broken", found, ...NOTHING };
  }
};

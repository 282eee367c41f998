import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { SQLInputValue } from "node:sqlite";
import { StartError } from "../start-error.ts";
import { StoreUnavailableError } from "../store/engine.ts";
import { MIGRATIONS } from "../store/migrations/index.ts";
import { openDatabase } from "../store/sqlite/open-database.ts";
import { sqliteQueries } from "../store/sqlite/sqlite-queries.ts";
import type { Reader } from "./rows.ts";

/** A database as it was at one moment, whatever is written to it meanwhile. Nothing is ever written through it. */
export type Snapshot = Reader & {
  /** For people; without a password. */
  place: string;
  /** Ends the snapshot. @returns whether the database was changed since, where that can be told. */
  end(): Promise<boolean | undefined>;
  /** Ends it too, however far it is. */
  close(): Promise<void>;
};

const SCHEMA_VERSION = "SELECT version FROM schema_version";

const checkSchema = (place: string, found: number | undefined): void => {
  const known = MIGRATIONS.length;
  if (found === known) return;
  throw new StartError(
    found === undefined
      ? `${place} holds no Earshot. Say where the installation is.`
      : found < known
        ? `${place} has schema ${found} and this Earshot writes ${known}. Run earshot start on it once with this version, so that it is brought up to date, then move it.`
        : `${place} has schema ${found}, which a newer Earshot wrote; this one knows up to ${known}. Move it with the version that wrote it.`,
  );
};

/** One reading transaction on the file: with its write-ahead log a server goes on writing meanwhile. @throws StartError */
export const snapshotOfSqlite = (dataFolder: string): Snapshot => {
  const file = join(resolve(dataFolder), "earshot.db");
  if (!existsSync(file))
    throw new StartError(
      `there is no installation in ${resolve(dataFolder)}. Say where it is with --data or EARSHOT_DATA.`,
    );
  const unreadable = (error: unknown): StartError =>
    new StartError(
      `${file} cannot be read (${(error as Error).message}). Look at it with earshot doctor, or move a backup of it.`,
    );
  const database = openDatabase(file, { readOnly: true });
  try {
    database.exec("BEGIN");
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'schema_version'").all();
    const [row] = tables.length > 0 ? (database.prepare(SCHEMA_VERSION).all() as Array<{ version: number }>) : [];
    checkSchema(file, row?.version);
  } catch (error) {
    database.close();
    if (error instanceof StartError) throw error;
    throw unreadable(error);
  }
  const version = (): unknown => Object.values(database.prepare("PRAGMA data_version").get() ?? {})[0];
  const before = version();
  return {
    place: file,
    sql: sqliteQueries(),
    async read<Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
      try {
        return database.prepare(sql).all(...(parameters as SQLInputValue[])) as Row[];
      } catch (error) {
        throw unreadable(error);
      }
    },
    async end() {
      database.exec("COMMIT");
      return version() !== before;
    },
    async close() {
      database.close();
    },
  };
};

/** One reading transaction that sees the database as it was at its first question. @throws StartError */
export const snapshotOfPostgres = async (url: string): Promise<Snapshot> => {
  const [{ default: pg }, { postgresTypes }, { postgresQueries }] = await Promise.all([
    import("pg"),
    import("../store/postgres/postgres-engine.ts"),
    import("../store/postgres/postgres-queries.ts"),
  ]);
  const place = `the database at ${new URL(url).host}`;
  const client = new pg.Client({ connectionString: url, types: postgresTypes, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // a connection that breaks fails the question that is asked next
  try {
    await client.connect();
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows: made } = await client.query("SELECT to_regclass('schema_version') AS made");
    const { rows } = made[0]?.made === null ? { rows: [] } : await client.query(SCHEMA_VERSION);
    checkSchema(place, rows[0]?.version);
  } catch (error) {
    await client.end().catch(() => {});
    if (error instanceof StartError) throw error;
    throw new StartError(
      `${place} cannot be read (${(error as Error).message}). Check that it runs, and DATABASE_URL.`,
    );
  }
  return {
    place,
    sql: postgresQueries(),
    async read<Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
      const answer = await client.query(sql, [...parameters]).catch((error: Error) => {
        throw new StoreUnavailableError(error.message);
      });
      return answer.rows as Row[];
    },
    async end() {
      await client.query("COMMIT");
      return undefined;
    },
    async close() {
      await client.end();
    },
  };
};

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { Engine } from "../server/store/engine.ts";
import { openPostgresEngine } from "../server/store/postgres/postgres-engine.ts";
import { openSqliteEngine } from "../server/store/sqlite/sqlite-engine.ts";

/**
 * Names a PostgreSQL (its address, without a database) for tests to make databases in. Vitest's project `postgres` sets it; where it
 * is not set, tests run on the embedded database.
 */
export const TEST_POSTGRES = "EARSHOT_TEST_POSTGRES";
/** Its database that holds our tables and nothing else. A copy of it is quicker than making them anew. */
export const TEMPLATE = "earshot_template";
/** Its table of the databases that nobody uses at this moment. Emptying one is quicker than making one. */
export const FREE_DATABASES = "free_databases";

export type OwnDatabase = {
  engine: "SQLite" | "PostgreSQL";
  /** For `DATABASE_URL`; `undefined` for the embedded database, which is made in the data folder. */
  url: string | undefined;
  /** Looks into it past the store. Write what both engines understand. */
  look(query: string): Promise<Array<Record<string, unknown>>>;
  /** Changes it past the store. */
  change(statement: string): Promise<void>;
  /** All that lies in it, to search for what must not: the files themselves, or the rows as text and their bytes in hexadecimal. */
  dump(): Promise<string>;
  /** Cuts off whoever is still connected, and leaves nothing in it. */
  drop(): Promise<void>;
};

const embedded = (folder: string): OwnDatabase => ({
  engine: "SQLite",
  url: undefined,
  async look(query) {
    const database = new DatabaseSync(join(folder, "earshot.db"), { readOnly: true });
    try {
      return database.prepare(query).all();
    } finally {
      database.close();
    }
  },
  async change(statement) {
    const database = new DatabaseSync(join(folder, "earshot.db"));
    database.exec(statement);
    database.close();
  },
  dump: async () =>
    readdirSync(folder)
      .filter((name) => name.startsWith("earshot.db"))
      .map((name) => readFileSync(join(folder, name), "latin1"))
      .join(),
  drop: async () => {},
});

/** Numbers as the other engine gives them: counts come as text otherwise. */
const NUMBERS: Record<number, typeof Number> = { [pg.types.builtins.INT8]: Number };
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    NUMBERS[oid] ?? pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

const ask = async (url: string, query: string): Promise<Array<Record<string, unknown>>> => {
  const client = new pg.Client({ connectionString: url, types });
  await client.connect();
  const { rows } = await client.query(query).finally(() => client.end());
  return rows;
};

const TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'";
/** In any order: nobody checks what refers to what. */
const EMPTY_ALL = `SET session_replication_role = replica;
  DO $$ DECLARE name text; BEGIN FOR name IN ${TABLES} LOOP EXECUTE format('DELETE FROM %I', name); END LOOP; END $$`;

const onPostgres = async (server: string, isNew: boolean): Promise<OwnDatabase> => {
  const main = `${server}postgres`;
  const [free] = isNew
    ? []
    : await ask(
        main,
        `DELETE FROM ${FREE_DATABASES}
         WHERE name = (SELECT name FROM ${FREE_DATABASES} LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING name`,
      );
  const name = free?.name ?? `test_${randomUUID().replaceAll("-", "")}`;
  if (!free) await ask(main, `CREATE DATABASE ${name} TEMPLATE ${isNew ? "template0" : TEMPLATE}`);
  const url = server + name;
  return {
    engine: "PostgreSQL",
    url,
    look: (query) => ask(url, query),
    change: async (statement) => void (await ask(url, statement)),
    async dump() {
      const rows = await Promise.all(
        (await ask(url, TABLES)).map(({ tablename }) => ask(url, `SELECT t::text FROM ${tablename} t`)),
      );
      return JSON.stringify(rows);
    },
    async drop() {
      if (isNew) await ask(main, `DROP DATABASE ${name} WITH (FORCE)`);
      else {
        await ask(main, `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '${name}'`);
        await ask(url, EMPTY_ALL);
        await ask(main, `INSERT INTO ${FREE_DATABASES} (name) VALUES ('${name}')`);
      }
    },
  };
};

/**
 * A database for one test or one stub, which nobody else uses: on the engine that the tests of this process run on.
 *
 * @param folder The data folder, where an embedded database is made.
 * @param isNew As an operator would have made it, without our tables.
 */
export const ownDatabase = async (folder: string, { isNew = false } = {}): Promise<OwnDatabase> => {
  const server = process.env[TEST_POSTGRES];
  return server ? onPostgres(server, isNew) : embedded(folder);
};

/** The settings of a process that works on it. */
export const settingsOf = ({ url }: OwnDatabase): Record<string, string> => (url ? { DATABASE_URL: url } : {});

/** An engine over a database of its own; `drop` closes it too. @param options `isNew` for who changes the schema: nobody gets it after them. */
export const ownEngine = async (options: { isNew?: boolean } = {}): Promise<OwnDatabase & { opened: Engine }> => {
  const folder = await mkdtemp(join(tmpdir(), "earshot-database-"));
  const database = await ownDatabase(folder, options);
  const opened = database.url
    ? await openPostgresEngine(database.url)
    : await openSqliteEngine(join(folder, "earshot.db"));
  return {
    ...database,
    opened,
    async drop() {
      await opened.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartError } from "../start-error.ts";
import type { Engine } from "../store/engine.ts";
import { databasePlace } from "../store/postgres/database-place.ts";

/** Longer than any question about a whole table takes. */
const READ_WHOLE_MS = 600_000;

export type Destination = { engine: Engine; place: string };

/** Tables of somebody else would get ours between them. @throws StartError */
const refuseForeignTables = async (url: string, place: string): Promise<void> => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // it fails the question that is under way
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name",
    );
    const names = rows.map(({ name }) => String(name));
    if (names.length > 0 && !(names.includes("schema_version") && names.includes("moves")))
      throw new StartError(
        names.includes("organizations") && names.includes("schema_version")
          ? `${place} holds an installation already. Nothing was written. Name an empty database.`
          : `${place} holds tables of another program (${names.slice(0, 3).join(", ")}). Nothing was written. Make a database for Earshot alone, and name that.`,
      );
  } finally {
    await client.end();
  }
};

/** The PostgreSQL that is to hold the installation, with our tables in it. @throws StartError */
export const openPostgresDestination = async (url: string): Promise<Destination> => {
  const place = databasePlace(url);
  try {
    await refuseForeignTables(url, place);
    const { openPostgresEngine } = await import("../store/postgres/postgres-engine.ts");
    return { engine: await openPostgresEngine(url, 10, READ_WHOLE_MS), place }; // whole tables are counted
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof AggregateError ? (error.errors[0] as Error).message : (error as Error).message;
    throw new StartError(`${place} cannot be used (${reason}). Check that it runs and exists, and --database-url.`);
  }
};

/** The embedded database of a data folder, made where it is not there. @throws StartError */
export const openSqliteDestination = async (dataFolder: string): Promise<Destination> => {
  const folder = resolve(dataFolder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { openSqliteEngine } = await import("../store/sqlite/sqlite-engine.ts");
    return { engine: await openSqliteEngine(join(folder, "earshot.db")), place: `the data folder ${folder}` };
  } catch (error) {
    throw new StartError(
      `the data folder ${folder} cannot be used (${(error as Error).message}). Make it writable, or name another with --data.`,
    );
  }
};

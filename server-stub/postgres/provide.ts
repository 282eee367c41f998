import type { TestProject } from "vitest/node";
import { startPostgres } from "../../build/services/postgres.ts";
import { openPostgresEngine } from "../../server/store/postgres/postgres-engine.ts";
import { FREE_DATABASES, TEMPLATE } from "../own-database.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a PostgreSQL, without a database. */
    postgres: string;
  }
}

/** Starts one real PostgreSQL for a whole run of tests, with our tables in its template. Each test has a database of its own there. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  // A test of what a crash leaves starts a server of its own, which is durable; here only time would be lost by it.
  const postgres = await startPostgres({ fsync: "off", full_page_writes: "off", max_connections: "400" });
  await (await openPostgresEngine(await postgres.createDatabase(TEMPLATE))).close();
  await postgres.query(`CREATE TABLE ${FREE_DATABASES} (name text PRIMARY KEY)`);
  project.provide("postgres", postgres.url(""));
  return () => postgres.close();
};

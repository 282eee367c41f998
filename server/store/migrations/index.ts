import type { Engine, Statement } from "../engine.ts";
import { first } from "./0001-first.ts";

/** Steps from one version of the schema to the next, oldest first. A step that has been released is never changed. */
export const MIGRATIONS: ReadonlyArray<(engine: Engine) => Statement[]> = [first];

/** The database was written by a newer Earshot than this one. */
export class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";
  constructor({ found, known }: { found: number; known: number }) {
    super(`the database has schema ${found}, this version of Earshot knows up to ${known}`);
  }
}

/**
 * Brings the schema up to date, each step in a transaction together with the version it leads to.
 *
 * @throws NewerSchemaError when the database is ahead of this program. Nothing is changed then.
 */
export const migrate = async (engine: Engine, versionTableExists: boolean): Promise<void> => {
  const { sql } = engine;
  if (!versionTableExists)
    await engine.write([
      {
        query: sql.schema
          .createTable("schema_version")
          .ifNotExists()
          .addColumn("version", "integer", (column) => column.notNull())
          .compile(),
      },
      { query: sql.insertInto("schema_version").values({ version: 0 }).compile() },
    ]);
  const [row] = await engine.read(sql.selectFrom("schema_version").select("version").compile());
  const found = row?.version ?? 0;
  if (found > MIGRATIONS.length) throw new NewerSchemaError({ found, known: MIGRATIONS.length });
  for (let version = found; version < MIGRATIONS.length; version++) {
    const steps = MIGRATIONS[version]?.(engine) ?? [];
    await engine.write([
      ...steps,
      {
        query: sql
          .updateTable("schema_version")
          .set({ version: version + 1 })
          .compile(),
      },
    ]);
  }
};

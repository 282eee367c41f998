import type { Engine, Statement } from "../engine.ts";
import { first } from "./0001-first.ts";
import { signingSecrets } from "./0002-signing-secrets.ts";
import { webhooks } from "./0003-webhooks.ts";
import { uploads } from "./0004-uploads.ts";
import { work } from "./0005-work.ts";
import { usage } from "./0006-usage.ts";
import { moves } from "./0007-moves.ts";
import { connectCodes } from "./0008-connect-codes.ts";
import { connections } from "./0009-connections.ts";
import { usedCodes } from "./0010-used-codes.ts";
import { accounts } from "./0011-accounts.ts";
import { views } from "./0012-views.ts";
import { keyKinds } from "./0013-key-kinds.ts";
import { tracking } from "./0014-tracking.ts";
import { imports } from "./0015-imports.ts";
import { contacts } from "./0016-contacts.ts";

/** Steps from one version of the schema to the next, oldest first. A step that has been released is never changed. */
export const MIGRATIONS: ReadonlyArray<(engine: Engine) => Statement[]> = [
  first,
  signingSecrets,
  webhooks,
  uploads,
  work,
  usage,
  moves,
  connectCodes,
  connections,
  usedCodes,
  accounts,
  views,
  keyKinds,
  tracking,
  imports,
  contacts,
];

/** The database was written by a newer Earshot than this one. */
export class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";
  constructor({ found, known }: { found: number; known: number }) {
    super(`the database has schema ${found}, this version of Earshot knows up to ${known}`);
  }
}

/**
 * Brings the schema up to date, each step in a transaction together with the version it leads to. Several processes may start
 * at once: the step's first statement is the lock, and who comes second finds nothing left to do.
 *
 * @param steps All of them; fewer where a test looks at what an older version left.
 * @throws NewerSchemaError when the database is ahead of this program. Nothing is changed then.
 */
export const migrate = async (engine: Engine, steps = MIGRATIONS): Promise<void> => {
  const { sql } = engine;
  await engine.write([
    {
      query: sql.schema
        .createTable("schema_version")
        .ifNotExists()
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("version", "integer", (column) => column.notNull())
        .compile(),
    },
    {
      query: sql
        .insertInto("schema_version")
        .values({ id: 1, version: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    },
  ]);
  const version = async (): Promise<number> =>
    (await engine.read(sql.selectFrom("schema_version").select("version").compile()))[0]?.version ?? 0;
  for (let found = await version(); found !== steps.length; found = await version()) {
    if (found > steps.length) throw new NewerSchemaError({ found, known: steps.length });
    const step = steps[found]?.(engine) ?? [];
    const lock = sql
      .updateTable("schema_version")
      .set({ version: found + 1 })
      .where("version", "=", found)
      .compile();
    await engine.write([{ query: lock, expectRows: 1, takesLong: true }, ...step]);
  }
};

import { sql as raw } from "kysely";
import type { Engine } from "./engine.ts";

/**
 * A database that `earshot migrate` fills belongs to the move until a server (or any command) opens it. While there is a row in
 * `moves`, what the database holds is a copy and may be made equal to its source again; once the row is gone it is the
 * installation itself, and nothing is copied over it any more.
 */
export type MoveState = { source: string; finishedAt: number | null };

export const moveState = async ({ sql, read }: Pick<Engine, "sql" | "read">): Promise<MoveState | undefined> => {
  const [row] = await read(sql.selectFrom("moves").select(["source", "finished_at"]).compile());
  return row && { source: row.source, finishedAt: row.finished_at };
};

/**
 * Takes the database for this move: an empty one, or one that an earlier run of the same move filled.
 *
 * @param source Which installation comes. @returns `false` when it is not to be had: it is in use, or another's.
 */
export const beginMove = async (engine: Engine, source: string, now: number): Promise<boolean> => {
  const { sql } = engine;
  if (await moveState(engine)) {
    const again = sql.updateTable("moves").set({ finished_at: null }).where("source", "=", source).compile();
    return (await engine.write([{ query: again, expectRows: 1 }])).done;
  }
  // In one statement with the question: a server that sets the same database up meanwhile makes its row in `installation`.
  const first = sql
    .insertInto("moves")
    .columns(["id", "source", "started_at"])
    .expression(
      sql
        .selectNoFrom([
          raw<number>`1`.as("id"),
          raw<string>`cast(${source} as text)`.as("source"),
          raw<number>`cast(${now} as bigint)`.as("started_at"),
        ])
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom("installation").select("id"))))
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom("organizations").select("id")))),
    )
    .compile();
  return (await engine.write([{ query: first, expectRows: 1 }])).done;
};

/** All is there and was compared: from now on a server may open it. */
export const finishMove = async (engine: Engine, now: number): Promise<void> => {
  await engine.write([{ query: engine.sql.updateTable("moves").set({ finished_at: now }).compile() }]);
};

/** Makes the database the installation itself. @returns `false` when a move has not ended. */
export const takeOver = async (engine: Engine): Promise<boolean> => {
  if (!(await moveState(engine))) return true;
  const end = engine.sql.deleteFrom("moves").where("finished_at", "is not", null).compile();
  return (await engine.write([{ query: end, expectRows: 1 }])).done || (await moveState(engine)) === undefined;
};

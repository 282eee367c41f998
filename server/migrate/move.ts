import { StartError } from "../start-error.ts";
import type { Engine } from "../store/engine.ts";
import { beginMove, finishMove, moveState } from "../store/moves.ts";
import { compareTable, countTable } from "./compare.ts";
import { fillTable, removeExtra } from "./fill-table.ts";
import { countOf, type Reader } from "./rows.ts";
import type { Snapshot } from "./snapshot.ts";
import { movedTables } from "./tables.ts";

/** What became of one table: rows in both databases, and what this run did. */
export type MovedCounts = {
  table: string;
  source: number;
  destination: number;
  copied: number;
  changed: number;
  removed: number;
};

/** How far a run is: so many of the table's rows have been looked at. */
export type Progress = { table: string; rows: number; of: number };

/** Which installation it is: the id of its first organization, which was made with it. @throws StartError */
const installationOf = async (source: Snapshot): Promise<string> => {
  const unfinished = await moveState(source);
  if (unfinished && unfinished.finishedAt === null)
    throw new StartError(
      `${source.place} is itself being filled by earshot migrate, which has not ended. Run that again to its end first.`,
    );
  const [first] = await source.read(
    source.sql.selectFrom("organizations").select("id").orderBy("id").limit(1).compile(),
  );
  if (!first)
    throw new StartError(
      `${source.place} is not set up: there is nothing to move. Run earshot start on the destination.`,
    );
  return first.id;
};

const countSearchable = (engine: Reader): Promise<number> => countOf(engine, "feedback_search");

/**
 * Makes the destination hold what the snapshot holds: rows that are gone are deleted, rows that are lacking or otherwise are
 * written, and then everything is read again and compared. It can be cut anywhere and run again, and a run with a later snapshot
 * brings what came since.
 *
 * @throws StartError when the destination is not to be had, or in the end is not the same.
 */
export const moveRows = async (
  source: Snapshot,
  destination: { engine: Engine; place: string },
  { now, onProgress }: { now: () => number; onProgress: (progress: Progress) => void },
): Promise<MovedCounts[]> => {
  const { engine, place } = destination;
  if (!(await beginMove(engine, await installationOf(source), now())))
    throw new StartError(
      `${place} holds an installation already: another one, or this one with a server or command having opened it since. Nothing was written. Name an empty database.`,
    );
  const tables = movedTables();
  const removed = new Map<string, number>();
  for (const table of tables.toReversed()) removed.set(table.name, await removeExtra(source, engine, table));
  const counts: MovedCounts[] = [];
  for (const table of tables) {
    const of = await countOf(source, table.name);
    const { copied, changed } = await fillTable(source, engine, table, ({ looked }) =>
      onProgress({ table: table.name, rows: looked, of }),
    );
    counts.push({
      table: table.name,
      source: of,
      destination: 0,
      copied,
      changed,
      removed: removed.get(table.name) ?? 0,
    });
  }
  for (const [at, table] of tables.entries()) {
    const row = counts[at];
    // Where nothing was written, looking for what is lacking has compared every row already.
    const isCompared = row?.copied === 0 && row.changed === 0 && !table.large;
    const compare = isCompared ? countTable : compareTable;
    const { source: there, destination: here, differing } = await compare(source, engine, table);
    if (row) row.destination = here;
    if (there !== here || differing > 0)
      throw new StartError(
        `${table.name} is not the same in both databases (${there} rows in the source, ${here} in the destination, ${differing} differ). Something else writes to ${place}: stop it, and run this again.`,
      );
  }
  const [feedback, searchable] = [await countOf(engine, "feedback"), await countSearchable(engine)];
  if (feedback !== searchable)
    throw new StartError(
      `the search of ${place} has ${searchable} entries for ${feedback} feedback. Something else writes to it: empty it, and run this again.`,
    );
  await finishMove(engine, now());
  return counts;
};

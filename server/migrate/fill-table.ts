import { StartError } from "../start-error.ts";
import { searchTexts } from "../store/accept-feedback.ts";
import { type Engine, type Statement, StoreUnavailableError } from "../store/engine.ts";
import {
  findSame,
  keyText,
  lengthOf,
  pagesOf,
  type Reader,
  type Row,
  readWhole,
  removeRows,
  rowText,
  upsert,
} from "./rows.ts";
import type { Table } from "./tables.ts";

/** How much is written in one unit: what a crash undoes, and what is held in memory. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** What a run did to one table, and how far it is. */
export type Filling = { copied: number; changed: number; looked: number };

/** The index of words is made anew, in the unit that writes the feedback: it is never without. */
const searchStatements = ({ search }: Engine, rows: Row[], known: Map<string, Row>, table: Table): Statement[] => {
  const before = rows.filter((row) => known.has(keyText(table, row))).map(({ id }) => String(id));
  return [
    ...(before.length > 0 ? [search.remove(before)] : []),
    ...rows.map(({ id, app_id, submission }) =>
      search.put({
        id: String(id),
        appId: String(app_id),
        texts: searchTexts(JSON.parse(String(submission)) as Parameters<typeof searchTexts>[0]),
      }),
    ),
  ].map((query) => ({ query }));
};

/** @throws StartError when the database does not take them, StoreUnavailableError when it is away. */
const writeRows = async (destination: Engine, { name }: Table, unit: Statement[]): Promise<void> => {
  await destination.write(unit).catch((error: Error) => {
    if (error instanceof StoreUnavailableError) throw error;
    throw new StartError(
      `the destination does not take rows of ${name} (${error.message}). Mend what it complains of, and run this again: it goes on.`,
    );
  });
};

/** As many rows at a time as are at most so many bytes in their large column; one, where one alone is more. */
function* portions(rows: Row[]): Generator<Row[]> {
  let portion: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (portion.length > 0 && bytes + lengthOf(row) > BYTES_AT_ONCE) {
      yield portion;
      [portion, bytes] = [[], 0];
    }
    portion.push(row);
    bytes += lengthOf(row);
  }
  if (portion.length > 0) yield portion;
}

/**
 * Writes every row of the source that the destination lacks or has otherwise. What is there already is compared, not written again:
 * so a run that was cut goes on, and one that comes later brings what is new.
 *
 * @param onPage Called after each page.
 */
export const fillTable = async (
  source: Reader,
  destination: Engine,
  table: Table,
  onPage: (filling: Filling) => void,
): Promise<Filling> => {
  const filling: Filling = { copied: 0, changed: 0, looked: 0 };
  for await (const page of pagesOf(source, table)) {
    const known = await findSame(destination, table, page);
    const lacking = page.filter((row) => {
      const same = known.get(keyText(table, row));
      return same === undefined || rowText(same) !== rowText(row);
    });
    for (const portion of portions(lacking)) {
      const rows = table.large ? await readWhole(source, table, portion) : portion;
      await writeRows(destination, table, [
        { query: upsert(destination, table, rows) },
        ...(table.name === "feedback" ? searchStatements(destination, rows, known, table) : []),
      ]);
      const changed = portion.filter((row) => known.has(keyText(table, row))).length;
      filling.changed += changed;
      filling.copied += portion.length - changed;
    }
    filling.looked += page.length;
    onPage(filling);
  }
  return filling;
};

/** Deletes the rows of the destination that the source has not (any more). @returns how many. */
export const removeExtra = async (source: Reader, destination: Engine, table: Table): Promise<number> => {
  let removed = 0;
  for await (const page of pagesOf(destination, table, "key")) {
    const known = await findSame(source, table, page, "key");
    const extra = page.filter((row) => !known.has(keyText(table, row)));
    if (extra.length === 0) continue;
    const ids = extra.map(({ id }) => String(id));
    await destination.write([
      ...(table.name === "feedback" ? [{ query: destination.search.remove(ids) }] : []),
      { query: removeRows(destination, table, extra) },
    ]);
    removed += extra.length;
  }
  return removed;
};

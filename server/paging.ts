import { cursorFor, idOfCursor } from "./feedback/cursor.ts";

/** One page of a list: what it shows, and where the next one begins. */
export type Page<Row> = { data: Row[]; nextCursor: string | null };

/**
 * Reads one page of a list whose order is that of the ids.
 *
 * @param read Gives at most `limit` rows that come after the id `after` in the list's own order.
 * @param idOf What a row is known by in that order; its `id`, unless it is said.
 * @throws Problem `invalid_query` when the cursor is not one of ours.
 */
export const readPage = async <Row>(
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  read: (page: { limit: number; after: string | undefined }) => Promise<Row[]>,
  idOf: (row: Row) => string = (row) => (row as { id: string }).id,
): Promise<Page<Row>> => {
  // One more than asked for tells whether there is a next page.
  const found = await read({ limit: limit + 1, after: cursor === undefined ? undefined : idOfCursor(cursor) });
  const data = found.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: found.length > limit && last ? cursorFor(idOf(last)) : null };
};

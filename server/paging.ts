import { cursorFor, idOfCursor } from "./feedback/cursor.ts";
import { Problem } from "./problems.ts";

/** Whose list it is: the cursors of one are good for its own lists alone. */
type Owner = { organizationId: string };

/** One page of a list: what it shows, and where the next one begins. */
export type Page<Row> = { data: Row[]; nextCursor: string | null };

/**
 * Reads one page of a list whose order is that of the ids.
 *
 * @param read Gives at most `limit` rows that come after the id `after` in the list's own order.
 * @param idOf What a row is known by in that order; its `id`, unless it is said.
 * @throws Problem `invalid_query` when the cursor is not one of ours; `not_found` when it is another organization's.
 */
export const readPage = async <Row>(
  { organizationId }: Owner,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  read: (page: { limit: number; after: string | undefined }) => Promise<Row[]>,
  idOf: (row: Row) => string = (row) => (row as { id: string }).id,
): Promise<Page<Row>> => {
  // One more than asked for tells whether there is a next page.
  const after = cursor === undefined ? undefined : idOfCursor(organizationId, cursor);
  const found = await read({ limit: limit + 1, after });
  const data = found.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: found.length > limit && last ? cursorFor(organizationId, idOf(last)) : null };
};

/** One page of a list by its number, from 1. What arrives meanwhile moves the pages after it; what follows `nextCursor` it does not. */
export type NumberedPage<Row> = Page<Row> & { total: number; pages: number; page: number | undefined; size: number };

export type WantedPage = { page?: number | undefined; size: number; cursor?: string | undefined };

/**
 * Reads one page of a list by its number, or from where a page before it ended.
 *
 * @param list `count` its rows; the id `idAt` a place, counted from 1; and `read` as for `readPage`.
 * @throws Problem `invalid_query` when the cursor is not one of ours, or both are given; `not_found` when it is another organization's.
 */
export const readNumberedPage = async <Row>(
  owner: Owner,
  { page, size, cursor }: WantedPage,
  list: {
    count: () => Promise<number>;
    idAt: (place: number) => Promise<string | undefined>;
    read: (page: { limit: number; after: string | undefined }) => Promise<Row[]>;
  },
): Promise<NumberedPage<Row>> => {
  if (page !== undefined && cursor !== undefined)
    throw new Problem("invalid_query", {
      issues: [{ path: "page", message: "leave it out where a cursor says where to go on" }],
    });
  const number = cursor === undefined ? (page ?? 1) : undefined;
  const total = await list.count();
  const before = number === undefined || number === 1 ? undefined : await list.idAt((number - 1) * size);
  const isBehindTheEnd = number !== undefined && number > 1 && before === undefined;
  const found: Page<Row> = isBehindTheEnd
    ? { data: [], nextCursor: null }
    : await readPage(
        owner,
        { limit: size, cursor: before === undefined ? cursor : cursorFor(owner.organizationId, before) },
        list.read,
      );
  return { ...found, total, pages: Math.ceil(total / size), page: number, size };
};

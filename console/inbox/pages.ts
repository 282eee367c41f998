import type { Feedback, FeedbackList } from "../../shared/contract/record.ts";

/** What has been loaded of the list so far, newest first, and where the next page starts (`null`: there is none). */
export type Pages = { records: Feedback[]; cursor: string | null };

export const firstPage = (page: FeedbackList): Pages => ({ records: page.data, cursor: page.nextCursor });

/** Adds the page that `cursor` led to. A page asked for before the list was started anew belongs nowhere and is dropped. */
export const withNextPage = (pages: Pages, cursor: string, page: FeedbackList): Pages => {
  if (pages.cursor !== cursor) return pages;
  const known = new Set(pages.records.map(({ id }) => id));
  return { records: [...pages.records, ...page.data.filter(({ id }) => !known.has(id))], cursor: page.nextCursor };
};

/**
 * Lays the newest page over what is loaded: new records come on top, changed ones replace their older selves, deleted
 * ones go. Records that did not change stay the same objects. Older pages stay. When the page touches nothing that is
 * loaded, more arrived than it holds (a laptop slept): the list starts anew from it, for it must have no holes.
 */
export const withNewest = (pages: Pages, page: FeedbackList): { pages: Pages; arrived: number } => {
  const loaded = new Map(pages.records.map((record) => [record.id, record]));
  const newest = page.data.map((record) => {
    const before = loaded.get(record.id);
    return before?.updatedAt === record.updatedAt ? before : record;
  });
  const latest = pages.records[0]?.id ?? "";
  const arrived = newest.filter(({ id }) => id > latest).length;
  const last = newest.at(-1)?.id;
  if (page.nextCursor === null || last === undefined || !newest.some(({ id }) => loaded.has(id)))
    return { pages: { records: newest, cursor: page.nextCursor }, arrived };
  const older = pages.records.filter(({ id }) => id < last); // ids are ordered by time
  return {
    pages: { records: [...newest, ...older], cursor: older.length > 0 ? pages.cursor : page.nextCursor },
    arrived,
  };
};

/** Lays one record over the list: in place of its older self, or where its age puts it, as far as the list is loaded. */
export const withChanged = (pages: Pages, record: Feedback): Pages => {
  const { records, cursor } = pages;
  const at = records.findIndex(({ id }) => id <= record.id);
  if (at < 0) return cursor === null ? { ...pages, records: [...records, record] } : pages;
  const isThere = records[at]!.id === record.id;
  return { ...pages, records: records.toSpliced(at, isThere ? 1 : 0, record) };
};

/** The same object where it was not in it. */
export const without = (pages: Pages, id: string): Pages => {
  const records = pages.records.filter((record) => record.id !== id);
  return records.length === pages.records.length ? pages : { ...pages, records };
};

import { sql as raw } from "kysely";
import { prepared } from "../prepared.ts";
import { type FeedbackQuery, isBeginning, type MakeSearch, PLAIN, wordsOf } from "../search.ts";

/**
 * The row of the index that stands for a feedback: 42 bits of milliseconds and the last 21 of the id. So rows are in the order of
 * time, the newest are found without sorting, and no table is needed to find the row again.
 */
const rowOf = (id: string): bigint =>
  (BigInt.asUintN(42, BigInt(`0x${id.slice(0, 12)}`)) << 21n) | BigInt.asUintN(21, BigInt(`0x${id.slice(12)}`));

/** A word of the index like any other: with it, the words of other apps are not even looked at. */
const appWord = (appId: string): string => `app${appId}`;
const quoted = (word: string): string => `"${word}"`;

/** Plain text is cut by the index itself into the same words, and quicker. */
const cut = (text: string): string => (PLAIN.test(text) ? text : wordsOf(text).join(" "));

const insert = prepared((sql, { row, words, id }: { row: bigint; words: string; id: string }) =>
  raw`insert into feedback_search (rowid, words, feedback_id) values (${row}, ${words}, ${id})`.compile(sql),
);

/** More than this, and it is cheaper to let the join sort them out. */
const MOST_APPS = 100;

/**
 * FTS5 without a copy of the text and without positions: words are looked for alone. `ascii` keeps every character that is not
 * ASCII as it is and takes what is no letter or digit of it for the end of a word; texts with other characters come cut.
 */
export const sqliteSearch: MakeSearch = (sql) => ({
  create: () => [
    raw`create virtual table feedback_search using fts5(
      words, feedback_id unindexed,
      content='', contentless_delete=1, contentless_unindexed=1, detail=none, tokenize='ascii'
    )`.compile(sql),
  ],
  put: ({ id, appId, texts }) =>
    insert(sql, { row: rowOf(id), words: [appWord(appId), ...texts.map(cut)].join(" "), id }),
  remove: (ids) => raw`delete from feedback_search where rowid in (${raw.join(ids.map(rowOf))})`.compile(sql),
  removeApp: (appId) =>
    raw`delete from feedback_search where feedback_search match ${quoted(appWord(appId))}`.compile(sql),
  having: ({ word, appId, limit }) =>
    raw<{ feedback_id: string }>`select feedback_id from feedback_search
      where feedback_search match ${`${quoted(appWord(appId))} AND ${quoted(word)}`}
      order by rowid desc limit ${limit}`.compile(sql),
  newest(query, { words, appIds, before }) {
    const apps = appIds.length <= MOST_APPS ? [`(${appIds.map((id) => quoted(appWord(id))).join(" OR ")})`] : [];
    const match = [...apps, ...words.map((word) => (isBeginning(word) ? `${quoted(word)} *` : quoted(word)))];
    type Joined = FeedbackQuery<unknown> & {
      innerJoin(table: ReturnType<typeof raw>, on: () => unknown): typeof query;
    };
    let found = (query as unknown as Joined).innerJoin(
      raw`feedback_search`.as("feedback_search") as never,
      ((join: { onRef(a: string, is: string, b: string): unknown }) =>
        join.onRef("feedback_search.feedback_id", "=", "feedback.id")) as never,
    ) as typeof query;
    found = found.where(raw<boolean>`feedback_search.feedback_search match ${match.join(" AND ")}`);
    if (before) found = found.where(raw<boolean>`feedback_search.rowid < ${rowOf(before)}`);
    return found.orderBy(raw`feedback_search.rowid`, "desc");
  },
});

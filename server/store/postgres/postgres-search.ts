import { sql as raw } from "kysely";
import { isBeginning, type MakeSearch, wordsOf } from "../search.ts";

/** Of the records of all apps that have a word. */
const MOST_FOUND = 20_000;

/** A `tsvector` of words that come cut, as the `simple` configuration would leave them, whatever the database's locale. */
export const postgresSearch: MakeSearch = (sql) => ({
  create: () => [
    raw`create table feedback_search (feedback_id text primary key, app_id text not null, words tsvector not null)`.compile(
      sql,
    ),
    raw`create index feedback_search_words on feedback_search using gin (words)`.compile(sql),
    raw`create index feedback_search_app on feedback_search (app_id)`.compile(sql),
  ],
  put: ({ id, appId, texts }) =>
    raw`insert into feedback_search (feedback_id, app_id, words)
      values (${id}, ${appId}, array_to_tsvector(${wordsOf(...texts)}::text[]))`.compile(sql),
  remove: (ids) => raw`delete from feedback_search where feedback_id in (${raw.join(ids)})`.compile(sql),
  removeApp: (appId) => raw`delete from feedback_search where app_id = ${appId}`.compile(sql),
  // By the index of words, whatever the planner thinks of them, and not all of a word that half of all records have.
  having: ({ word, appId, limit }) =>
    raw<{ feedback_id: string }>`with found as materialized (
        select feedback_id, app_id from feedback_search where words @@ ${`'${word}'`}::tsquery limit ${MOST_FOUND}
      ) select feedback_id from found where app_id = ${appId} limit ${limit}`.compile(sql),
  newest(query, { words, appIds, before }) {
    const wanted = words.map((word) => `'${word}'${isBeginning(word) ? ":*" : ""}`).join(" & ");
    const found = query.where("feedback.app_id", "in", appIds).where(
      raw<boolean>`exists (select 1 from feedback_search
          where feedback_search.feedback_id = feedback.id and feedback_search.words @@ ${wanted}::tsquery)`,
    );
    return (before ? found.where("feedback.id", "<", before) : found).orderBy("feedback.id", "desc");
  },
});

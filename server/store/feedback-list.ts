import { sql as raw } from "kysely";
import { firstIdAt } from "../ids.ts";
import { appsWithin } from "./apps.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackFilter, FeedbackReader, Narrowed, StoredFeedback } from "./feedback.ts";
import { feedbackFrom } from "./feedback-rows.ts";
import type { FeedbackQuery } from "./search.ts";

/** More apps and words than this are not asked one by one. */
const MOST_BRANCHES = 50;

/** Whose feedback it can be: the reader's apps, or the one of them that is asked for. */
const appsOf = async ({ sql, read }: Engine, reader: FeedbackReader, asked: string | undefined) => {
  if (reader.appId !== null) return asked === undefined || asked === reader.appId ? [reader.appId] : [];
  const query = appsWithin(sql, reader);
  return (await read((asked === undefined ? query : query.where("apps.id", "=", asked)).compile())).map(({ id }) => id);
};

/** Ids begin with the time, so time is a range of ids: with it, a list that ends long ago starts there and not today. */
const within = <Row>(query: FeedbackQuery<Row>, { since, until }: Narrowed): FeedbackQuery<Row> => {
  const from = since === undefined ? query : query.where("feedback.id", ">=", firstIdAt(since));
  return until === undefined ? from : from.where("feedback.id", "<", firstIdAt(until));
};

/** The words that a filter lets through; `undefined` where it says nothing. */
const wordsIn = <Word extends string>(words: Word | readonly Word[] | undefined): readonly Word[] | undefined =>
  words === undefined ? undefined : typeof words === "string" ? [words] : words;

const oneOf = <Row>(
  query: FeedbackQuery<Row>,
  column: "feedback.status" | "feedback.category",
  words: readonly string[] | undefined,
): FeedbackQuery<Row> => {
  if (words === undefined) return query;
  const [only = ""] = words;
  return words.length === 1 ? query.where(column, "=", only) : query.where(column, "in", words);
};

const matching = <Row>(query: FeedbackQuery<Row>, filter: Narrowed): FeedbackQuery<Row> => {
  const { sourceType, assignee, customerId, tag } = filter;
  let found = oneOf(within(query, filter), "feedback.status", wordsIn(filter.status));
  found = oneOf(found, "feedback.category", wordsIn(filter.category));
  if (sourceType) found = found.where("feedback.source_type", "=", sourceType);
  if (assignee === null) found = found.where("feedback.assignee", "is", null);
  else if (assignee) found = found.where("feedback.assignee", "=", assignee);
  if (customerId) found = found.where("feedback.customer_id", "=", customerId);
  if (tag)
    found = found.where(({ exists, selectFrom }) =>
      exists(
        selectFrom("feedback_tags")
          .select("feedback_tags.tag")
          .whereRef("feedback_tags.app_id", "=", "feedback.app_id")
          .whereRef("feedback_tags.feedback_id", "=", "feedback.id")
          .where("feedback_tags.tag", "=", tag),
      ),
    );
  return found;
};

/**
 * Which lists together are the one that is asked for, each of them in the order of an index: of one app, with one of the statuses, or
 * else with one of the categories.
 */
const branchesOf = (appIds: string[], filter: FeedbackFilter): Array<{ appId: string; filter: FeedbackFilter }> => {
  const { status, category } = { status: wordsIn(filter.status) ?? [], category: wordsIn(filter.category) ?? [] };
  const narrowed =
    status.length > 1
      ? status.map((one) => ({ ...filter, status: one }))
      : status.length === 0 && category.length > 1
        ? category.map((one) => ({ ...filter, category: one }))
        : [filter];
  return appIds.flatMap((appId) => narrowed.map((one) => ({ appId, filter: one })));
};

/**
 * The query of a list over these apps. It is always an index that gives the newest first: of one app directly; of several, or of
 * several statuses or categories, each gives its newest and the newest of those are taken; words go to the search, which has an
 * order of its own.
 */
export const listQuery = ({ sql, search }: Engine, appIds: string[], filter: FeedbackFilter) => {
  const { before, words } = filter;
  // In the text itself: a database that keeps the plan must know that it is a few rows, and not a tenth of all.
  const limit = raw.lit(filter.limit);
  const all = sql.selectFrom("feedback").selectAll("feedback");
  if (words) {
    const found = matching(all, filter).where("feedback.app_id", "in", appIds);
    return search.newest(found, { words, appIds, before }).limit(limit).compile();
  }
  const newest = <Row>(query: FeedbackQuery<Row>): FeedbackQuery<Row> =>
    (before ? query.where("feedback.id", "<", before) : query).orderBy("feedback.id", "desc").limit(limit);
  const branches = branchesOf(appIds, filter);
  const [first, ...others] = branches;
  if (!first || branches.length > MOST_BRANCHES)
    return newest(matching(all, filter).where("feedback.app_id", "in", appIds)).compile();
  if (others.length === 0)
    return newest(matching(all, first.filter).where("feedback.app_id", "=", first.appId)).compile();
  const branch = ({ appId, filter }: typeof first) => {
    const ids = sql.selectFrom("feedback").select("feedback.id").where("feedback.app_id", "=", appId);
    return sql.selectFrom(newest(matching(ids, filter)).as("newest")).select("newest.id");
  };
  const ids = others.reduce((union, one) => union.unionAll(branch(one)), branch(first));
  return newest(all.where("feedback.id", "in", ids)).compile();
};

/** One page of what a reader may see, newest first. */
export const listFeedback = async (
  engine: Engine,
  reader: FeedbackReader,
  filter: FeedbackFilter,
): Promise<StoredFeedback[]> => {
  const appIds = await appsOf(engine, reader, filter.appId);
  if (appIds.length === 0 || filter.words?.length === 0) return [];
  return (await engine.read(listQuery(engine, appIds, filter))).map(feedbackFrom);
};

/** All that the pages of a list hold together. */
const everyPage = async (engine: Engine, reader: FeedbackReader, filter: Narrowed) => {
  const appIds = await appsOf(engine, reader, filter.appId);
  const all = engine.sql.selectFrom("feedback");
  return matching(
    appIds.length === 0 ? all.where(raw<boolean>`1 = 0`) : all.where("feedback.app_id", "in", appIds),
    filter,
  );
};

export const countFeedback = async (engine: Engine, reader: FeedbackReader, filter: Narrowed): Promise<number> => {
  const counted = (await everyPage(engine, reader, filter)).select(({ fn }) => fn.countAll<number>().as("count"));
  return (await engine.read(counted.compile()))[0]?.count ?? 0;
};

export const idOfFeedbackAt = async (
  engine: Engine,
  reader: FeedbackReader,
  filter: Narrowed,
  place: number,
): Promise<string | undefined> => {
  const ids = (await everyPage(engine, reader, filter)).select("feedback.id").orderBy("feedback.id", "desc");
  return (
    await engine.read(
      ids
        .limit(1)
        .offset(place - 1)
        .compile(),
    )
  )[0]?.id;
};

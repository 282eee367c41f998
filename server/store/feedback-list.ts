import { sql as raw } from "kysely";
import { firstIdAt } from "../ids.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackFilter, FeedbackReader, StoredFeedback } from "./feedback.ts";
import { feedbackFrom } from "./feedback-rows.ts";
import type { FeedbackQuery } from "./search.ts";

/** More apps than this are not asked one by one. */
const MOST_BRANCHES = 50;

/** Whose feedback it can be: the reader's apps, or the one of them that is asked for. */
const appsOf = async ({ sql, read }: Engine, { organizationId, appId }: FeedbackReader, asked: string | undefined) => {
  if (appId !== null) return asked === undefined || asked === appId ? [appId] : [];
  const query = sql.selectFrom("apps").select("id").where("organization_id", "=", organizationId);
  return (await read((asked === undefined ? query : query.where("id", "=", asked)).compile())).map(({ id }) => id);
};

/** Ids begin with the time, so time is a range of ids: with it, a list that ends long ago starts there and not today. */
const within = <Row>(query: FeedbackQuery<Row>, { since, until }: FeedbackFilter): FeedbackQuery<Row> => {
  const from = since === undefined ? query : query.where("feedback.id", ">=", firstIdAt(since));
  return until === undefined ? from : from.where("feedback.id", "<", firstIdAt(until));
};

const matching = <Row>(query: FeedbackQuery<Row>, filter: FeedbackFilter): FeedbackQuery<Row> => {
  const { status, category, sourceType, assignee, customerId, tag } = filter;
  let found = within(query, filter);
  if (status) found = found.where("feedback.status", "=", status);
  if (category) found = found.where("feedback.category", "=", category);
  if (sourceType) found = found.where("feedback.source_type", "=", sourceType);
  if (assignee) found = found.where("feedback.assignee", "=", assignee);
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
 * The query of a list over these apps. It is always an index that gives the newest first: of one app directly; of several, each
 * app gives its newest and the newest of those are taken; words go to the search, which has an order of its own.
 */
export const listQuery = ({ sql, search }: Engine, appIds: string[], filter: FeedbackFilter) => {
  const { before, words } = filter;
  // In the text itself: a database that keeps the plan must know that it is a few rows, and not a tenth of all.
  const limit = raw.lit(filter.limit);
  const all = sql.selectFrom("feedback").selectAll("feedback");
  const [first = "", ...others] = appIds;
  if (words) {
    const found = matching(all, filter).where("feedback.app_id", "in", appIds);
    return search.newest(found, { words, appIds, before }).limit(limit).compile();
  }
  const newest = <Row>(query: FeedbackQuery<Row>): FeedbackQuery<Row> =>
    (before ? query.where("feedback.id", "<", before) : query).orderBy("feedback.id", "desc").limit(limit);
  if (others.length === 0) return newest(matching(all, filter).where("feedback.app_id", "=", first)).compile();
  if (others.length >= MOST_BRANCHES)
    return newest(matching(all, filter).where("feedback.app_id", "in", appIds)).compile();
  const branch = (appId: string) => {
    const ids = sql.selectFrom("feedback").select("feedback.id").where("feedback.app_id", "=", appId);
    return sql.selectFrom(newest(matching(ids, filter)).as("newest")).select("newest.id");
  };
  const ids = others.reduce((union, appId) => union.unionAll(branch(appId)), branch(first));
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

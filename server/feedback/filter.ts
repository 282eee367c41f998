import type * as z from "zod/mini";
import type { exportQuerySchema } from "../../shared/contract/feedback-query.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { FeedbackFilter } from "../store/feedback.ts";
import { wordsOf } from "../store/search.ts";

/** What a query narrows a list to, as the store takes it. */
export const filterOf = ({
  app,
  customer,
  q,
  since,
  until,
  status,
  category,
  sourceType,
  tag,
  assignee,
}: Omit<z.output<typeof exportQuerySchema>, "format">): Omit<FeedbackFilter, "limit" | "before"> => ({
  status,
  category,
  sourceType,
  tag,
  assignee,
  appId: app,
  customerId: customer,
  words: q === undefined ? undefined : wordsOf(q).slice(0, LIMITS.searchWords),
  since: since === undefined ? undefined : Date.parse(since),
  until: until === undefined ? undefined : Date.parse(until),
});

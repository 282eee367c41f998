import type * as z from "zod/mini";
import type { exportQuerySchema } from "../../shared/contract/feedback-query.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { Problem } from "../problems.ts";
import type { FeedbackFilter } from "../store/feedback.ts";
import { wordsOf } from "../store/search.ts";

type Narrowed = Omit<z.output<typeof exportQuerySchema>, "format">;

/** Whom `me` means. @throws Problem `invalid_query` where nobody is signed in. */
const assigneeOf = (assignee: string | undefined, memberId: string | undefined): string | null | undefined => {
  if (assignee === "none") return null;
  if (assignee !== "me") return assignee;
  if (memberId !== undefined) return memberId;
  throw new Problem("invalid_query", {
    issues: [{ path: "assignee", message: "can be me for who is signed in only: name the member" }],
  });
};

/** What a query narrows a list to, as the store takes it. @param memberId Who is signed in. */
export const filterOf = (narrowed: Narrowed, memberId?: string): Omit<FeedbackFilter, "limit" | "before"> => {
  const { app, customer, q, since, until, status, category, sourceType, tag, assignee } = narrowed;
  return {
    status,
    category,
    sourceType,
    tag,
    assignee: assigneeOf(assignee, memberId),
    appId: app,
    customerId: customer,
    words: q === undefined ? undefined : wordsOf(q).slice(0, LIMITS.searchWords),
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  };
};

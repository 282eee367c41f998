import { ROUTES } from "../../shared/contract/routes.ts";
import { type Similar, similarQuerySchema, similarSchema } from "../../shared/contract/similar.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import type { SimilarFeedback } from "../store/similar.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const EXCERPT = 500;

const answerOf = ({ feedback, score }: SimilarFeedback): Similar["data"][number] => {
  const { id, createdAt, status, submission, tags, assignee, duplicateOf, screenshot } = feedback;
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    status,
    content: submission.content.slice(0, EXCERPT).toWellFormed(),
    category: submission.category ?? null,
    rating: submission.rating ?? null,
    pageUrl: submission.pageUrl ?? null,
    customerName: submission.customerName ?? null,
    tags,
    assignee,
    duplicateOf,
    hasScreenshot: screenshot !== null,
    score,
  };
};

export const similarRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.feedbackSimilar,
    tag: "Feedback",
    summary: "Find feedback that says something alike",
    description:
      "By the words of its content, rare ones before common ones, in the same app. Its duplicates, and what it is a duplicate of, are left out.",
    auth: "reader",
    query: similarQuerySchema,
    answers: { 200: { description: "The most alike first.", schema: similarSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const { limit } = parseQuery(context, similarQuerySchema);
      const found = await services.store.feedback.similar(actorOf(context), context.req.param("id") ?? "", limit);
      if (!found) throw new Problem("not_found", { what: "feedback" });
      return context.json({ data: found.map(answerOf) });
    },
  },
];

import { bulkChangesSchema, bulkResultSchema, feedbackChangesSchema } from "../../shared/contract/feedback-changes.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { feedbackSchema } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { changeFeedback, deleteFeedback } from "../feedback/change-feedback.ts";
import { changeMany } from "../feedback/change-many.ts";
import { feedbackFromStored } from "../feedback/from-stored.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseBody } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

export const feedbackWorkRoutes = (services: Services): Route[] => [
  {
    method: "PATCH",
    path: ROUTES.feedbackOne,
    tag: "Feedback",
    summary: "Change the status, tags or assignee, or mark a duplicate",
    description:
      "What is named is replaced, the rest stays. A duplicate of a duplicate becomes one of its original, so there are no chains.",
    auth: "reader",
    body: feedbackChangesSchema,
    example: { status: "triaged", tags: ["cart"] },
    answers: { 200: { description: "The record as it is now.", schema: feedbackSchema } },
    errors: [...REFUSED_BODY, "not_found", "conflict"],
    policies: [access(services, "feedback:update")],
    async handle(context) {
      const changes = await parseBody(context, feedbackChangesSchema, LIMITS.managementBodyBytes);
      const { ifUpdatedAt } = changes;
      const changed = await changeFeedback(services, actorOf(context), context.req.param("id") ?? "", {
        ...changes,
        ifUpdatedAt: ifUpdatedAt === undefined ? undefined : Date.parse(ifUpdatedAt),
      });
      return context.json(feedbackFromStored(changed));
    },
  },
  {
    method: "POST",
    path: ROUTES.feedbackBulk,
    tag: "Feedback",
    summary: "Change up to 100 feedback alike",
    description:
      "Each is changed by itself, with its event and its entry in the audit log, and the answer says what became of each. With `ifUpdatedAt`, what was changed since it was read is left as it is. Asking again without it does no harm.",
    auth: "reader",
    body: bulkChangesSchema,
    example: { ids: ["6927a1b2c3d4e5f601234567"], change: { status: "done", addTags: ["cart"] } },
    answers: { 200: { description: "What became of each, in the order they were named.", schema: bulkResultSchema } },
    errors: [...REFUSED_BODY, "not_found"],
    policies: [access(services, "feedback:update")],
    async handle(context) {
      const body = await parseBody(context, bulkChangesSchema, LIMITS.managementBodyBytes);
      const { ids, change, ifUpdatedAt } = body;
      return context.json({ data: await changeMany(services, actorOf(context), ids, change, ifUpdatedAt) });
    },
  },
  {
    method: "DELETE",
    path: ROUTES.feedbackOne,
    tag: "Feedback",
    summary: "Delete a feedback and everything kept for it",
    description: "Its pictures, files, replies and place in the search go with it. Nothing brings it back.",
    auth: "reader",
    answers: { 204: { description: "It is gone." } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "feedback:delete")],
    async handle(context) {
      await deleteFeedback(services, actorOf(context), context.req.param("id") ?? "");
      return context.body(null, 204);
    },
  },
];

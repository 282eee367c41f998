import * as z from "zod/mini";
import { feedbackChangesSchema } from "../../../shared/contract/feedback-changes.ts";
import { type Accepted, acceptedSchema, type Feedback } from "../../../shared/contract/record.ts";
import { createReplySchema, REPLY_VISIBILITIES, type Reply } from "../../../shared/contract/reply.ts";
import { HEADERS, ROUTES } from "../../../shared/contract/routes.ts";
import { submissionSchema } from "../../../shared/contract/submission.ts";
import { requireOwnerRole } from "../../policy/api-key.ts";
import { idempotency } from "../../policy/idempotency.ts";
import { identity } from "../../policy/identity.ts";
import type { Services } from "../../services.ts";
import {
  feedbackLineSchema,
  lineData,
  lineText,
  replyData,
  replyText,
  replyViewSchema,
  WARNING,
} from "../feedback-view.ts";
import type { RouteCaller } from "../route-caller.ts";
import { type Tool, tool } from "../tool.ts";
import { feedbackId } from "./reading.ts";

const { ifUpdatedAt: _, ...changes } = feedbackChangesSchema._zod.def.shape;
const sent = submissionSchema.shape;

export const workingTools = (route: RouteCaller, services: Services): Tool[] => {
  const updateRoute = route("PATCH", ROUTES.feedbackOne);
  const replyRoute = route("POST", ROUTES.feedbackReplies);
  const createRoute = route("POST", ROUTES.feedback, [identity(services), requireOwnerRole(), idempotency()]);
  const deleteRoute = route("DELETE", ROUTES.feedbackOne);

  return [
    tool({
      name: "update_feedback",
      title: "Change status, tags, assignee or duplicate",
      description:
        "Changes what you name and leaves the rest. The usual way is new, triaged, queued, in_progress, done; archived is for what needs no work.",
      scope: "feedback:update",
      input: z.strictObject({ id: feedbackId, ...changes }),
      about: {
        tags: "replaces all tags: read the feedback first to keep those it has",
        assignee: "id of a member; null for nobody",
        duplicateOf: "id of the feedback that says the same, in the same app; null takes it back",
      },
      output: feedbackLineSchema,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
      async run(context, { id, ...body }) {
        const feedback = (await (await updateRoute(context, { params: { id }, body })).json()) as Feedback;
        const data = lineData(feedback);
        return { text: `It is now:\n\n${lineText(data)}\n\n${WARNING}`, data };
      },
    }),
    tool({
      name: "reply_to_feedback",
      title: "Reply, or leave a note for the team",
      description:
        "Adds to the conversation of a feedback; nothing takes it back. Write `public` only when the person you work for has agreed to the words.",
      scope: "feedback:update",
      input: z.strictObject({
        id: feedbackId,
        content: createReplySchema.shape.content,
        visibility: z.enum(REPLY_VISIBILITIES),
      }),
      about: { visibility: "public: the sender may read it; internal: the team alone" },
      output: replyViewSchema,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
      async run(context, { id, ...body }) {
        const data = replyData((await (await replyRoute(context, { params: { id }, body })).json()) as Reply);
        return { text: `Added. ${replyText(data)}`, data };
      },
    }),
    tool({
      name: "create_feedback",
      title: "Add feedback",
      description:
        "Records feedback that reached you another way, such as a call or a mail, in the words of the person who gave it. With the same idempotencyKey and the same fields it makes one record however often it is called.",
      scope: "feedback:write",
      input: z.strictObject({
        content: sent.content,
        category: sent.category,
        rating: sent.rating,
        context: sent.context,
        pageUrl: sent.pageUrl,
        pageTitle: sent.pageTitle,
        customerName: sent.customerName,
        customerEmail: sent.customerEmail,
        tags: sent.tags,
        idempotencyKey: z.optional(z.uuid()),
      }),
      about: { context: "what you add about the circumstances", rating: "1 to 5" },
      output: acceptedSchema,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
      async run(context, { idempotencyKey, ...body }) {
        const answer = await createRoute(context, { body, headers: { [HEADERS.idempotencyKey]: idempotencyKey } });
        const data = (await answer.json()) as Accepted;
        const replayed = answer.headers.get(HEADERS.idempotentReplay) === "true";
        return { text: replayed ? `It was stored before, as ${data.id}.` : `Stored as ${data.id}.`, data };
      },
    }),
    tool({
      name: "delete_feedback",
      title: "Delete one feedback for good",
      description:
        "Deletes a feedback with its pictures, files and replies. Nothing brings it back: ask the person you work for first, naming the id. To put it out of sight, update_feedback with status archived does.",
      scope: "feedback:delete",
      input: z.strictObject({ id: feedbackId }),
      output: z.object({ id: feedbackId, deleted: z.literal(true) }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
      async run(context, { id }) {
        await deleteRoute(context, { params: { id } });
        return { text: `Feedback ${id} is deleted.`, data: { id, deleted: true as const } };
      },
    }),
  ];
};

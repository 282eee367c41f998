import { LIMITS } from "../../shared/contract/limits.ts";
import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import { createReplySchema, type Reply, replyListSchema, replySchema } from "../../shared/contract/reply.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { readPage } from "../paging.ts";
import { access, actorOf, notedFor } from "../policy/access.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services, Variables } from "../services.ts";
import type { ReplyAuthor, StoredReply } from "../store/replies.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

/** A reply as the API shows it to the team. */
export const replyAnswer = ({ id, feedbackId, visibility, content, author, createdAt }: StoredReply): Reply => ({
  id,
  feedback: feedbackId,
  visibility,
  content,
  author,
  createdAt: new Date(createdAt).toISOString(),
});

const authorOf = (context: PolicyContext): ReplyAuthor => {
  const key = context.get("key") as Variables["key"] | undefined;
  if (key) return { type: "key", id: key.id, name: key.name };
  const { member } = context.get("signedIn");
  return { type: "member", id: member.id, name: member.name };
};

export const replyRoutes = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.feedbackReplies,
    tag: "Feedback",
    summary: "Reply to a feedback",
    description: "`public` is part of the conversation with the sender, `internal` a note for the team.",
    auth: "reader",
    body: createReplySchema,
    example: { content: "Thank you! The total is right again since this morning." },
    answers: { 201: { description: "The reply.", schema: replySchema } },
    errors: [...REFUSED_BODY, "not_found"],
    policies: [access(services, "feedback:update")],
    async handle(context) {
      const { content, visibility } = await parseBody(context, createReplySchema, LIMITS.managementBodyBytes);
      const reply: StoredReply = {
        id: services.makeId(),
        feedbackId: context.req.param("id") ?? "",
        visibility,
        content,
        author: authorOf(context),
        createdAt: services.clock.now(),
      };
      const answer = replyAnswer(reply);
      if (!(await services.store.replies.add(actorOf(context), reply, answer, notedFor(services, actorOf(context)))))
        throw new Problem("not_found", { what: "feedback" });
      return context.json(answer, 201);
    },
  },
  {
    method: "GET",
    path: ROUTES.feedbackReplies,
    tag: "Feedback",
    summary: "List the replies to a feedback, oldest first",
    auth: "reader",
    query: pageQuerySchema,
    answers: { 200: { description: "One page.", schema: replyListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const feedbackId = context.req.param("id") ?? "";
      const { data, nextCursor } = await readPage(
        actorOf(context),
        parseQuery(context, pageQuerySchema),
        async (page) => {
          const replies = await services.store.replies.list(actorOf(context), feedbackId, page);
          if (!replies) throw new Problem("not_found", { what: "feedback" });
          return replies;
        },
      );
      return context.json({ data: data.map(replyAnswer), nextCursor });
    },
  },
];

import { createHash } from "node:crypto";
import {
  answerReplySchema,
  type ConversationReply,
  conversationListSchema,
  conversationQuerySchema,
  conversationReplySchema,
} from "../../shared/contract/conversation.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import { readPage } from "../paging.ts";
import { apiKey, requireOwnerRole, requireScope } from "../policy/api-key.ts";
import { bodyLimit } from "../policy/body-limit.ts";
import { idempotency } from "../policy/idempotency.ts";
import { type IdentifiedUser, identity } from "../policy/identity.ts";
import { origin } from "../policy/origin.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { privateMode } from "../policy/private-mode.ts";
import { conversationsRateLimit, keyRateLimit } from "../policy/rate-limit.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import type { Sender } from "../store/conversations.ts";
import type { StoredReply } from "../store/replies.ts";
import { answerWithTag } from "./answer-with-tag.ts";
import { REFUSED_CAPTURE, REFUSED_SENDER } from "./refused.ts";
import { replyAnswer } from "./replies.ts";

const DAY = 24 * 3_600_000;

/** As for `POST /v1/feedback`; and whose it is must be known. */
const policies = (services: Services, rateLimit: Policy): Policy[] => [
  apiKey(services),
  requireScope("feedback:write"),
  origin(),
  privateMode(),
  identity(services),
  rateLimit,
];

const userToken = { [HEADERS.userToken]: "Whose conversations: those of its `sub`, and nobody else's." };

const askerOf = (context: PolicyContext): { user: IdentifiedUser; sender: Sender } => {
  const user = context.get("user");
  if (!user) throw new Problem("public_disabled");
  return { user, sender: { appId: context.get("key").appId, sub: user.customer.sub } };
};

/** Of the team nobody is named: who wrote it, and with which key, is not the sender's business. */
const seen = ({ id, author, content, createdAt }: StoredReply): ConversationReply => ({
  id,
  from: author.type === "customer" ? "customer" : "team",
  content,
  createdAt: new Date(createdAt).toISOString(),
});

const USED = "it was good for one submission, and has been used";

const refusals = {
  not_found: () => new Problem("not_found", { what: "feedback" }),
  mismatch: () => new Problem("idempotency_mismatch"),
  token_used: () => new Problem("invalid_user_token", { reason: USED }),
  try_again: () => new Problem("idempotency_in_flight"),
};

const list = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.conversations,
  tag: "Feedback",
  summary: "List the asker's own feedback that was replied to",
  description: `For the sender, by their user token: their words and the public replies, the last ${LIMITS.conversationReplies} of each, no notes and no names of the team. Whose last reply is the youngest comes first, ${LIMITS.conversations} on a page. Ask again with \`If-None-Match\` and the \`ETag\` you have.`,
  auth: "publishable-or-secret",
  query: conversationQuerySchema,
  headers: userToken,
  answers: {
    200: {
      description: "One page.",
      schema: conversationListSchema,
      headers: { ETag: "Changes with the conversations." },
    },
    304: { description: "What you have is current." },
  },
  errors: [...REFUSED_SENDER, "invalid_query"],
  policies: policies(services, conversationsRateLimit(services)),
  async handle(context) {
    const { store } = services;
    const { user, sender } = askerOf(context);
    if (user.singleUse && (await store.conversations.isUsed(sender.appId, user.singleUse.hash)))
      throw refusals.token_used();
    const { cursor } = parseQuery(context, conversationQuerySchema);
    const { data, nextCursor } = await readPage(
      { limit: LIMITS.conversations, cursor },
      ({ limit, after }) =>
        store.conversations.list(sender, { limit, before: after, replies: LIMITS.conversationReplies }),
      ({ lastReply }) => lastReply,
    );
    // A browser may keep them, and asks each time whether it still may show them; for another key, page or user they are others.
    context.header("Cache-Control", "private, no-cache");
    context.header("Vary", `${HEADERS.authorization}, Origin, ${HEADERS.userToken}`);
    return answerWithTag(context, {
      data: data.map(({ id, content, createdAt, replies }) => ({
        id,
        content,
        createdAt: new Date(createdAt).toISOString(),
        replies: replies.map(seen),
      })),
      nextCursor,
    });
  },
});

const reply = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.conversationReplies,
  tag: "Feedback",
  summary: "Answer the team, as the sender of a feedback",
  description: "For the sender, by their user token. The team is told by `reply.created`.",
  auth: "publishable-or-secret",
  body: answerReplySchema,
  example: { content: "It works now, thank you!" },
  headers: {
    ...userToken,
    [HEADERS.idempotencyKey]: "A UUID. The same key with the same body gives the same reply, for 8 days.",
  },
  answers: {
    201: {
      description: "The reply.",
      schema: conversationReplySchema,
      headers: { [HEADERS.idempotentReplay]: "`true` when an earlier request with this key made the reply." },
    },
  },
  errors: [...REFUSED_CAPTURE, "not_found", "idempotency_in_flight", "idempotency_mismatch"],
  policies: [
    bodyLimit(LIMITS.managementBodyBytes),
    ...policies(services, keyRateLimit(services)),
    requireOwnerRole(),
    idempotency(),
  ],
  async handle(context) {
    const { store, clock, makeId } = services;
    const { user, sender } = askerOf(context);
    const { content } = await parseBody(context, answerReplySchema, LIMITS.managementBodyBytes);
    const feedbackId = context.req.param("id") ?? "";
    const { customerId } = (await store.conversations.find(sender, feedbackId)) ?? {};
    if (!customerId) throw refusals.not_found();
    const name = user.customer.ctx.name?.trim() || sender.sub;
    const made: StoredReply = {
      id: makeId(),
      feedbackId,
      visibility: "public",
      author: { type: "customer", id: customerId, name },
      content,
      createdAt: clock.now(),
    };
    const key = context.req.header(HEADERS.idempotencyKey)?.toLowerCase();
    const done = await store.conversations.reply(sender, made, {
      eventId: makeId(),
      data: replyAnswer(made),
      singleUse: user.singleUse,
      idempotency: key
        ? {
            keyId: context.get("key").id,
            key,
            bodyHash: createHash("sha256")
              .update(JSON.stringify([sender.sub, feedbackId, content]))
              .digest(),
            expiresAt: clock.now() + LIMITS.idempotencyDays * DAY,
          }
        : null,
    });
    if (!("reply" in done)) throw refusals[done.outcome]();
    if (done.outcome === "replayed") context.header(HEADERS.idempotentReplay, "true");
    return context.json(seen(done.reply), 201);
  },
});

/** What a sender sees of what came of their feedback, and what they answer. */
export const conversationRoutes = (services: Services): Route[] => [list(services), reply(services)];

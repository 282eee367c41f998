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
import { connection } from "../policy/connection.ts";
import { idempotency } from "../policy/idempotency.ts";
import { identity } from "../policy/identity.ts";
import { origin } from "../policy/origin.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { conversationsRateLimit, keyRateLimit } from "../policy/rate-limit.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import type { Sender } from "../store/conversations.ts";
import type { NewFeedback } from "../store/feedback.ts";
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
  connection(),
  identity(services),
  rateLimit,
];

const asker = {
  [HEADERS.userToken]: "Whose conversations, in private mode: those of its `sub`, and nobody else's.",
  [HEADERS.connection]:
    "Whose conversations, in public mode: of what was sent with this very key, by the extension that was given key and token for a connect code.",
};

type Asker = { sender: Sender; name: string; singleUse: NewFeedback["singleUse"] };

const askerOf = (context: PolicyContext): Asker => {
  const { appId, id, name } = context.get("key");
  if (context.get("isConnection")) return { sender: { appId, connectionId: id }, name, singleUse: null };
  const user = context.get("user");
  if (!user) throw new Problem("public_disabled");
  const { sub, ctx } = user.customer;
  return { sender: { appId, sub }, name: ctx.name?.trim() || sub, singleUse: user.singleUse };
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
  description: `For the sender, by their user token or their extension's connection token: their words and the public replies, the last ${LIMITS.conversationReplies} of each, no notes and no names of the team. Whose last reply is the youngest comes first, ${LIMITS.conversations} on a page. Ask again with \`If-None-Match\` and the \`ETag\` you have.`,
  auth: "publishable-or-secret",
  query: conversationQuerySchema,
  headers: asker,
  answers: {
    200: {
      description: "One page.",
      schema: conversationListSchema,
      headers: { ETag: "Changes with the conversations." },
    },
    304: { description: "What you have is current." },
  },
  errors: [...REFUSED_SENDER, "invalid_query", "not_found"],
  policies: policies(services, conversationsRateLimit(services)),
  async handle(context) {
    const { store } = services;
    const { sender, singleUse } = askerOf(context);
    if (singleUse && (await store.conversations.isUsed(sender.appId, singleUse.hash))) throw refusals.token_used();
    const { cursor } = parseQuery(context, conversationQuerySchema);
    const { data, nextCursor } = await readPage(
      context.get("key").app,
      { limit: LIMITS.conversations, cursor },
      ({ limit, after }) =>
        store.conversations.list(sender, { limit, before: after, replies: LIMITS.conversationReplies }),
      ({ lastReply }) => lastReply,
    );
    // A browser may keep them, and asks each time whether it still may show them; for another key, page or user they are others.
    context.header("Cache-Control", "private, no-cache");
    context.header("Vary", `${HEADERS.authorization}, Origin, ${HEADERS.userToken}, ${HEADERS.connection}`);
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
  description: "For the sender, as they read them. The team is told by `reply.created`.",
  auth: "publishable-or-secret",
  body: answerReplySchema,
  example: { content: "It works now, thank you!" },
  headers: {
    ...asker,
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
    const { sender, name, singleUse } = askerOf(context);
    const { content } = await parseBody(context, answerReplySchema, LIMITS.managementBodyBytes);
    const feedbackId = context.req.param("id") ?? "";
    const found = await store.conversations.find(sender, feedbackId);
    if (!found) throw refusals.not_found();
    const keyId = context.get("key").id;
    const made: StoredReply = {
      id: makeId(),
      feedbackId,
      visibility: "public",
      author: { type: "customer", id: found.customerId ?? keyId, name },
      content,
      createdAt: clock.now(),
    };
    const key = context.req.header(HEADERS.idempotencyKey)?.toLowerCase();
    const done = await store.conversations.reply(sender, made, {
      eventId: makeId(),
      data: replyAnswer(made),
      singleUse,
      idempotency: key
        ? {
            keyId,
            key,
            bodyHash: createHash("sha256")
              .update(JSON.stringify(["sub" in sender ? sender.sub : null, feedbackId, content]))
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

import { type Fetch, request } from "../../shared/api/request.ts";
import type { Conversation, ConversationList, ConversationReply } from "../../shared/contract/conversation.ts";
import { SENDER_HEADERS, SENDER_ROUTES } from "../../shared/contract/sender-routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import { jsonText } from "../../shared/transport/json-text.ts";
import type { Signer } from "../../shared/transport/user-token.ts";
import { fetchUnderPolicy } from "../fetch-under-policy.ts";

/** Where to ask, and on whose behalf. */
export type AsUser = {
  server: string;
  key: string;
  signer: Signer;
  /** @default the browser's own */
  fetch?: Fetch;
};

type Is<T> = (body: unknown, status: number) => body is T;

/** An answer of another shape must not be drawn: it would take the form along. */
const isReply: Is<ConversationReply> = (body): body is ConversationReply => {
  const { id, from, content, createdAt } = Object(body) as Record<string, unknown>;
  return [id, from, content, createdAt].every((one) => typeof one === "string");
};
const isList: Is<ConversationList> = (body): body is ConversationList => {
  const { data } = Object(body) as { data?: unknown };
  return (
    Array.isArray(data) &&
    data.every((one) => {
      const { replies } = Object(one) as { replies?: unknown };
      return (
        isReply({ ...one, from: "" }, 200) && Array.isArray(replies) && replies.every((reply) => isReply(reply, 200))
      );
    })
  );
};

const asked = async <T>(
  { server, key, signer, fetch = fetchUnderPolicy(window) }: AsUser,
  path: string,
  is: Is<T>,
  signal: AbortSignal,
  sent?: { content: string; idempotencyKey: string },
): Promise<T> => {
  const attempt = async (renew: boolean): Promise<T> => {
    const signed = await signer.ask(renew, signal);
    if (!signed) throw new EarshotError("invalid_user_token", "Nobody is signed in.");
    const headers = { [SENDER_HEADERS.authorization]: `Bearer ${key}`, [SENDER_HEADERS.userToken]: signed.token };
    const options = { fetch, signal, url: server + path, redirect: "error" as const };
    if (!sent) return request({ ...options, headers }, is);
    const { content, idempotencyKey } = sent;
    return request(
      {
        ...options,
        method: "POST",
        headers: { ...headers, [SENDER_HEADERS.idempotencyKey]: idempotencyKey },
        body: jsonText({ content }),
      },
      is,
    );
  };
  try {
    return await attempt(false);
  } catch (problem) {
    if ((problem as EarshotError).code !== "token_expired" || !signer.renewable) throw problem;
    return attempt(true);
  }
};

/** What was replied to their feedback. Throws as `request` does, and as the host's function. */
export const readConversations = async (user: AsUser, signal: AbortSignal): Promise<readonly Conversation[]> =>
  (await asked(user, SENDER_ROUTES.conversations, isList, signal)).data;

/**
 * Answers the team. The same answer, tried again with the same key, is one reply.
 */
export const sendAnswer = (
  user: AsUser,
  { conversation, ...sent }: { conversation: string; content: string; idempotencyKey: string },
  signal: AbortSignal,
): Promise<ConversationReply> =>
  asked(user, SENDER_ROUTES.conversationReplies.replace("{id}", conversation), isReply, signal, sent);

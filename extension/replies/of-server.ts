import { type Fetch, request } from "../../shared/api/request.ts";
import {
  type Conversation,
  type ConversationList,
  type ConversationReply,
  conversationListSchema,
  conversationReplySchema,
} from "../../shared/contract/conversation.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { SENDER_ROUTES } from "../../shared/contract/sender-routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Connection } from "../settings.ts";

/** As the server said it last, with the tag of that answer. */
export type Kept = { tag: string; data: Conversation[] };

/** Twenty on a page: more than the history remembers. */
const MOST_PAGES = 3;
const TIMEOUT_MS = 15_000;

const isList = (body: unknown): body is ConversationList => conversationListSchema.safeParse(body).success;
const isReply = (body: unknown): body is ConversationReply => conversationReplySchema.safeParse(body).success;

/** The two secrets of a connection go to no address but its server's, and stand in none. */
const asked = ({ server, key, token = "" }: Connection, path: string, headers: Record<string, string>) => ({
  url: new URL(path, server).href,
  headers: { [HEADERS.authorization]: `Bearer ${key}`, [HEADERS.connection]: token, ...headers },
  signal: AbortSignal.timeout(TIMEOUT_MS),
  redirect: "error" as const,
});

/**
 * What was replied to what was sent by this connection. Nothing is sent twice by a server that has nothing new.
 *
 * @throws {EarshotError} As `request` does.
 */
export const readConversations = async (
  connection: Connection,
  kept: Kept | undefined,
  fetch: Fetch,
): Promise<Kept> => {
  let tag = "";
  const noting: Fetch = async (url, init) => {
    const answer = await fetch(url, { ...init, cache: "no-store" }); // what people wrote is in no cache of the browser's
    tag ||= answer.headers.get("ETag") ?? "";
    return answer;
  };
  const page = (query: string, headers: Record<string, string>) =>
    request({ ...asked(connection, SENDER_ROUTES.conversations + query, headers), fetch: noting }, isList);
  try {
    let { data, nextCursor } = await page("", kept ? { "If-None-Match": kept.tag } : {});
    for (let pages = 1; nextCursor !== null && pages < MOST_PAGES; pages++) {
      const next = await page(`?cursor=${encodeURIComponent(nextCursor)}`, {});
      data = [...data, ...next.data];
      nextCursor = next.nextCursor;
    }
    return { tag, data };
  } catch (problem) {
    if (kept && problem instanceof EarshotError && problem.status === 304) return kept;
    throw problem;
  }
};

/** Answers the team. The same answer, tried again with the same id, is one reply. @throws {EarshotError} As `request` does. */
export const sendAnswer = (
  connection: Connection,
  { id, conversation, content }: { id: string; conversation: string; content: string },
  fetch: Fetch,
): Promise<ConversationReply> =>
  request(
    {
      ...asked(connection, SENDER_ROUTES.conversationReplies.replace("{id}", conversation), {
        [HEADERS.idempotencyKey]: id,
      }),
      method: "POST",
      body: JSON.stringify({ content }),
      fetch,
    },
    isReply,
  );

import type { Fetch } from "../../shared/api/request.ts";
import type { Conversation, ConversationReply } from "../../shared/contract/conversation.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Connections } from "../connections.ts";
import { beginning } from "../history/entry.ts";
import { type History, isBy } from "../history/history.ts";
import type { Question } from "../messages.ts";
import type { Connection, sessionSettings } from "../settings.ts";
import { TEXT } from "../text.ts";
import type { MarkStore } from "./marks.ts";
import { type Kept, readConversations, sendAnswer } from "./of-server.ts";

/** For so long after something was sent its replies are asked for. */
const ASKED_FOR_MS = 90 * 24 * 3_600_000;

/**
 * A conversation, the connection by which it is read and answered, and the entry of the history that it is about: one that went to that
 * very server and app. An id alone tells nothing: any server may name any.
 */
export type OwnConversation = Conversation & { connection: string; entry: string };

export type RepliesWorld = {
  connections: Pick<Connections, "all" | "find">;
  history: Pick<History, "all" | "sent">;
  marks: Pick<MarkStore, "found">;
  /** Until the browser is closed. */
  kept: ReturnType<typeof sessionSettings>["conversations"];
  fetch: Fetch;
  now: () => number;
};

/**
 * Asks each server that something was sent to lately what was replied. Only ever in answer to a person. A server that does not answer,
 * or refuses, leaves all as it was; what it says of messages that it was not sent is nothing to anybody.
 */
export const findConversations = async (world: RepliesWorld): Promise<{ conversations: OwnConversation[] }> => {
  const { connections, history, marks, kept, fetch, now } = world;
  const [those, entries, before = {}] = await Promise.all([connections.all(), history.all(), kept.get()]);
  const since = now() - ASKED_FOR_MS;
  const sentBy = (connection: Connection) =>
    entries.filter((entry) => entry.state === "sent" && entry.at > since && isBy(entry, connection));

  const each = those.map(async (connection): Promise<[string, Kept][]> => {
    const { id, token } = connection;
    const sent = sentBy(connection);
    if (token === undefined || sent.length === 0) return [];
    const known = before[`${id}`];
    const found = await readConversations(connection, known, fetch).catch(() => undefined);
    if (!found) return known ? [[id, known]] : [];
    for (const { id: feedback, content } of found.data) {
      if (entries.some((entry) => entry.feedback === feedback && isBy(entry, connection))) continue;
      // The worker was stopped before it could write down what it had become.
      const entry = sent.find((one) => one.feedback === undefined && one.words === beginning(content));
      if (entry) await history.sent(entry.id, feedback);
    }
    await marks.found(id, found.data, those);
    return [[id, found]];
  });
  const all = (await Promise.all(each)).flat();
  await kept.set(Object.fromEntries(all)).catch(() => {}); // without room it is asked for whole next time
  const remembered = await history.all();
  const conversations = all.flatMap(([id, { data }]) => {
    const own = remembered.filter((entry) => those.some((one) => one.id === id && isBy(entry, one)));
    return data.flatMap((one) => {
      const entry = own.find(({ feedback }) => feedback === one.id);
      return entry ? [{ ...one, connection: id, entry: entry.id }] : [];
    });
  });
  return { conversations };
};

/** Sends an answer the way the conversation was read. @throws {EarshotError} `not_connected`, or as `request` does. */
export const answerTeam = async (
  { connection, ...answer }: Question<"answer">,
  { connections, fetch }: Pick<RepliesWorld, "connections" | "fetch">,
): Promise<ConversationReply> => {
  const by = await connections.find(connection);
  if (by?.token === undefined) throw new EarshotError("not_connected", TEXT.notConnected);
  return sendAnswer(by, answer, fetch);
};

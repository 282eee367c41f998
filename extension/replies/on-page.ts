import type { Conversation } from "../../shared/contract/conversation.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Say } from "../../widget/text.ts";
import { ask, type Connect } from "../ask.ts";
import type { OwnConversation } from "./in-worker.ts";
import type { MarkStore } from "./marks.ts";

/** What the widget's part keeps an unfinished answer under, by the id that it is shown with. */
const DRAFT = "earshot:answer:";

/** The form's part tells one refusal from all others: that of who asks. */
const OF_THE_CONNECTION = [
  "not_connected",
  "missing_authorization",
  "invalid_authorization",
  "origin_not_allowed",
  "unknown_app",
  "insufficient_scope",
  "public_disabled",
  "not_found",
];
const asPartKnowsIt = (problem: unknown): never => {
  throw problem instanceof EarshotError && OF_THE_CONNECTION.includes(problem.code)
    ? new EarshotError("invalid_user_token", problem.message, { cause: problem })
    : problem;
};

/**
 * Conversations as one page shows them, each by the entry of the history that it is about: at most one is open. It is shown with the
 * entry's id, so that no two servers share what was begun as an answer.
 */
export const conversationsOnPage = ({
  connect,
  marks,
  drafts,
  learn,
  changed,
}: {
  connect: Connect;
  marks: Pick<MarkStore, "seen">;
  /** Where unfinished answers are kept. */
  drafts: Pick<Storage, "getItem" | "removeItem">;
  /** Loads the sentences of what shows them. */
  learn(): Promise<Say>;
  /** Called when something else is to be shown. */
  changed(): void;
}) => {
  let found = new Map<string, OwnConversation>();
  let opened: { entry: string; shown: Conversation } | undefined;
  let say: Say | undefined;

  const show = async (conversation: OwnConversation): Promise<void> => {
    const { connection: _, entry, ...shown } = conversation;
    found.set(entry, conversation);
    if (opened?.entry === entry) opened = { entry, shown: { ...shown, id: entry } };
    await marks.seen(conversation.connection, conversation);
    changed();
  };
  /** Asks the servers. Rejects where the worker cannot be asked. */
  const look = async (): Promise<void> => {
    const { conversations } = await ask(connect, "conversations", {});
    found = new Map(conversations.map((one) => [one.entry, one]));
    const open = opened && found.get(opened.entry);
    if (open) await show(open);
  };
  return {
    look,
    /** What is open of it. */
    opened: (entry: string) => (entry === opened?.entry && found.has(entry) ? opened.shown : undefined),
    say: () => say,
    /** Shows it as it was read last. @returns Whether there is anything to be shown. */
    async open(entry: string): Promise<boolean> {
      const conversation = found.get(entry);
      if (!conversation) return false;
      say ??= await learn();
      // It was sent, and the page was closed before it heard so.
      const last = conversation.replies.findLast(({ from }) => from === "customer")?.content;
      const draft = drafts.getItem(DRAFT + entry)?.trim();
      if (draft && draft === last) drafts.removeItem(DRAFT + entry);
      opened = { entry, shown: conversation };
      await show(conversation);
      return true;
    },
    close(): void {
      opened = undefined;
      changed();
    },
    /** @param id The idempotency key. */
    async send(entry: string, content: string, id: string): Promise<void> {
      const { id: conversation = "", connection = "" } = found.get(entry) ?? {};
      const reply = await ask(connect, "answer", { id, connection, conversation, content }).catch(asPartKnowsIt);
      const known = found.get(entry);
      if (known && !known.replies.some((one) => one.id === reply.id))
        await show({ ...known, replies: [...known.replies, reply] });
    },
  };
};

/** Forgets answers that were begun to what the history no longer has. */
export const dropDrafts = (storage: Storage, remembered: ReadonlySet<string>): void => {
  for (const name of Object.keys(storage))
    if (name.startsWith(DRAFT) && !remembered.has(name.slice(DRAFT.length))) storage.removeItem(name);
};

import { EarshotError } from "../../shared/errors.ts";
import type { Say } from "../../widget/text.ts";
import { ask, type Connect } from "../ask.ts";
import type { OwnConversation } from "./in-worker.ts";
import type { MarkStore } from "./marks.ts";

/** What the widget's part keeps an unfinished answer under, by conversation. */
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

/** Conversations as one page shows them: at most one is open. */
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
  let opened: string | undefined;
  let say: Say | undefined;

  const show = async (conversation: OwnConversation): Promise<void> => {
    found.set(conversation.id, conversation);
    await marks.seen(conversation.connection, conversation);
    changed();
  };
  /** Asks the servers. Rejects where the worker cannot be asked. */
  const look = async (): Promise<void> => {
    const { conversations } = await ask(connect, "conversations", {});
    found = new Map(conversations.map((one) => [one.id, one]));
    const open = opened === undefined ? undefined : found.get(opened);
    if (open) await show(open);
  };
  return {
    look,
    /** What is open of it. */
    opened: (id: string) => (id === opened ? found.get(id) : undefined),
    say: () => say,
    /** Shows it as it was read last. @returns Whether there is anything to be shown. */
    async open(id: string): Promise<boolean> {
      const conversation = found.get(id);
      if (!conversation) return false;
      say ??= await learn();
      // It was sent, and the page was closed before it heard so.
      const last = conversation.replies.findLast(({ from }) => from === "customer")?.content;
      const draft = drafts.getItem(DRAFT + id)?.trim();
      if (draft && draft === last) drafts.removeItem(DRAFT + id);
      opened = id;
      await show(conversation);
      return true;
    },
    close(): void {
      opened = undefined;
      changed();
    },
    /** @param id The idempotency key. */
    async send(conversation: string, content: string, id: string): Promise<void> {
      const connection = found.get(conversation)?.connection ?? "";
      const reply = await ask(connect, "answer", { id, connection, conversation, content }).catch(asPartKnowsIt);
      const known = found.get(conversation);
      if (known && !known.replies.some((one) => one.id === reply.id))
        await show({ ...known, replies: [...known.replies, reply] });
    },
  };
};

/** Forgets answers that were begun to what the history no longer has. */
export const dropDrafts = (storage: Storage, remembered: ReadonlySet<string | undefined>): void => {
  for (const name of Object.keys(storage))
    if (name.startsWith(DRAFT) && !remembered.has(name.slice(DRAFT.length))) storage.removeItem(name);
};

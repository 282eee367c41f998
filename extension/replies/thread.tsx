import { useState } from "preact/hooks";
import type { Conversation } from "../../shared/contract/conversation.ts";
import { Talk } from "../../widget/replies/talk.tsx";
import type { Say } from "../../widget/text.ts";
import { LOCALE } from "../say.ts";
import { TEXT } from "../text.ts";

export type ThreadProps = {
  /** The id of the element that holds the words it is about. */
  about: string;
  /** How many replies are new. */
  unread: number;
  /** What was said; absent while it is not open. */
  conversation: Conversation | undefined;
  /** The form's sentences; absent before they are loaded. */
  say: Say | undefined;
  /** @returns Whether it could be read. */
  open(): Promise<boolean>;
  close(): void;
  send(content: string, idempotencyKey: string): Promise<void>;
};

/** What the team replied to one message, opened by a press: what was said, and the field to answer in. */
export const Thread = ({ about, unread, conversation, say, open, close, send }: ThreadProps) => {
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const toggle = async () => {
    if (busy) return;
    if (conversation) return close();
    setBusy(true);
    setFailed(!(await open().catch(() => false)));
    setBusy(false);
  };
  return (
    <div class="thread">
      <button
        type="button"
        class={unread > 0 ? "quiet new" : "quiet"}
        aria-expanded={conversation !== undefined}
        aria-describedby={about}
        aria-disabled={busy}
        onClick={() => void toggle()}
      >
        {unread > 0 ? TEXT.repliesNew(unread) : TEXT.repliesShow}
      </button>
      <p class="reason" role="status">
        {failed && TEXT.repliesNotRead}
      </p>
      {conversation && say && (
        <section class="talk" aria-labelledby="replies-title">
          <h2 id="replies-title" class="unseen">
            {TEXT.repliesShow}
          </h2>
          <Talk
            key={conversation.id}
            conversation={conversation}
            say={say}
            lang={LOCALE}
            storage={localStorage}
            send={send}
          />
        </section>
      )}
    </div>
  );
};

import { useRef, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import { personName } from "../format/person.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Shown } from "../ui/room-page.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { recordText } from "./record-text.ts";
import { type Mode, useConversation, useWriting } from "./use-conversation.ts";

const text = recordText.talk;
const MODES = ["reply", "note"] as const;

const Said = ({ reply, now, isMine }: { reply: Reply; now: number; isMine: boolean }) => {
  const isNote = reply.visibility === "internal";
  const by = isNote ? "note" : reply.author.type === "customer" ? "sender" : isMine ? "mine" : "team";
  return (
    <li class={`talk-item talk-${by}`}>
      <p class="talk-head">
        <bdi class="talk-name">{reply.author.name}</bdi>
        {isNote && <span class="tag">{text.internal}</span>}
        {reply.author.type === "customer" && <span class="tag">{text.sender}</span>}
        <TimeAgo at={reply.createdAt} now={now} />
      </p>
      <p class="talk-text" dir="auto">
        {reply.content}
      </p>
    </li>
  );
};

type ConversationProps = { record: Feedback; now: number; mayWork: boolean };

/** Replies to the sender and notes of the team, in the order they were said, and a field for the next. */
export const Conversation = ({ record, now, mayWork }: ConversationProps) => {
  const { session } = useConsole();
  const [asked, again] = useConversation(record);
  const replies = asked.is === "ready" ? asked.value : [];
  if (!mayWork && asked.is === "ready" && replies.length === 0) return null;
  return (
    <section class="talk">
      <h3>{text.title}</h3>
      <Shown asked={asked} again={again} failed={text.failed} lines={2}>
        {(replies) =>
          replies.length > 0 && (
            <ol class="talk-list">
              {replies.map((reply) => (
                <Said key={reply.id} reply={reply} now={now} isMine={reply.author.id === session.member.id} />
              ))}
            </ol>
          )
        }
      </Shown>
      {mayWork && <Composer record={record} known={replies} again={again} />}
    </section>
  );
};

type ComposerProps = { record: Feedback; known: readonly Reply[]; again: () => Promise<void> };

/** One field for a reply or a note; each keeps its own draft. */
const Composer = ({ record, known, again }: ComposerProps) => {
  const [mode, setMode] = useState<Mode>("reply");
  const { content, write, send, doing } = useWriting(record.id, mode, known, again);
  const [wasThere, setWasThere] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isReached = record.customer !== null || record.sourceType === "browser-extension";
  const label = mode === "reply" ? text.replyTo(personName(record)) : text.noteFor;
  const hint = mode === "note" ? text.noteHint : isReached ? text.replyHint : text.unreached;
  const submit = async (event: Event) => {
    event.preventDefault();
    setWasThere((await send()) === "there");
    field.current?.focus();
  };
  return (
    <form class={`composer composer-${mode}`} onSubmit={submit}>
      <fieldset class="composer-modes" aria-label={text.mode}>
        {MODES.map((one) => (
          <button
            key={one}
            type="button"
            class="view-link"
            data-composer={one}
            aria-pressed={mode === one}
            onClick={() => {
              setMode(one);
              doing.forget();
              field.current?.focus();
            }}
          >
            {text[one]}
          </button>
        ))}
      </fieldset>
      <textarea
        ref={field}
        class="input"
        dir="auto"
        rows={3}
        maxLength={8192}
        aria-label={label}
        placeholder={label}
        value={content}
        readOnly={doing.busy}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
          else if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Failure error={doing.error} />
      <div class="form-actions">
        <button type="submit" class="button" disabled={doing.busy || content.trim() === ""}>
          {doing.busy ? TEXT.working : mode === "reply" ? text.send : text.keep}
        </button>
        <span class="fine composer-hint" role="status">
          {wasThere ? text.isThere : hint}
        </span>
      </div>
    </form>
  );
};

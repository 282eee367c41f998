import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Mark } from "../mark.tsx";
import { LOCALE } from "../say.ts";
import { TEXT } from "../text.ts";
import type { HistoryEntry } from "./entry.ts";

const TIME = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });

/** What the server says of a key that it does not take: the way out is the same for all. */
const OF_THE_KEY = [
  "missing_authorization",
  "invalid_authorization",
  "origin_not_allowed",
  "unknown_app",
  "insufficient_scope",
  "not_found",
];
const reasonOf = ({ code, message }: NonNullable<HistoryEntry["reason"]>): string =>
  OF_THE_KEY.includes(code) ? TEXT.reasonConnection : TEXT.historyReason(message);

type Ways = { edit(): void; discard(): void };

/** What a person can do about it: read on where it went, or, where it was refused, take it up again. */
const WaysOn = ({ entry: { state, server, feedback, words }, edit, discard }: { entry: HistoryEntry } & Ways) => (
  <>
    {state === "sent" && feedback && (
      <a href={`${server}/#${feedback}`} target="_blank" rel="noreferrer" aria-label={TEXT.historyOpenAbout(words)}>
        {TEXT.historyOpen}
      </a>
    )}
    {state === "refused" && (
      <>
        <button type="button" class="quiet" aria-label={TEXT.historyEditAbout(words)} onClick={edit}>
          {TEXT.historyEdit}
        </button>
        <button type="button" class="quiet" aria-label={TEXT.historyDiscardAbout(words)} onClick={discard}>
          {TEXT.historyDiscard}
        </button>
      </>
    )}
  </>
);

/** The id of the element that shows how it begins. */
export const wordsOf = ({ id }: HistoryEntry): string => `words-${id}`;

/** One message: how it begins, where it went and when, and what became of it. */
const Remembered = ({ entry, replies, ...ways }: { entry: HistoryEntry; replies: ComponentChildren } & Ways) => (
  <li>
    <p class="facts muted">
      <span class={`state ${entry.state}`}>{TEXT.historyStates[entry.state]}</span>
      <span>{TEXT.historyTo(entry.app?.name, entry.server)}</span>
      <time dateTime={new Date(entry.at).toISOString()}>{TIME.format(entry.at)}</time>
    </p>
    <p class="words" id={wordsOf(entry)} dir="auto">
      {entry.words}
    </p>
    {entry.title && (
      <p class="title muted" dir="auto">
        {entry.title}
      </p>
    )}
    {entry.reason && <p class="reason">{reasonOf(entry.reason)}</p>}
    <div class="ways">
      <WaysOn entry={entry} {...ways} />
    </div>
    {replies}
  </li>
);

export type HistoryPageProps = {
  /** Newest first. */
  entries: HistoryEntry[];
  discard(id: string): Promise<void>;
  /** Forgets what was sent. */
  clear(): Promise<void>;
  /** Opens the popup, which offers what was refused. */
  edit(): Promise<void>;
  openSettings(): void;
  /** What the team replied to it, and the way to answer; nothing where nothing was. */
  replies(entry: HistoryEntry): ComponentChildren;
};

/** What this person sent and what became of it. */
export const HistoryPage = ({ entries, discard, clear, edit, openSettings, replies }: HistoryPageProps) => {
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);

  /** What was pressed is gone afterwards: the focus goes to the top, where it is said what happened. */
  const change = async (work: Promise<void>, sentence: string) => {
    setSaid(await work.then(() => sentence, () => TEXT.historyFailed)); // biome-ignore format: one thought
    heading.current?.focus();
  };
  return (
    <section class="card" aria-labelledby="title">
      <header>
        <Mark size={40} />
        <button type="button" class="quiet" onClick={openSettings}>
          {TEXT.historySettings}
        </button>
      </header>
      <h1 id="title" ref={heading} tabIndex={-1}>
        {TEXT.historyTitle}
      </h1>
      <p class="muted">{entries.length > 0 ? TEXT.historyIntro : TEXT.historyEmpty}</p>
      <p class="said" role="status">
        {said}
      </p>
      {entries.length > 0 && (
        <ul>
          {entries.map((entry) => (
            <Remembered
              key={entry.id}
              entry={entry}
              replies={replies(entry)}
              edit={() => void edit().catch(() => setSaid(TEXT.historyEditHow))}
              discard={() => void change(discard(entry.id), TEXT.historyDiscarded)}
            />
          ))}
        </ul>
      )}
      {entries.some(({ state }) => state === "sent") && (
        <button type="button" class="quiet" onClick={() => void change(clear(), TEXT.historyCleared)}>
          {TEXT.historyClear}
        </button>
      )}
    </section>
  );
};

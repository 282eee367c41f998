import type { ErrorCode } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { LiveEvent } from "../../shared/contract/live.ts";
import type { Clock } from "../clock.ts";
import { firstIdAt } from "../ids.ts";
import type { Timers } from "../outbox/outbox.ts";
import { Problem } from "../problems.ts";
import type { EventLogStore, LoggedEvent } from "../store/event-log.ts";
import { type EventFeed, type Heard, OVERLAP_MS } from "./event-feed.ts";

const BEAT_MS = 15_000;
/** A client that was cut off comes back after so long. */
const RETRY_MS = 2_000;
/** More than this at a time is told as one `missed`: whoever hears so many reads the list again anyway. */
const MOST_AT_ONCE = 500;
/** How far back what has happened is looked through for who resumes, over all organizations. */
const MOST_RESUMED = 5_000;
/** So much may wait for the store to say whether the listener still may. */
const MOST_WAITING = 100;
/** A client that reads slower than this much is cut off; it resumes where it was. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/** Who listens, and to what. */
export type Listener = {
  /** For counting what one has open. */
  holder: string;
  wants(event: LoggedEvent): boolean;
  /** Why a request of this listener would be refused now; `undefined`: it would not. */
  refusal(): Promise<ErrorCode | undefined>;
  /** Where it was when it was cut off. */
  since: number | undefined;
};

export type EventStreams = {
  /** @throws Problem `rate_limited`, `overloaded` where there are too many already. */
  open(listener: Listener): Promise<{ body: ReadableStream<Uint8Array>; end: () => void }>;
  count(): number;
  /** Ends all of them. */
  stop(): void;
};

const textOf = ({ id, type, subjectId, feedbackId, appId, createdAt }: LoggedEvent): string => {
  const data: LiveEvent = {
    type: type as LiveEvent["type"],
    subject: subjectId,
    feedback: feedbackId,
    app: appId,
    at: new Date(createdAt).toISOString(),
  };
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
};

export const createEventStreams = ({
  feed,
  eventLog,
  clock,
  timers,
  beatMs = BEAT_MS,
}: {
  feed: EventFeed;
  eventLog: Pick<EventLogStore, "oldest">;
  clock: Pick<Clock, "now">;
  timers: Timers;
  beatMs?: number | undefined;
}): EventStreams => {
  const ends = new Set<() => void>();
  const held = new Map<string, number>();
  let open = 0;
  let isStopped = false;

  const take = (holder: string): (() => void) => {
    const own = held.get(holder) ?? 0;
    if (own >= LIMITS.eventStreamsPerHolder) throw new Problem("rate_limited", { retryAfter: 10 });
    if (isStopped || open >= LIMITS.eventStreams) throw new Problem("overloaded", { retryAfter: 10 });
    open++;
    held.set(holder, own + 1);
    return () => {
      open--;
      const left = (held.get(holder) ?? 1) - 1;
      if (left > 0) held.set(holder, left);
      else held.delete(holder);
    };
  };

  /** Where a client that heard all up to now stands: kept by browsers without being told to the page. */
  const place = (): string => `id: ${firstIdAt(clock.now())}\n\n`;
  const missed = (): string => `id: ${firstIdAt(clock.now())}\nevent: missed\ndata: {}\n\n`;

  const past = async ({ since, wants }: Listener): Promise<Heard> => {
    if (since === undefined) return [];
    const events = await eventLog.oldest(firstIdAt(since - OVERLAP_MS), MOST_RESUMED);
    return events.length === MOST_RESUMED ? "missed" : events.filter(wants);
  };

  return {
    count: () => open,
    stop() {
      isStopped = true;
      for (const end of ends) end();
    },
    async open(listener) {
      const leave = take(listener.holder);
      let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
      let waiting: Array<() => string> = [];
      let isTelling = false;
      let cancelBeat = (): void => {};
      let unlisten = (): void => {};
      let isOver = false;
      const encoder = new TextEncoder();

      const end = (last = ""): void => {
        if (isOver) return;
        isOver = true;
        ends.delete(end);
        cancelBeat();
        unlisten();
        leave();
        try {
          if (last) controller?.enqueue(encoder.encode(last));
          controller?.close();
        } catch {} // its reader has gone
      };
      const write = (text: string): void => {
        if (isOver || text === "") return;
        controller?.enqueue(encoder.encode(text));
        if ((controller?.desiredSize ?? 0) < 0) end();
      };
      /** Asked anew each time: what was good when it was opened may have been revoked since. A store that is away says neither. */
      const tellAll = async (): Promise<void> => {
        isTelling = true;
        while (waiting.length > 0 && !isOver) {
          const texts = waiting;
          waiting = [];
          const code = await listener.refusal();
          if (code) end(`event: ended\ndata: ${JSON.stringify({ code })}\n\n`);
          else write(texts.map((text) => text()).join(""));
        }
        isTelling = false;
      };
      /** What comes while a slow store is asked waits together, for one question; and is not kept without end. */
      const tell = (text: () => string): void => {
        waiting = waiting.length < MOST_WAITING ? [...waiting, text] : [missed];
        if (!isTelling) tellAll().catch(() => end());
      };
      const hear = (heard: Heard): void => {
        const its = heard === "missed" ? heard : heard.filter(listener.wants);
        if (its === "missed" || its.length > MOST_AT_ONCE) tell(missed);
        else if (its.length > 0) tell(() => its.filter(listener.wants).map(textOf).join("")); // who was lowered meanwhile hears less
      };
      const beat = (): void => {
        tell(() => `: beat\n${place()}`);
        cancelBeat = timers.after(beatMs, beat);
      };

      ends.add(end);
      try {
        const body = new ReadableStream<Uint8Array>(
          {
            start(made) {
              controller = made;
            },
            cancel: () => end(),
          },
          { highWaterMark: MOST_UNREAD_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
        );
        write(`retry: ${RETRY_MS}\n: open\n${place()}`);
        unlisten = await feed.listen(hear);
        if (isOver) unlisten();
        hear(await past(listener));
        cancelBeat = timers.after(beatMs, beat);
        if (isOver) cancelBeat();
        return { body, end: () => end() };
      } catch (error) {
        end();
        throw error;
      }
    },
  };
};

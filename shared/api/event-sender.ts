import { EarshotError } from "../errors.ts";
import { own } from "../own.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** Whose an event is, and of which session. */
export type EventOwner = { userId?: string; anonymousId?: string; sessionId?: string };

/** An event on its way. Its id is the reason why a repeated sending stores nothing twice. */
export type SentEvent = EventOwner & {
  id: string;
  name: string;
  timestamp: string;
  properties?: Record<string, unknown>;
};

export type EventSenderOptions = {
  /** The server's address, `https://feedback.example.com`. */
  baseUrl: string;
  /** A public key (`pk_…`) in pages; a secret one (`sk_…`) on servers alone. */
  apiKey: string;
  /** Whose all events are, unless `track` says otherwise. */
  owner?: EventOwner;
  /** By which the host vouches for its user: asked for each request, for tokens end. */
  userToken?: () => string | undefined;
  /** How many events are sent together, 500 at most. @default 50 */
  batchSize?: number;
  /** How long an event waits for others to come with, in milliseconds. @default 2000 */
  waitMs?: number;
  /** How many events are kept while nothing can be sent; then the oldest go. @default 1000 */
  keep?: number;
  /** Is told of events that are given up: refused by the server, or too many to be kept. */
  onDropped?: (events: SentEvent[], reason: "refused" | "full") => void;
  /** Ends it: nothing more is sent, and no listener stays behind. */
  signal?: AbortSignal;
  /** @default globalThis.fetch */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** From 0 inclusive to 1 exclusive. @default Math.random */
  random?: () => number;
};

export type EventSender = {
  /** Notes an event as it is now, to be sent soon. @returns the event's id. @throws what `JSON.stringify` does, for what is no JSON */
  track(name: string, properties?: Record<string, unknown>, owner?: EventOwner): string;
  /** Sends what waits now. Resolves when all of it is on disk or was given up, however long that takes, or once the signal is aborted. */
  flush(): Promise<void>;
};

/** Milliseconds: the first step between two tries, the longest, and the longest wait that a server may ask for. */
const STEP = 1_000;
const LONGEST_STEP = 60_000;
const LONGEST_WAIT = 3_600_000;
/** A browser lets requests outlive their page up to 64 KiB in all. */
const KEPT_ALIVE = 60_000;
/** What is sent at once, in characters, whatever the events are. */
const LARGEST = 1_000_000;

/**
 * Sends events together, and later where the server cannot take them now: after a refusal for too many requests (429), an error of
 * the server or without an answer it waits what `Retry-After` says, at least half of a step that doubles from a second to a minute,
 * and a random part of the step on top. Events wait in memory meanwhile. When a page is left, what waits is sent at once.
 *
 * ```ts
 * const events = createEventSender({ baseUrl: "https://feedback.example.com", apiKey: "pk_…", owner: { userId: "ann" } });
 * events.track("checkout_started", { items: 3 });
 * ```
 *
 * @throws {EarshotError} `invalid_options`, at once, for an address or a key that cannot work.
 */
export const createEventSender = (given: EventSenderOptions): EventSender => {
  const options = own(given);
  const { baseUrl, apiKey, owner, userToken, onDropped, signal, waitMs = 2_000, keep = 1_000 } = options;
  const batchSize = Math.min(options.batchSize ?? 50, 500);
  const random = options.random ?? Math.random;
  const fetch = options.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
  if (!/^https?:\/\/[^/]/.test(baseUrl))
    throw new EarshotError("invalid_options", "baseUrl must be an http or https address.");
  if (!/^[\w-]+$/.test(apiKey)) throw new EarshotError("invalid_options", "apiKey must be the key as it was shown.");
  const url = `${new URL(baseUrl).origin}/as/composite/v1/batch`;

  /** Each as it will be sent. */
  let waiting: string[] = [];
  /** How many of them are to be sent without waiting for more. */
  let due = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let wake = (): void => {};

  const drop = (events: string[], reason: "refused" | "full"): void => {
    if (events.length > 0)
      onDropped?.(
        events.map((text) => JSON.parse(text) as SentEvent),
        reason,
      );
  };

  /** The next events that go together: at least one, and no more than have so many characters. */
  const take = (most: number): string[] => {
    let size = 0;
    let count = 0;
    for (const text of waiting.slice(0, batchSize)) {
      size += text.length;
      if (count > 0 && size > most) break;
      count++;
    }
    due = Math.max(0, due - count);
    return waiting.splice(0, count);
  };

  const putBack = (events: string[]): void => {
    waiting = [...events, ...waiting];
    due += events.length;
    drop(waiting.splice(0, Math.max(0, waiting.length - keep)), "full");
  };

  /** One exchange. @returns how long to wait before another try; `undefined` when the events are settled. */
  const deliver = async (events: string[]): Promise<number | undefined> => {
    const body = `{"events":[${events.join()}]}`;
    const token = userToken?.();
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${apiKey}`,
        ...(token ? { "Earshot-User-Token": token } : {}),
      },
      body,
      keepalive: body.length <= KEPT_ALIVE,
      credentials: "omit",
      redirect: "error",
      ...(signal ? { signal } : {}),
    }).catch(() => undefined);
    const status = answer?.status ?? 0;
    if (answer?.ok) {
      failures = 0;
      const { rejected = [] } = (await answer.json().catch(() => ({}))) as { rejected?: Array<{ index: number }> };
      drop(
        rejected.flatMap(({ index }) => events[index] ?? []),
        "refused",
      );
      return undefined;
    }
    if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) {
      drop(events, "refused");
      return undefined;
    }
    const step = Math.min(LONGEST_STEP, STEP * 2 ** failures++);
    const asked = parseRetryAfter(answer?.headers.get("Retry-After") ?? null, Date.now()) ?? 0;
    return Math.max(step / 2, Math.min(asked, LONGEST_WAIT)) + (random() * step) / 2;
  };

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const end = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(end);
        resolve();
      };
    });

  const drain = async (): Promise<void> => {
    while (!signal?.aborted && waiting.length > 0 && (due > 0 || waiting.length >= batchSize)) {
      const events = take(LARGEST);
      const later = await deliver(events);
      if (later === undefined) continue;
      putBack(events);
      if (!signal?.aborted) await pause(later);
    }
  };

  const send = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    due = waiting.length;
    running ??= drain().finally(() => {
      running = undefined;
      wait();
    });
    return running;
  };
  const wait = (): void => {
    if (running || signal?.aborted || waiting.length === 0) return;
    if (waiting.length >= batchSize) void send();
    else timer ??= setTimeout(send, waitMs);
  };

  /** Nobody knows whether the page comes back: what waits goes now, without waiting for what is on its way. */
  const leave = (): void => {
    while (waiting.length > 0 && !signal?.aborted) {
      const events = take(KEPT_ALIVE - 1_000);
      void deliver(events).then((later) => {
        if (later === undefined) return;
        putBack(events);
        wait();
      });
    }
  };

  const ending = signal ? { signal } : {};
  const { document } = globalThis as { document?: Document };
  document?.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave(), ending);
  if ("addEventListener" in globalThis) {
    addEventListener("pagehide", leave, ending);
    addEventListener("online", () => wake(), ending);
  }
  signal?.addEventListener("abort", () => {
    clearTimeout(timer);
    wake();
  });

  return {
    track(name, properties, of) {
      const id = newIdempotencyKey();
      const event: SentEvent = { id, name, timestamp: new Date().toISOString(), ...owner, ...of };
      waiting.push(JSON.stringify(properties ? { ...event, properties } : event));
      drop(waiting.splice(0, Math.max(0, waiting.length - keep)), "full");
      wait();
      return id;
    },
    flush: async () => {
      while (!signal?.aborted && (running || waiting.length > 0)) await send();
    },
  };
};

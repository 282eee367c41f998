import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { KeyPlace } from "../keys/key-profiles.ts";
import { parseAnswer } from "./parse-answer.ts";
import { SourceError } from "./source.ts";

export type Asked = {
  path: string;
  query?: Record<string, string | number | undefined>;
  /** With it, the request is a POST. */
  body?: Record<string, unknown>;
};

/** Asks the product, with the key; tries again what may go better later. */
export type Ask = {
  /** @throws SourceError */
  json(asked: Asked): Promise<unknown>;
  /** At most so many bytes. `undefined` where there are more, or none that could ever be had. @throws SourceError */
  bytes(path: string, most: number): Promise<{ contentType: string; bytes: Buffer } | undefined>;
};

export type AskOptions = {
  address: URL;
  key: string;
  keyPlace: KeyPlace;
  clock: Pick<Clock, "now">;
  /** What the operator is told while it waits. */
  note(text: string): void;
  /** The first wait between two tries; each is twice the one before. @default 250 */
  firstWaitMs?: number;
  /** How often what may be the fault of the one thing that is asked for is tried. @default 9 */
  tries?: number;
};

/** How often what is the line's fault is tried, or a product's that has too much to do. */
const TRIES = 9;
const LONGEST_WAIT_MS = 60_000;
/** Longer than that nobody sits and waits: the same command goes on later. */
const LONGEST_ASKED_MS = 3_600_000;
const ANSWER_MS = 60_000;
const MEGABYTE = 1024 * 1024;
/** A page of a hundred items, each with all that an item may have. */
const PAGE_BYTES = 128 * MEGABYTE;

/** Seconds, or a date, as HTTP has it. */
const askedWait = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};

/** `undefined` where there are more. */
const readAtMost = async (answer: Response, most: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
};

type Why = {
  status?: number;
  /** So long it asks to wait. */
  afterMs?: number | undefined;
  /** Whether all else may go well, and this never. */
  isOfThisOne?: boolean;
};

/** What may go better later. */
class Passing extends Error {
  readonly why: Why;
  constructor(message: string, why: Why = {}) {
    super(message);
    this.why = why;
  }
}

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === "TimeoutError";

/** Answers that say nothing of a file: with another key, or later, it may be had. */
const OF_KEY_OR_LATER = new Set([401, 403, 408, 429]);

const refusal = (status: number): SourceError => {
  if (status === 401 || status === 403)
    return new SourceError(`it refuses the key (${status}). Give one that may read, in EARSHOT_IMPORT_KEY.`, status);
  if (status >= 300 && status < 400)
    return new SourceError(
      `it sends elsewhere (${status}), where the key must not go. Give the right address with --from.`,
      status,
    );
  return new SourceError(`it answers ${status}. Check --from: is this the address of its API?`, status);
};

export const createAsk = ({
  address,
  key,
  keyPlace,
  clock,
  note,
  firstWaitMs = 250,
  tries: most = TRIES,
}: AskOptions): Ask => {
  const request = async ({ path, query = {}, body }: Asked): Promise<Response> => {
    const url = new URL(address);
    url.pathname = address.pathname.replace(/\/+$/, "") + path;
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
    if (keyPlace.in === "query") url.searchParams.set(keyPlace.name, key);
    const sent = keyPlace.in === "body" ? { ...body, [keyPlace.name]: key } : body;
    return fetch(url, {
      method: sent ? "POST" : "GET",
      redirect: "manual",
      headers: {
        Accept: "application/json",
        ...(keyPlace.in === "bearer" ? { Authorization: `Bearer ${key}` } : {}),
        ...(sent ? { "Content-Type": "application/json" } : {}),
      },
      ...(sent ? { body: JSON.stringify(sent) } : {}),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  };

  /** The answer, read; whatever breaks on the way there can be tried again. */
  const once = async <T>(asked: Asked, read: (answer: Response) => Promise<T>): Promise<T> => {
    try {
      const answer = await request(asked);
      if (answer.ok) return await read(answer);
      await answer.body?.cancel();
      const { status } = answer;
      const isBusy = status === 429 || status === 408;
      if (!isBusy && status < 500) throw refusal(status);
      const afterMs = askedWait(answer.headers.get("Retry-After"), clock.now());
      throw new Passing(`it answers ${status}`, { status, afterMs, isOfThisOne: !isBusy && afterMs === undefined });
    } catch (error) {
      if (error instanceof SourceError || error instanceof Passing) throw error;
      // The message of a failed fetch names the address, and with it the key where that stands in the query.
      if (error instanceof SyntaxError) throw new Passing("its answer is no JSON", { isOfThisOne: true });
      if (isTimeout(error)) throw new Passing("it does not answer in time", { isOfThisOne: true });
      throw new Passing("it cannot be reached, or broke off");
    }
  };

  const inTries = async <T>(asked: Asked, read: (answer: Response) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(asked, read);
      } catch (error) {
        if (!(error instanceof Passing)) throw error;
        const { message } = error;
        const { status, afterMs, isOfThisOne } = error.why;
        if (tries === (isOfThisOne ? most : TRIES) || (afterMs ?? 0) > LONGEST_ASKED_MS)
          throw new SourceError(
            `${message}${afterMs === undefined ? "" : `, and asks to wait ${Math.ceil(afterMs / 1_000)} s`}.`,
            status,
          );
        const backoff = Math.min(firstWaitMs * 2 ** (tries - 1), LONGEST_WAIT_MS) * (0.5 + Math.random());
        const ms = Math.max(afterMs ?? 0, backoff);
        if (ms >= 1_000) note(`  ${message}: trying again in ${Math.ceil(ms / 1_000)} s\n`);
        await wait(ms);
      }
    }
  };

  return {
    json: (asked) =>
      inTries(asked, async (answer) => {
        const bytes = await readAtMost(answer, PAGE_BYTES);
        if (!bytes)
          throw new SourceError(`its answer is larger than ${PAGE_BYTES / MEGABYTE} MB. Nothing was read of it.`);
        return parseAnswer(bytes);
      }),
    async bytes(path, most) {
      try {
        return await inTries({ path }, async (answer) => {
          const bytes = await readAtMost(answer, most);
          const contentType = answer.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
          return bytes && { contentType, bytes };
        });
      } catch (error) {
        const status = error instanceof SourceError ? (error.status ?? 500) : 500;
        if (status >= 500 || OF_KEY_OR_LATER.has(status)) throw error;
        return undefined;
      }
    },
  };
};

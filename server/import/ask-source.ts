import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { KeyPlace } from "../keys/key-profiles.ts";
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
  /** At most so many bytes. `undefined` where there is nothing, or more. @throws SourceError */
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
};

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

/** JSON of a stranger: no member that changes what an object is, no half of a character. */
const parse = (bytes: Buffer): unknown =>
  JSON.parse(bytes.toString("utf8"), (name, value: unknown) =>
    name === "__proto__" ? undefined : typeof value === "string" ? value.toWellFormed() : value,
  );

/** What may go better later. */
class Passing extends Error {
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

const refusal = (status: number): SourceError => {
  if (status === 401 || status === 403)
    return new SourceError(`it refuses the key (${status}). Give one that may read, in EARSHOT_IMPORT_KEY.`, status);
  if (status >= 300 && status < 400)
    return new SourceError(
      `it sends elsewhere (${status}), where the key must not go. Give the right address with --from.`,
    );
  return new SourceError(`it answers ${status}. Check --from: is this the address of its API?`, status);
};

export const createAsk = ({ address, key, keyPlace, clock, note, firstWaitMs = 250 }: AskOptions): Ask => {
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
      if (status !== 429 && status !== 408 && status < 500) throw refusal(status);
      throw new Passing(`it answers ${status}`, askedWait(answer.headers.get("Retry-After"), clock.now()));
    } catch (error) {
      if (error instanceof SourceError || error instanceof Passing) throw error;
      // The message of a failed fetch names the address, and with it the key where that stands in the query.
      throw new Passing(error instanceof SyntaxError ? "its answer is no JSON" : "it cannot be reached, or broke off");
    }
  };

  const inTries = async <T>(asked: Asked, read: (answer: Response) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(asked, read);
      } catch (error) {
        if (!(error instanceof Passing)) throw error;
        const { message, afterMs } = error;
        if (tries === TRIES || (afterMs ?? 0) > LONGEST_ASKED_MS)
          throw new SourceError(
            `${message}${afterMs === undefined ? "" : `, and asks to wait ${Math.ceil(afterMs / 1_000)} s`}.`,
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
        return parse(bytes);
      }),
    async bytes(path, most) {
      try {
        return await inTries({ path }, async (answer) => {
          const bytes = await readAtMost(answer, most);
          const contentType = answer.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
          return bytes && { contentType, bytes };
        });
      } catch (error) {
        if (error instanceof SourceError && error.status !== undefined) return undefined;
        throw error;
      }
    },
  };
};

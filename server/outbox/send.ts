import type http from "node:http";
import type { Clock } from "../clock.ts";
import { type AllowedHost, type Lookup, RefusedDestination } from "./destination.ts";
import { guardedRequest } from "./guarded-request.ts";

/** What came of one try. Without a status code nobody answered, and `error` says why. */
export type Sent = {
  statusCode: number | null;
  /** The beginning of the answer's body. */
  answer: string;
  error: string | null;
  durationMs: number;
};

export type Send = (request: { url: string; headers: Record<string, string>; body: string }) => Promise<Sent>;

export type SendOptions = {
  clock: Pick<Clock, "monotonic">;
  lookup: Lookup;
  /** Private hosts that the operator allows. */
  allowedHosts: AllowedHost[];
  /** For looking up, connecting, sending and reading together. 10 s by default. */
  limitMs?: number;
};

const LIMIT_MS = 10_000;
const READ_BYTES = 64 * 1024;
/** What the log keeps of it, in characters. */
const KEEP = 4 * 1024;

/** For whoever reads the log. Never the error's own message: it can name addresses of this network. */
const sentenceFor = (error: unknown, limitMs: number, signal: AbortSignal): string => {
  if (error instanceof RefusedDestination) return error.message;
  if (signal.aborted) return `no answer within ${limitMs / 1_000} s`;
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its name cannot be looked up";
  if (code === "ECONNREFUSED") return "nothing listens at its address";
  if (code === "ECONNRESET" || code === "EPIPE") return "the connection was cut";
  if (/CERT|SSL|TLS|ISSUER|SIGNATURE/.test(code)) return `its certificate is not trusted (${code})`;
  if (code.startsWith("HPE_")) return "what it answered is not HTTP";
  return `it cannot be reached (${code})`;
};

/** Reads until the end, the limit or a cut: the status has been said, and the rest is only for the log. */
const readBeginning = async (answer: http.IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= READ_BYTES) break; // leaving the loop closes the connection
    }
  } catch {} // what was read until then is what there is
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString("utf8").slice(0, KEEP);
};

/** Makes the one way out to webhooks. */
export const createSend =
  ({ clock, lookup, allowedHosts, limitMs = LIMIT_MS }: SendOptions): Send =>
  async ({ url, headers, body }) => {
    const started = clock.monotonic();
    const durationMs = () => Math.round(clock.monotonic() - started);
    const signal = AbortSignal.timeout(limitMs);
    try {
      const answer = await guardedRequest(
        { lookup, allowedHosts },
        {
          url: new URL(url),
          method: "POST",
          headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
          body,
          signal,
        },
      );
      const statusCode = answer.statusCode ?? 0;
      const redirects = statusCode >= 300 && statusCode < 400;
      return {
        statusCode,
        answer: await readBeginning(answer),
        error: redirects ? "it redirects, which is not followed: set the address that it leads to" : null,
        durationMs: durationMs(),
      };
    } catch (error) {
      return { statusCode: null, answer: "", error: sentenceFor(error, limitMs, signal), durationMs: durationMs() };
    }
  };

import type { IncomingMessage } from "node:http";
import { isRelayed } from "../../shared/contract/image-host.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { type GuardedOptions, guardedRequest } from "../outbox/guarded-request.ts";
import { Problem } from "../problems.ts";
import { showableImage } from "./clean-image.ts";
import type { ImageFacts } from "./inspect-image.ts";
import { refuseImage } from "./refuse-image.ts";

/** Its bytes are as they came: no colour profile is lost, and what stands around its pixels is public already. */
export type RelayedImage = {
  contentType: ImageFacts["contentType"];
  bytes: Buffer;
  /** It is in nobody's way any more: sent, or given up. Until then it counts as one of those at once. */
  release(): void;
};

/**
 * Fetches an image from one of an app's hosts.
 *
 * @throws Problem `not_found` whatever came between, so that nobody learns from it what is in a network; `invalid_image` for bytes
 *   that are none, or too many; `overloaded` while others are being fetched.
 */
export type ImageRelay = (asked: {
  appId: string;
  hosts: readonly string[];
  url: URL;
  /** Of who asked: when they are gone, nothing is fetched for them. */
  signal: AbortSignal;
}) => Promise<RelayedImage>;

export type ImageRelayOptions = GuardedOptions & {
  version: string;
  /** For looking up, connecting, redirects and reading together. @default `LIMITS.relayedImageSeconds` */
  limitMs?: number;
  /** How many at once: of one app, and of all. Each may hold an image in memory. */
  atOnce?: { app: number; all: number };
};

const REDIRECTS = 3;
const AT_ONCE = { app: 8, all: 32 };
const MEGABYTE = 1024 * 1024;

const unavailable = (): Problem => new Problem("not_found", { what: "image" });

const tooLarge = (): never => refuseImage(`it is larger than ${LIMITS.relayedImageBytes / MEGABYTE} MB`);

/** Reads it whole, or no further than the limit: leaving the loop closes the connection. */
const readWhole = async (answer: IncomingMessage): Promise<Buffer> => {
  if (Number(answer.headers["content-length"] ?? 0) > LIMITS.relayedImageBytes) {
    answer.destroy();
    tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMITS.relayedImageBytes) tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
};

/** Nothing of who asks goes along: no cookie, no referrer, no address. */
const headersOf = (version: string) => ({
  Accept: "image/webp,image/png,image/jpeg",
  "Accept-Encoding": "identity",
  "User-Agent": `Earshot/${version} (image relay)`,
});

const withoutFragment = (url: URL): URL => {
  const copy = new URL(url);
  copy.hash = "";
  return copy;
};

/** Asks, and follows where it leads as long as that is one of the hosts too. Each address is looked at like the first. */
const answerOf = async (
  options: ImageRelayOptions,
  { hosts, url, signal }: { hosts: readonly string[]; url: URL; signal: AbortSignal },
): Promise<IncomingMessage> => {
  // What the operator lets in of a private network the app must have named itself: a star stands for public hosts alone.
  const allowedHosts = options.allowedHosts.filter(({ name }) =>
    hosts.some((host) => host === name || host.startsWith(`${name}:`)),
  );
  const guarded = { ...options, allowedHosts };
  let at: URL | null = url;
  for (let asked = 0; asked <= REDIRECTS && at && isRelayed(hosts, at); asked++) {
    at = withoutFragment(at);
    const answer = await guardedRequest(guarded, {
      url: at,
      method: "GET",
      headers: headersOf(options.version),
      signal,
    });
    const { statusCode = 0, headers } = answer;
    if (statusCode === 200) return answer;
    answer.destroy();
    at = statusCode >= 300 && statusCode < 400 && headers.location ? URL.parse(headers.location, at) : null;
  }
  throw unavailable();
};

/** Makes the relay: what it fetches is bounded in size, time and number, and reaches the app's hosts at public addresses only. */
export const createImageRelay = (options: ImageRelayOptions): ImageRelay => {
  const { limitMs = LIMITS.relayedImageSeconds * 1_000, atOnce = AT_ONCE } = options;
  const byApp = new Map<string, number>();
  let all = 0;
  return async ({ appId, hosts, url, signal }) => {
    const ofApp = byApp.get(appId) ?? 0;
    if (ofApp >= atOnce.app || all >= atOnce.all) throw new Problem("overloaded", { retryAfter: 1 });
    byApp.set(appId, ofApp + 1);
    all++;
    let isHeld = true;
    const release = () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (byApp.get(appId) ?? 1) - 1;
      if (left > 0) byApp.set(appId, left);
      else byApp.delete(appId);
      all--;
    };
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
      const bytes = await readWhole(await answerOf(options, { hosts, url, signal: within }));
      return { contentType: showableImage(bytes).contentType, bytes, release };
    } catch (error) {
      release();
      throw error instanceof Problem ? error : unavailable();
    }
  };
};

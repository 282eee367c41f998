import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import { rawProblem } from "./raw-problem.ts";

export type AdmissionOptions = {
  /** Milliseconds that never go back. */
  monotonic: () => number;
  /** Whose request it is, as limits count clients. */
  addressOf: (request: IncomingMessage) => string;
  /** Called for each refusal. @returns further headers for its answer. */
  onRefused: (address: string) => Record<string, string>;
  /** How long a newcomer may have to wait for its answer, in milliseconds, as far as can be told from those before it; 100 by default. */
  waitMs?: number;
  /** Runs something once the sockets have been read again. */
  nextTurn?: (run: () => void) => void;
};

/** So many may be inside however slow the machine is. */
const ALWAYS_INSIDE = 128;
/** What one address may have of it: whoever asks without end takes the place of half of the others at most. */
const SHARE = 0.5;
/** For about so many milliseconds requests begin between two looks at the sockets. */
const TURN_MS = 4;
/** And at least one for so many that were refused meanwhile: a refusal costs less than a tenth of what it spares. */
const REFUSED_FOR_ONE = 3;

/**
 * What an answer emits that goes on for as long as its client likes, once it is known whose it is and that it may: from then on it
 * takes nobody's place here. How many of these there are is for whoever opens them to bound.
 */
export const STAYS_OPEN = "staysOpen";

const { message } = new Problem("overloaded", { retryAfter: 1 });

const isOfApi = (url = ""): boolean => url.startsWith("/v1/") || url === ROUTES.mcp;

const refuse = (response: ServerResponse, more: Record<string, string>): void => {
  const { headers, body } = rawProblem("overloaded", message, { ...more, [HEADERS.retryAfter]: "1" });
  response.writeHead(503, headers);
  response.end(body);
};

/**
 * Stands before the app and lets in as many requests as it can do. Requests of the API begin one after the other, and between
 * them the sockets are read, so that newcomers are heard at once also when there is much to do. Who would have to wait too long
 * is refused before anything is made of the request: that costs a fraction of doing it. What is let in gets most of the
 * time, however many are refused. The limit is a time and not a count, because what a request costs depends on its body and on
 * the machine.
 */
export const admission = (
  listener: RequestListener,
  { monotonic, addressOf, onRefused, waitMs = 100, nextTurn = setImmediate }: AdmissionOptions,
): RequestListener => {
  let waiting: Array<[IncomingMessage, ServerResponse, address: string]> = [];
  let front = 0; // of those that wait: shifting an array that long costs more
  let isBusy = false;
  /** Since the last turn: when it was, how many began, how many were refused, and the time that these took. */
  let last = 0;
  let begun = 0;
  let refused = 0;
  let refusing = 0;
  let refusedAt = 0;
  /** Waiting, or begun and not answered yet; and whose they are. */
  let inside = 0;
  const insideOf = new Map<string, number>();
  /** Milliseconds that a request takes lately, without what refusals take: else each of those would let in fewer. */
  let pace = 1;

  const enter = (address: string): void => {
    inside++;
    insideOf.set(address, (insideOf.get(address) ?? 0) + 1);
  };
  const leave = (address: string): void => {
    inside--;
    const left = (insideOf.get(address) ?? 1) - 1;
    if (left > 0) insideOf.set(address, left);
    else insideOf.delete(address);
  };
  const begin = (): void => {
    const first = waiting[front];
    if (!first) return;
    front++;
    const [request, response, address] = first;
    if (request.socket.destroyed) return void leave(address);
    begun++;
    // One whose body is still on its way keeps nobody waiting, however slow it is.
    if (request.complete) {
      let hasLeft = false;
      const leaveOnce = (): void => {
        if (!hasLeft) leave(address);
        hasLeft = true;
      };
      response.once("close", leaveOnce);
      response.once(STAYS_OPEN, leaveOnce);
    } else leave(address);
    listener(request, response);
  };
  const turn = (): void => {
    const now = monotonic();
    if (begun > 0) pace += ((now - last - refusing) / begun - pace) / 8;
    waiting = waiting.slice(front);
    front = 0;
    isBusy = waiting.length > 0;
    if (isBusy) {
      const count = Math.max(1, Math.ceil(TURN_MS / pace), Math.ceil(refused / REFUSED_FOR_ONE));
      // Each by itself: what one leaves for later is done before the next begins.
      for (let i = 0; i < Math.min(waiting.length, count); i++) nextTurn(begin);
      nextTurn(turn);
    }
    last = now;
    begun = 0;
    refused = 0;
    refusing = 0;
  };

  return (request, response) => {
    // Pages, health and figures are answered always; to a page, a preflight that is refused looks like being offline.
    if (!isOfApi(request.url) || request.method === "OPTIONS") return listener(request, response);
    const address = addressOf(request);
    const room = Math.max(ALWAYS_INSIDE, waitMs / pace);
    if (inside >= room || (insideOf.get(address) ?? 0) >= room * SHARE) {
      const now = monotonic();
      if (refused++ > 0) refusing += now - refusedAt; // those of one look at the sockets follow each other
      refusedAt = now;
      return refuse(response, onRefused(address));
    }
    enter(address);
    waiting.push([request, response, address]);
    if (isBusy) return;
    isBusy = true;
    last = monotonic();
    nextTurn(begin);
    nextTurn(turn);
  };
};

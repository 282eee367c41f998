import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { HEADERS, ROUTES } from "../shared/contract/routes.ts";
import { Problem } from "./problems.ts";
import { rawProblem } from "./raw-problem.ts";

export type AdmissionOptions = {
  /** Milliseconds that never go back. */
  monotonic: () => number;
  /** Called for each refusal. */
  onRefused: () => void;
  /** How long a newcomer may have to wait for its turn, in milliseconds, as far as can be told from those before it; 100 by default. */
  waitMs?: number;
  /** Runs something once the sockets have been read again. */
  nextTurn?: (run: () => void) => void;
};

/** So many may wait however slow the machine is. */
const ALWAYS_WAITING = 64;
/** How many requests begin between two looks at the sockets, at most. */
const BEGUN_A_TURN = 128;
/** For how many milliseconds they may begin: as many as newcomers took since, within these. */
const TURN_MS = { least: 2, most: 5 };

const { message } = new Problem("overloaded", { retryAfter: 1 });

const isOfApi = (url = ""): boolean => url.startsWith("/v1/") || url === ROUTES.mcp;

const refuse = (response: ServerResponse): void => {
  const { headers, body } = rawProblem("overloaded", message, { [HEADERS.retryAfter]: "1" });
  response.writeHead(503, headers);
  response.end(body);
};

/**
 * Stands before the app and lets in as many requests as it can do. Requests of the API begin one after the other, and between
 * them the sockets are read, so that newcomers are heard at once also when there is much to do. Who would have to wait too long
 * is refused before anything is made of the request: that costs a fraction of doing it. What is let in gets about half of the
 * time, however many are refused. The limit is a time and not a count, because what a request costs depends on its body and on
 * the machine.
 */
export const admission = (
  listener: RequestListener,
  { monotonic, onRefused, waitMs = 100, nextTurn = setImmediate }: AdmissionOptions,
): RequestListener => {
  let waiting: Array<[IncomingMessage, ServerResponse]> = [];
  let front = 0; // of those that wait: shifting an array that long costs more
  let isBusy = false;
  /** When the turn of those that wait ended last, and when this one will. */
  let ended = 0;
  let until: number | undefined;
  /** Milliseconds from one beginning to the next, lately, and when the last one was. */
  let pace = 1;
  let begun = 0;

  const begin = (): void => {
    const first = waiting[front];
    const now = monotonic();
    until ??= now + Math.min(TURN_MS.most, Math.max(TURN_MS.least, now - ended));
    if (!first || now > until) return;
    front++;
    pace += (now - begun - pace) / 32;
    begun = now;
    if (!first[0].socket.destroyed) listener(...first);
  };
  const turn = (): void => {
    waiting = waiting.slice(front);
    front = 0;
    ended = monotonic();
    until = undefined;
    isBusy = waiting.length > 0;
    if (!isBusy) return;
    // Each by itself: what a beginning leaves for later is done before the next one looks at the time.
    for (let i = 0; i < Math.min(waiting.length, BEGUN_A_TURN); i++) nextTurn(begin);
    nextTurn(turn);
  };

  return (request, response) => {
    // Pages, health and figures are answered always; to a page, a preflight that is refused looks like being offline.
    if (!isOfApi(request.url) || request.method === "OPTIONS") return listener(request, response);
    const before = waiting.length - front;
    if (before >= ALWAYS_WAITING && before * pace > waitMs) {
      onRefused();
      return refuse(response);
    }
    if (isBusy) return void waiting.push([request, response]);
    isBusy = true;
    begun = monotonic();
    nextTurn(turn);
    listener(request, response);
  };
};

import type { Wrapping } from "./wrapping.ts";

type Page = typeof globalThis;
/** Writes down what `words` gives. Never throws, whatever they do. */
export type Note = (words: () => string) => void;
type Asked = { method: string; address: string };

const lineOf = (page: Page, { method, address }: Asked, outcome: number | "failed"): string =>
  `${method.toUpperCase()} ${new page.URL(address, page.document.baseURI).href} ${outcome}`;

/** An address as text. To make one of anything else would run what the page has written for it once more. */
const addressOf = (page: Page, given: unknown): string => {
  if (typeof given === "string") return given;
  if (given instanceof page.URL) return given.href;
  throw new TypeError("no address");
};

/** What a `fetch` was asked for. Its body and its headers are not looked at. */
const askedOf = (page: Page, [input, init]: unknown[]): Asked & { signal: AbortSignal | undefined } => {
  const request = input instanceof page.Request ? input : undefined;
  const { method = request?.method ?? "GET", signal = request?.signal } = (init ?? {}) as RequestInit;
  return { method: String(method), address: request?.url ?? addressOf(page, input), signal: signal ?? undefined };
};

/**
 * Notes requests of the page's scripts that were answered with 400 or more, or not at all: method, address, status. What is called
 * off by the page itself is no failure.
 */
export const noteFailedRequests = (page: Page, { around }: Wrapping, note: Note): void => {
  const { apply } = Reflect;
  // The browser's own, before the page could put another in its place.
  const { then } = page.Promise.prototype;

  around(page, "fetch", (call, _, values) => {
    const answer = call();
    try {
      const asked = askedOf(page, values);
      // Passed on, not listened to beside: a promise that somebody listens to is one whose rejection nobody reports any more.
      return apply(then, answer, [
        (response: Response) => {
          note(() => (response.status >= 400 ? lineOf(page, asked, response.status) : ""));
          return response;
        },
        (reason: unknown) => {
          note(() => (asked.signal?.aborted ? "" : lineOf(page, asked, "failed")));
          throw reason;
        },
      ]);
    } catch {
      return answer; // some other promise than the browser's: a library's, which was there before us
    }
  });

  const asked = new WeakMap<object, Asked>();
  const heard = new WeakSet<object>();
  const prototype = page.XMLHttpRequest.prototype;
  const listen = page.EventTarget.prototype.addEventListener;
  around(prototype, "open", (call, self, [method, address]) => {
    note(() => {
      asked.set(self as object, { method: String(method), address: addressOf(page, address) });
      return "";
    });
    return call();
  });
  around(prototype, "send", (call, self) => {
    note(() => {
      const request = self as XMLHttpRequest;
      if (heard.has(request)) return "";
      heard.add(request);
      const told = (outcome: () => number | "failed") =>
        note(() => {
          const about = asked.get(request);
          const came = outcome();
          return about && (came === "failed" || came >= 400) ? lineOf(page, about, came) : "";
        });
      apply(listen, request, ["load", () => told(() => request.status)]);
      for (const kind of ["error", "timeout"]) apply(listen, request, [kind, () => told(() => "failed")]);
      return "";
    });
    return call();
  });
};

import { expect, test } from "vitest";
import { EarshotError } from "../../shared/errors.ts";
import { ask } from "../ask.ts";
import type { Port } from "../messages.ts";
import { workerDouble } from "../testing/worker-double.ts";
import { dispatcher, type Handlers } from "./dispatcher.ts";

const identity = { id: "abcdefghijklmnop", home: "chrome-extension://abcdefghijklmnop/" };
const popup = { id: identity.id, url: `${identity.home}extension/popup/index.html` };
const id = "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";

const connection = "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d11";

const handled: unknown[] = [];
const handlers: Handlers = {
  "take-picture": async (tab) => {
    handled.push(tab);
    return { dataUrl: "data:image/png;base64,", durationMs: 1, gaps: [] };
  },
  flush: async () => null,
  "page-errors": async () => ({ logs: [] }),
  "switch-errors": async ({ isOn }) => ({ isOn }),
  "choose-part": async () => "",
  "stop-part": async () => null,
  "take-full-page": () => Promise.reject(new Error("not asked here")),
  "take-back": async () => null,
  conversations: async () => ({ conversations: [] }),
  answer: () => Promise.reject(new Error("not asked here")),
  submit: async (question, { tell }) => {
    handled.push(question);
    tell({ state: "sending" });
    tell({ state: "sent", id: "0123456789abcdef01234567" });
    return null;
  },
};

/** What becomes of a message posted on a port of that name by that sender. */
const fate = (name: string, message: unknown, sender: Port["sender"]): Promise<unknown> => {
  handled.length = 0;
  const { connect } = workerDouble(dispatcher(handlers, identity), sender);
  return new Promise((resolve) => {
    const port = connect({ name });
    port.onMessage.addListener((post) => {
      if (!("heard" in (post as object))) resolve(post);
    });
    port.onDisconnect.addListener(() => resolve("closed"));
    port.postMessage(message);
  });
};

test("our own pages are heard and answered", async () => {
  const { connect } = workerDouble(dispatcher(handlers, identity), popup);
  const news: unknown[] = [];
  const answer = await ask(
    connect,
    "submit",
    { id, connection, submission: { content: " Hi " } },
    { hear: (n) => news.push(n) },
  );
  expect(answer).toBeNull();
  expect(news).toEqual([{ state: "sending" }, { state: "sent", id: "0123456789abcdef01234567" }]);
  expect(handled.at(-1)).toEqual({ id, connection, submission: { content: "Hi" } });
});

test.each<[string, Port["sender"]]>([
  ["another extension", { id: "another", url: popup.url }],
  ["a content script of ours, which runs in a page", { id: identity.id, url: "https://example.com/" }],
  ["a page whose address begins like ours", { id: identity.id, url: "chrome-extension://abcdefghijklmnopq/x" }],
  ["a sender without an address", { id: identity.id }],
  ["nobody", undefined],
])("%s gets no word, only a closed port", async (_, sender) => {
  expect(await fate("take-picture", { tabId: 1, windowId: 1 }, sender)).toBe("closed");
  expect(handled).toEqual([]);
});

test.each(["", "constructor", "toString", "__proto__", "Submit"])("the message %j does not exist", async (name) => {
  expect(await fate(name, {}, popup)).toBe("closed");
});

test.each<[string, unknown]>([
  ["take-picture", null],
  ["take-picture", { tabId: "1", windowId: 1 }],
  ["take-picture", { tabId: 1, windowId: 1, and: "more" }],
  ["page-errors", { tabId: 1, site: "https://example.com" }],
  ["switch-errors", { site: "*://*", isOn: true }],
  ["switch-errors", { site: "https://example.com/*", isOn: true }],
  ["submit", { id, connection: "other", submission: { content: "Hi" } }],
  ["submit", { id: "1", connection, submission: { content: "Hi" } }],
  ["submit", { id, connection, submission: { content: "" } }],
  ["submit", { id, connection, submission: { content: "Hi", unknown: true } }],
  ["submit", { id, connection, submission: { content: "Hi", screenshotDataUrl: "data:text/html;base64,AAAA" } }],
])("%s with %j is refused before its handler", async (name, message) => {
  expect(await fate(name, message, popup)).toMatchObject({ problem: { code: "invalid_body" } });
  expect(handled).toEqual([]);
});

test("what a handler throws arrives as the error that it was", async () => {
  const thrown = new EarshotError("rate_limited", "Slow down.", { status: 429, retryAfterMs: 1500 });
  const failing: Handlers = { ...handlers, "take-picture": () => Promise.reject(thrown) };
  const { connect } = workerDouble(dispatcher(failing, identity), popup);
  const caught = await ask(connect, "take-picture", { tabId: 1, windowId: 1 }).catch((error: unknown) => error);
  expect(caught).toBeInstanceOf(EarshotError);
  expect(caught).toMatchObject({ code: "rate_limited", message: "Slow down.", status: 429, retryAfterMs: 1500 });
});

test("the message of an unforeseen error stays inside", async () => {
  const failing: Handlers = { ...handlers, "take-picture": () => Promise.reject(new Error("key ear_pub_x")) };
  const { connect } = workerDouble(dispatcher(failing, identity), popup);
  await expect(ask(connect, "take-picture", { tabId: 1, windowId: 1 })).rejects.toThrow(/^Something went wrong/);
});

test("hanging up aborts the worker's signal", async () => {
  const hungUp = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const waiting: Handlers = {
    ...handlers,
    "take-picture": (_, { signal }) => {
      signal.addEventListener("abort", () => hungUp.resolve());
      started.resolve();
      return new Promise(() => {});
    },
  };
  const { connect } = workerDouble(dispatcher(waiting, identity), popup);
  const controller = new AbortController();
  const asked = ask(connect, "take-picture", { tabId: 1, windowId: 1 }, { signal: controller.signal });
  await started.promise;
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "aborted" });
  await hungUp.promise;
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LogRecorder } from "./log-recorder.ts";
import { PAGE_LOGS } from "./page-log.ts";

/** A page of its own, in whose world the recorder runs as it does in a page: what is done to it is gone with it. */
let frame: HTMLIFrameElement;
let page: typeof globalThis;
let recorder: LogRecorder;
const made = async (): Promise<LogRecorder> => {
  const file = new URL("./log-recorder.ts", import.meta.url).href;
  const { logRecorder } = await page.eval(`import(${JSON.stringify(file)})`);
  return logRecorder(page);
};
beforeEach(async () => {
  frame = document.createElement("iframe");
  document.body.append(frame);
  page = frame.contentWindow as unknown as typeof globalThis;
  for (const level of ["error", "warn"] as const) page.console[level] = () => {}; // not into the test's own report
  recorder = await made();
  recorder.start();
});
afterEach(() => frame.remove());

const messages = () => recorder.read().map(({ message }) => message);
const run = (code: string) => {
  const script = page.document.createElement("script");
  script.textContent = code;
  page.document.head.append(script);
};
const missing = (path: string) => new URL(path, location.href).href;

test("notes what the page writes as an error or a warning, with its level and time, and nothing else of its console", () => {
  page.console.error("No cart", 3, null);
  page.console.warn("Slow");
  page.console.log("Hello");
  expect(recorder.read()).toMatchObject([
    { level: "error", message: "No cart 3 null" },
    { level: "warn", message: "Slow" },
  ]);
  expect(Math.abs(Date.now() - recorder.read()[0]!.at)).toBeLessThan(5_000);
});

test("fills in what a console fills in, names errors, and tells of objects their kind alone", () => {
  page.console.error("%cShop%c: %s of %d", "color: red", "", "2", 5, new page.TypeError("x is not a function"));
  page.console.error({ password: "hunter2" }, ["ann@example.com"], () => "secret");
  expect(messages()).toEqual([
    "Shop: 2 of 5 TypeError: x is not a function",
    "[object Object] [object Array] [function]",
  ]);
});

test("notes what is thrown and not caught, with its place, and promises that nobody minds", async () => {
  run("setTimeout(() => { throw new RangeError('too far') })\n//# sourceURL=https://shop.example/app.js");
  run("Promise.reject(new Error('nobody minds'))");
  await expect.poll(messages).toContain("Uncaught (in promise) Error: nobody minds");
  await expect.poll(() => messages().join()).toMatch(/RangeError: too far \(https:\/\/shop\.example\/app\.js:1:\d+\)/);
});

test("notes failed requests by method, address and status, those that got no answer, and files that were not loaded", async () => {
  await page.fetch("/__missing__/a?x=1", { method: "post", body: "secret", headers: { "x-a": "secret" } });
  await page.fetch(new page.Request(missing("/__missing__/b"), { method: "PUT" }));
  await page.fetch("http://127.0.0.1:9/").catch(() => {});
  await new Promise((loaded) => {
    const request = new page.XMLHttpRequest();
    request.open("DELETE", "/__missing__/c");
    request.addEventListener("loadend", loaded);
    request.send();
  });
  const image = page.document.createElement("img");
  const failed = new Promise((resolve) => image.addEventListener("error", resolve));
  image.src = "http://127.0.0.1:9/x.png";
  page.document.body.append(image);
  await failed;
  expect(messages()).toEqual([
    `POST ${missing("/__missing__/a?x=1")} 404`,
    `PUT ${missing("/__missing__/b")} 404`,
    "GET http://127.0.0.1:9/ failed",
    `DELETE ${missing("/__missing__/c")} 404`,
    "<img> http://127.0.0.1:9/x.png failed",
  ]);
});

test("a request that the page calls off, and one that is answered well, are no failures", async () => {
  const ends = new page.AbortController();
  const asked = page.fetch(import.meta.url, { signal: ends.signal });
  ends.abort();
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  expect((await page.fetch(import.meta.url)).status).toBe(200);
  const request = new page.XMLHttpRequest();
  request.open("GET", import.meta.url);
  request.send();
  request.abort();
  expect(messages()).toEqual([]);
});

test("keeps the newest hundred, each cut to its length; what repeats itself is told once", () => {
  for (let n = 0; n < 3_000; n++) page.console.error(`Fault ${n}`);
  for (let n = 0; n < 3_000; n++) page.console.error("x".repeat(1_000_000));
  const logs = recorder.read();
  expect(logs).toHaveLength(PAGE_LOGS.entries);
  expect(logs.at(-2)?.message).toBe("Fault 2999");
  expect(logs.at(-1)?.message).toHaveLength(PAGE_LOGS.length);
});

test("the page's functions give back and throw what they did, and look as they did", async () => {
  const plain = document.createElement("iframe");
  document.body.append(plain);
  const native = plain.contentWindow as unknown as typeof globalThis;
  expect([page.fetch.name, page.fetch.length]).toEqual([native.fetch.name, native.fetch.length]);
  expect(Object.keys(page)).toEqual(Object.keys(native));
  expect(() => Reflect.apply(page.XMLHttpRequest.prototype.open, {}, ["GET", "/"])).toThrow(page.TypeError);
  expect(() => new (page.fetch as unknown as new () => unknown)()).toThrow(TypeError); // of who writes `new`
  const answer = page.fetch("/");
  expect(answer).toBeInstanceOf(page.Promise);
  expect(await answer).toBeInstanceOf(page.Response);
  const reason = await page.fetch("http://127.0.0.1:9/").catch((problem) => problem);
  expect(reason).toBeInstanceOf(page.TypeError);
  plain.remove();
});

test("a rejection that nobody minds is still reported to the page, and one that somebody minds is not", async () => {
  const reported: unknown[] = [];
  page.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    reported.push(event.reason);
  });
  run("fetch('http://127.0.0.1:9/minded').catch(() => {}); fetch('http://127.0.0.1:9/alone')");
  await expect.poll(() => reported).toHaveLength(1);
  await expect.poll(messages).toContain("GET http://127.0.0.1:9/minded failed");
  expect(reported).toHaveLength(1);
});

test("what a page writes to be read by us does not run away with it, and its faults stay its own", () => {
  const written: unknown[] = [];
  page.console.warn = (value: unknown) => written.push(value);
  const trap = new Proxy(new page.Error("x"), {
    get() {
      page.console.error("again");
      throw new Error("caught?");
    },
  });
  expect(() => page.console.error(trap)).not.toThrow();
  expect(() => page.console.error(Object.create(null), Symbol("s"), 1n)).not.toThrow();
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  expect(() => page.console.error(revoked.proxy)).not.toThrow();
  expect(messages()).toEqual(["[object Object] Symbol(s) 1"]);
});

test("a page that breaks what we use breaks our notes, not itself", async () => {
  const { then } = page.Promise.prototype;
  run(`
    Array.prototype.slice = Array.prototype.map = String.prototype.slice = () => { throw new Error("broken") };
    WeakMap.prototype.set = Reflect.apply = Promise.prototype.then = () => { throw new Error("broken") };
    Date.now = () => { throw new Error("broken") };
  `);
  page.console.error("fine");
  const request = new page.XMLHttpRequest();
  expect(() => request.open("GET", "/")).not.toThrow();
  const answer = page.fetch("/__missing__/d");
  const { status } = await new Promise<Response>((resolve) => Reflect.apply(then, answer, [resolve]));
  expect(status).toBe(404);
});

test("a page whose objects were frozen before stays as it is; of what can be heard all is heard", async () => {
  recorder.stop();
  run("for (const one of [console, XMLHttpRequest.prototype, Promise.prototype, Object.prototype]) Object.freeze(one)");
  const { error } = page.console;
  const { open } = page.XMLHttpRequest.prototype;
  recorder.start();
  expect([page.console.error === error, page.XMLHttpRequest.prototype.open === open]).toEqual([true, true]);
  run("console.error('unheard'); setTimeout(() => { throw new Error('heard') })");
  await expect.poll(() => messages().join()).toContain("heard");
  await page.fetch("/__missing__/e");
  expect(messages().join()).toContain("/__missing__/e 404");
});

test("events that the page makes are not noted", () => {
  page.dispatchEvent(new page.ErrorEvent("error", { message: "forged" }));
  expect(messages()).toEqual([]);
});

test("stopped, it forgets, notes nothing, and the page has its own functions again; another's wrapper keeps working", () => {
  const native = vi.fn();
  recorder.stop();
  page.console.error = native;
  const { fetch, console } = page;
  recorder.start();
  expect(page.fetch).not.toBe(fetch);
  const ours = console.warn;
  page.console.warn = (...values: unknown[]) => ours(...values); // a library's, around ours
  page.console.error("noted");
  recorder.stop();
  expect(recorder.read()).toEqual([]);
  expect(page.fetch).toBe(fetch);
  expect(page.console.error).toBe(native);
  page.console.error("after");
  page.console.warn("after");
  expect(native).toHaveBeenCalledWith("after");
  expect(recorder.read()).toEqual([]);
});

import { afterEach, expect, test, vi } from "vitest";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { startStub } from "../server-stub/start.ts";
import { type Answer, startAnsweringServer } from "../shared/api/answering-server.ts";
import { parseSettings, readSettings } from "./settings.ts";

const NOTHING = {
  mode: undefined,
  form: { categories: undefined, rating: undefined, email: undefined, screenshot: undefined, tags: undefined },
  theme: { scheme: undefined, accent: undefined, position: undefined },
  texts: {},
  imageHosts: undefined,
};
const KEY = "ear_pub_x";
const quiet = () => new AbortController().signal;
const warned = () => vi.spyOn(console, "warn").mockImplementation(() => {});
afterEach(() => void vi.restoreAllMocks());

const answered = async (answer: Answer) => {
  await using server = await startAnsweringServer(() => answer);
  const settings = await readSettings({ server: server.url, key: KEY }, quiet(), fetch);
  return { settings, seen: server.seen };
};

test("what an app's owner has set at the server is what the form reads, by the publishable key", async () => {
  const stub = await startStub();
  const form = { categories: ["problem", "idea"], rating: true, email: "off", screenshot: "off" };
  const theme = { scheme: "dark", accent: "#0a7d4f", position: "left" };
  const settings = { form, theme, texts: { title: "Tell us" } };
  const imageRelay = { hosts: ["images.example.com", "*.cdn.example"] };
  const origin = { Origin: "http://localhost:5173" };
  await fetch(`${stub.url}/v1/apps/${STUB_APP_ID}`, {
    method: "PATCH",
    headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ mode: "private", settings: { ...settings, imageRelay } }),
  });
  const fromPage = (url: string, init: RequestInit) => fetch(url, { ...init, headers: { ...init.headers, ...origin } });
  const connection = { server: stub.url, key: stub.publishableKey };
  expect(await readSettings(connection, quiet(), fromPage)).toEqual({
    ...settings,
    mode: "private",
    form: { ...form, tags: undefined },
    imageHosts: imageRelay.hosts,
  });
  await stub.close();
});

test("what this form does not know is left, and what it knows is taken beside it", () => {
  expect(
    parseSettings({
      app: { id: "x" },
      mode: "secret",
      form: { categories: ["praise", "rant", 7, "praise", "idea"], rating: "yes", email: "off", phone: "ask" },
      theme: { scheme: "sepia", accent: "#123456", position: "left", font: "serif" },
      texts: { title: "Hello", send: 5 },
    }),
  ).toEqual({
    ...NOTHING,
    form: { ...NOTHING.form, categories: ["praise", "idea"], email: "off" },
    theme: { scheme: undefined, accent: "#123456", position: "left" },
    texts: { title: "Hello" },
  });
  expect(parseSettings({ form: { categories: [], tags: ["a", {}, "a"] } }).form).toMatchObject({
    categories: [],
    tags: ["a"],
  });
});

test.each([
  undefined,
  null,
  5,
  "text",
  [],
  [[]],
  { form: null, theme: [], texts: "x" },
  { form: { categories: "idea" } },
  { imageRelay: { hosts: "images.example.com" } },
])("%j sets nothing and breaks nothing", (given) => {
  expect(parseSettings(given)).toEqual(NOTHING);
});

test("what a page has put on every object's prototype was set by nobody", () => {
  const prototype = Object.prototype as { email?: string; mode?: string };
  try {
    Object.assign(prototype, { email: "off", mode: "private" });
    expect({ ...parseSettings({}) }).toMatchObject({ mode: undefined, form: { email: undefined } });
  } finally {
    delete prototype.email;
    delete prototype.mode;
  }
});

test.each<[string, Answer]>([
  ["cut", "cut"],
  ["a failure", { status: 500, body: JSON.stringify({ error: { code: "internal_error", message: "No." } }) }],
  ["too many requests", { status: 429, body: JSON.stringify({ error: { code: "rate_limited", message: "No." } }) }],
  ["garbage", { status: 200, body: "<h1>Welcome to the hotel</h1>" }],
])("an answer that is of no help, %s, is no settings and no line on the console", async (_, answer) => {
  const warn = warned();
  expect((await answered(answer)).settings).toBeUndefined();
  expect(warn).not.toHaveBeenCalled();
});

test("a refusal is told to the site's developer once, in the server's words, when the form opens", async () => {
  const warn = warned();
  const error = { code: "origin_not_allowed", message: "Allow http://shop.example." };
  const { settings, seen } = await answered({ status: 403, body: JSON.stringify({ error }) });
  expect(settings).toBeUndefined();
  expect(warn.mock.calls).toEqual([["[earshot] origin_not_allowed: Allow http://shop.example."]]);
  expect(seen).toMatchObject([{ method: "GET", path: "/v1/config", headers: { authorization: `Bearer ${KEY}` } }]);
});

test("a form that is taken away asks no longer, and nobody hears of it", async () => {
  await using server = await startAnsweringServer(() => "silence");
  const ends = new AbortController();
  const asked = readSettings({ server: server.url, key: KEY }, ends.signal, fetch);
  ends.abort();
  expect(await asked).toBeUndefined();
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

type Made = { id: string; text: string; hint: string; name: string; kind: string; createdAt: string };
type Insight = { id: string; content: string };
type Insights = { insights: Insight[]; nextCursor: string | null };

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, stored } = asking(() => stub);

const CAPTURE = "/as/productsights/api/public/capture";
const INSIGHTS = "/as/productsights/api/insights";

const make = async (type: "secret" | "publishable", more: object = {}): Promise<Made> => {
  const answer = await ask("/v1/keys", { body: { kind: `productsights-${type}`, name: `A ${type} key`, ...more } });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Made;
};
const capture = (key: string, body: unknown = { content: "x" }, more: Ask = {}) => ask(CAPTURE, { key, body, ...more });
const errorOf = async (answer: Response) => (await answer.json()) as { error: string; details?: unknown };
const listed = async (key: string, query = ""): Promise<Insights> => {
  const answer = await ask(`${INSIGHTS}?${query}`, { key });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Insights;
};

test("PS-1: secret and publishable keys, 43 characters after their prefix, as bearer and in no other place", async () => {
  const [secret, publishable] = [await make("secret"), await make("publishable")];
  expect(secret.text).toMatch(/^ps_[\w-]{43}$/);
  expect(publishable.text).toMatch(/^ps_pub_[\w-]{43}$/);
  for (const { text } of [secret, publishable]) {
    expect((await capture(text)).status).toBe(201);
    expect((await ask(`${CAPTURE}?api_key=${text}`, { key: null, body: { content: "x" } })).status).toBe(401);
    expect((await ask(CAPTURE, { key: null, body: { content: "x", api_key: text } })).status).toBe(401);
    // Nor does a key of one API work in another.
    for (const path of ["/v1/feedback", "/as/userz/v1/feedback"])
      expect((await ask(path, { key: text, body: { content: "x" } })).status).toBe(401);
  }
  for (const key of [stub.secretKey, stub.publishableKey]) expect((await capture(key)).status).toBe(401);
});

test("PS-2: a publishable key may capture; every other route answers it with 403 and reads nothing", async () => {
  const { text } = await make("publishable");
  expect((await capture(text)).status).toBe(201);
  const read = await ask(INSIGHTS, { key: text });
  expect(read.status).toBe(403);
  expect(Object.keys(await errorOf(read))).toEqual(["error"]);
  const written = await ask(INSIGHTS, { key: text, body: "{ this is not even JSON" });
  expect(written.status).toBe(403);
  expect(await stored()).toHaveLength(1);
  const secret = (await make("secret")).text;
  expect((await ask(INSIGHTS, { key: secret, body: { content: "x" } })).status).toBe(201);
  expect((await listed(secret)).insights).toHaveLength(2);
});

test("PS-3: with a list of domains Origin, else Referer, is one of them or below it; without a list anybody is; secret keys ignore it", async () => {
  const [bound, open, secret] = [
    await make("publishable", { allowedOrigins: ["example.com"] }),
    await make("publishable"),
    await make("secret"),
  ];
  const statusOf = async (key: Made, headers: Record<string, string>) =>
    (await capture(key.text, { content: "x" }, { headers })).status;
  const admitted: Array<Record<string, string>> = [
    { Origin: "https://example.com" },
    { Origin: "http://shop.example.com:8080" },
    { Referer: "https://a.b.example.com/cart?x=1" },
  ];
  const refused: Array<Record<string, string>> = [
    { Origin: "https://example.org" },
    { Origin: "https://notexample.com" },
    { Origin: "https://example.com.evil.example" },
    { Origin: "null", Referer: "https://example.com/" },
    { Origin: "https://evil.example", Referer: "https://example.com/" },
    { Referer: "https://evil.example/example.com" },
    {},
  ];
  for (const headers of admitted) expect([headers, await statusOf(bound, headers)]).toEqual([headers, 201]);
  for (const headers of refused) {
    expect([headers, await statusOf(bound, headers)]).toEqual([headers, 403]);
    expect([headers, await statusOf(open, headers)]).toEqual([headers, 201]);
    expect([headers, await statusOf(secret, headers)]).toEqual([headers, 201]);
  }
});

test("PS-4: a key needs a type and a name, domains are for publishable ones, and its text is shown once", async () => {
  const refuses = async (body: object) => expect((await ask("/v1/keys", { body })).status).toBe(400);
  await refuses({ name: "No type" });
  await refuses({ kind: "productsights-secret" });
  await refuses({ kind: "productsights-secret", name: " " });
  await refuses({ kind: "productsights-secret", name: "x", allowedOrigins: ["example.com"] });
  for (const entry of ["https://example.com", "*", "*.example.com", "co.uk"])
    await refuses({ kind: "productsights-publishable", name: "x", allowedOrigins: [entry] });
  const made = await make("publishable", { allowedOrigins: ["Example.com"] });
  const shown = await (await ask(`/v1/keys/${made.id}`)).text();
  expect(shown).not.toContain(made.text.slice(8, 40));
  expect(JSON.parse(shown)).toMatchObject({
    name: "A publishable key",
    kind: "productsights-publishable",
    hint: `ps_pub_…${made.text.slice(-4)}`,
    createdAt: made.createdAt,
    allowedOrigins: ["example.com"],
  });
});

test("PS-5: until a key's owner has a role, capture is 403 and says what to do", async () => {
  await stub.close();
  stub = await startStub({ ownerRole: null });
  for (const type of ["secret", "publishable"] as const) {
    const answer = await capture((await make(type)).text);
    expect(answer.status).toBe(403);
    expect((await errorOf(answer)).error).toMatch(/role.*Set it in the console/);
  }
  expect(await stored()).toEqual([]);
});

test("PS-6: capture takes its fields, answers 201 with an id, and the item stands in the inbox", async () => {
  const { text } = await make("publishable");
  const body = {
    content: "The total is wrong",
    context: "Checkout",
    pageUrl: "https://shop.example.com/cart",
    pageTitle: "Cart",
    customerName: "Ann",
    customerEmail: "ann@example.com",
    tags: ["cart", "total"],
    sourceType: "browser-extension",
  };
  const answer = await capture(text, { ...body, screenshotDataUrl: dataUrl(samplePng(8, 8)) });
  expect(answer.status).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  const [item] = await stored();
  expect(item).toMatchObject({ ...body, id, status: "new", screenshot: { url: expect.stringContaining(id) } });
  const wrong: Array<[string, object]> = [
    ["sourceType", { content: "x", sourceType: "fax" }],
    ["content", { context: "x" }],
    ["tags.0", { content: "x", tags: [1] }],
    ["colour", { content: "x", colour: "red" }],
  ];
  for (const [path, sent] of wrong) {
    const refused = await capture(text, sent);
    expect(refused.status).toBe(400);
    expect(await errorOf(refused)).toMatchObject({
      error: expect.stringContaining(path),
      details: [{ path, message: expect.any(String) }],
    });
  }
  expect(await stored()).toHaveLength(1);
});

test("PS-7: insights are made, and listed by status, tag, source, text and dates, page by page", async () => {
  const { text: key } = await make("secret");
  const create = async (body: object): Promise<Insight> => {
    const answer = await ask(INSIGHTS, { key, body });
    expect(answer.status).toBe(201);
    return (await answer.json()) as Insight;
  };
  const first = await create({ content: "Slow rhubarb", tags: ["cart"] });
  expect(first).toMatchObject({ content: "Slow rhubarb", status: "new", sourceType: "api", hasScreenshot: false });
  stub.clock.advance(3_600_000);
  const second = await create({ content: "Fine checkout", sourceType: "widget" });
  await ask(`/v1/feedback/${second.id}`, { method: "PATCH", body: { status: "triaged" } });
  const idsOf = async (query: string) => (await listed(key, query)).insights.map(({ id }) => id);
  expect(await idsOf("")).toEqual([second.id, first.id]);
  expect(await idsOf("status=triaged")).toEqual([second.id]);
  expect(await idsOf("tag=cart")).toEqual([first.id]);
  expect(await idsOf("sourceType=widget")).toEqual([second.id]);
  expect(await idsOf("text=rhubarb")).toEqual([first.id]);
  expect(await idsOf("from=2026-01-01T12:30:00Z")).toEqual([second.id]);
  expect(await idsOf("to=2026-01-01T12:30:00Z")).toEqual([first.id]);
  const page = await listed(key, "limit=1");
  expect(page.insights.map(({ id }) => id)).toEqual([second.id]);
  expect(await listed(key, `limit=1&cursor=${page.nextCursor}`)).toMatchObject({
    insights: [{ id: first.id }],
    nextCursor: null,
  });
  for (const query of ["colour=red", "status=lost", "limit=0"])
    expect((await ask(`${INSIGHTS}?${query}`, { key })).status).toBe(400);
});

test("PS-12: sixty authenticated requests a minute for each key; every answer has the figures, and a 429 says when", async () => {
  const [one, other] = [(await make("secret")).text, (await make("publishable")).text];
  const figuresOf = (answer: Response) =>
    ["limit", "remaining", "reset"].map((name) => answer.headers.get(`x-ratelimit-${name}`));
  for (let left = 59; left >= 0; left--) {
    // Refusals count like anything else that comes with the key.
    const answer = await ask(left % 2 ? INSIGHTS : `${INSIGHTS}?colour=red`, { key: one });
    expect(figuresOf(answer)).toEqual(["60", String(left), String(60 - left)]);
  }
  const refused = await ask(INSIGHTS, { key: one });
  expect(refused.status).toBe(429);
  expect(figuresOf(refused)).toEqual(["60", "0", "60"]);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect((await errorOf(refused)).error).toContain("1 s");
  expect((await capture(other)).status).toBe(201);
  stub.clock.advance(1_000);
  expect((await ask(INSIGHTS, { key: one })).status).toBe(200);
  expect((await ask(INSIGHTS, { key: one })).status).toBe(429);
  for (const answer of [
    await ask(INSIGHTS, { key: null }),
    await ask(INSIGHTS, { key: "ps_mistyped" }),
    await ask("/as/productsights/api/nothing", { key: other }),
  ])
    for (const figure of figuresOf(answer)) expect(figure).toMatch(/^\d+$/);
});

test("PS-13: active keys are listed with the time they were made, and revoked one by one, from the next request on", async () => {
  const [one, other] = [await make("secret"), await make("secret", { name: "Another" })];
  const active = async () => {
    const answer = await ask("/v1/keys?live=true&kind=productsights-secret");
    return ((await answer.json()) as { data: Made[] }).data.map(({ id, createdAt }) => ({ id, createdAt }));
  };
  expect(await active()).toEqual([one, other].map(({ id, createdAt }) => ({ id, createdAt })));
  expect((await capture(one.text)).status).toBe(201);
  expect((await ask(`/v1/keys/${one.id}`, { method: "DELETE" })).status).toBe(204);
  const refused = await capture(one.text);
  expect(refused.status).toBe(401);
  expect(await errorOf(refused)).toEqual({ error: expect.stringContaining("revoked") });
  expect((await capture(other.text)).status).toBe(201);
  expect(await active()).toEqual([{ id: other.id, createdAt: other.createdAt }]);
});

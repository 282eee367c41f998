import { get } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { StoreUnavailableError } from "../store/engine.ts";

let stub: Stub;
let away = false;
beforeEach(async () => {
  away = false;
  const fail = () => Promise.reject(new StoreUnavailableError("disk full at /secret/place"));
  stub = await startStub({
    withStore: (store) => ({
      ...store,
      check: () => (away ? fail() : store.check()),
      feedback: { ...store.feedback, accept: (feedback) => (away ? fail() : store.feedback.accept(feedback)) },
    }),
  });
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

test("while the database is away, the server lives but is not ready, and submissions are told to come back", async () => {
  expect((await ask("/readyz", { key: null })).status).toBe(200);
  away = true;
  expect((await ask("/healthz", { key: null })).status).toBe(200);
  const unready = await ask("/readyz", { key: null });
  expect(unready.headers.get("retry-after")).toBe("5");
  expect(await problemOf(unready)).toMatchObject({ status: 503, code: "unavailable" });
  const refused = await submit({ content: "x" });
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(refused.headers.get("retry-after")).toBe("5");
  expect(JSON.stringify(await problemOf(refused))).not.toContain("secret");
  away = false;
  expect((await submit({ content: "x" })).status).toBe(201);
});

test("figures name routes by their pattern, and refusals by their code; no id and no key is in them", async () => {
  await submit({ content: "x" });
  await submit({ content: "" });
  await ask("/v1/feedback/0123456789abcdef01234567");
  await ask("/wp-login.php", { key: null });
  const text = await (await ask("/metrics", { key: null })).text();
  expect(text).toContain('earshot_requests_total{route="/v1/feedback",method="POST",status="201"} 1\n');
  expect(text).toContain('earshot_requests_total{route="/v1/feedback/:id",method="GET",status="404"} 1\n');
  expect(text).toContain('earshot_refusals_total{code="invalid_body"} 1\n');
  expect(text).not.toMatch(/0123456789abcdef|wp-login|ear_(pub|sk)_/);
});

test("figures are for this machine, or for a key that may read them", async () => {
  const forwarded = { headers: { "X-Forwarded-For": "203.0.113.9" } };
  expect(await problemOf(await ask("/metrics", { key: null, ...forwarded }))).toMatchObject({ status: 401 });
  expect((await ask("/metrics", { key: null, headers: { "Sec-Fetch-Site": "cross-site" } })).status).toBe(401);
  expect(await problemOf(await ask("/metrics", { key: stub.publishableKey, ...forwarded }))).toMatchObject({
    code: "insufficient_scope",
  });
  expect((await ask("/metrics", forwarded)).status).toBe(200);
});

/** As `fetch` cannot ask: by another name for this machine. */
const statusByHost = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = get(`${stub.url}/metrics`, { headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", reject);
  });

test("a page whose name was turned to this machine reads no figures", async () => {
  for (const host of ["evil.test", "evil.test:80", "localhost.evil.test", "127.0.0.1.evil.test", "127.evil.test"])
    expect([host, await statusByHost(host)]).toEqual([host, 401]);
  for (const host of ["localhost", "LOCALHOST:8787", "127.0.0.1:8787", "127.1.2.3", "[::1]:8787"])
    expect([host, await statusByHost(host)]).toEqual([host, 200]);
});

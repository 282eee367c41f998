import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, PAGE } from "../server-stub/asking.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub({ trustedProxyHops: 1 });
});
afterAll(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

const NAMES =
  "token access_token id_token code state key api_key auth password secret session sid jwt sig signature otp email phone X-Amz-Signature X-Amz-Credential".split(
    " ",
  );

test("an address loses userinfo, fragment, secret values and opaque strings on the server too, whoever sent it", async () => {
  const query = NAMES.map((name) => `${name}=hush`).join("&");
  const opaque = "0123456789abcdef0123456789abcdef";
  const address = `https://ann:hush@a.example/cart?${query}&page=2&other=${opaque}#hush`;
  await submit({ content: "x", pageUrl: address, client: { referrer: address } });
  const [feedback] = await stored();
  for (const kept of [feedback?.pageUrl, feedback?.client?.referrer]) {
    expect(kept).toContain("https://a.example/cart?");
    expect(kept).toContain("page=2");
    expect(kept).not.toMatch(/hush|ann|#/);
    expect(kept).not.toContain(opaque);
  }
  expect(await stub.database.dump()).not.toMatch(/hush/);
});

test("a client's address is used for limits and stored nowhere", async () => {
  const address = "203.0.113.77";
  const headers = { "X-Forwarded-For": address };
  expect((await submit({ content: "from somewhere" }, { headers })).status).toBe(201);
  expect((await submit({ content: "" }, { headers })).status).toBe(400);
  await stub.services.usage.flush();
  const all = await stub.database.dump();
  expect(all).toContain("from somewhere");
  expect(all).not.toContain(address);
  expect(all).not.toContain("203.0.113");
});

test("nothing that a page asks sets a cookie, or may be sent one", async () => {
  const key = stub.publishableKey;
  for (const answer of [
    await submit({ content: "x" }),
    await submit({}),
    await ask("/v1/config", { key, origin: PAGE }),
    await ask("/v1/uploads", { key, origin: PAGE, body: { contentType: "text/plain", byteSize: 1, kind: "file" } }),
    await ask("/v1/feedback", { key: null, origin: PAGE, method: "OPTIONS" }),
  ]) {
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  }
});

import { Hono } from "hono";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { Variables } from "../services.ts";
import { session } from "./session.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

test.each([
  ["https://evil.com", {}],
  ["null", {}],
  ["", {}],
  ["chrome-extension://abcdefghijklmnopabcdefghijklmnop", {}],
  ["https://evil.com", { "Sec-Fetch-Site": "same-origin" }],
  ["OURS", { "Sec-Fetch-Site": "cross-site" }],
  ["OURS", { "Sec-Fetch-Site": "same-site" }],
])("a session does not count with the Origin %j and %j", async (origin, more) => {
  const headers = { Cookie: await signIn(stub), Origin: origin === "OURS" ? stub.url : origin, ...more };
  const asPage = { key: null, headers };
  const made = await ask("/v1/apps", { ...asPage, body: { name: "Theirs", environment: "live" } });
  expect(await problemOf(made)).toMatchObject({ status: 401, code: "missing_authorization" });
  expect((await ask("/v1/session", { ...asPage, method: "DELETE" })).status).toBe(401);
  expect((await ask("/v1/session", { key: null, headers: { Cookie: headers.Cookie } })).status).toBe(200);
});

test("it counts for the console's own pages, with and without Sec-Fetch-Site", async () => {
  const Cookie = await signIn(stub);
  for (const more of [{}, { "Sec-Fetch-Site": "same-origin" }])
    expect(
      (
        await ask("/v1/session", {
          key: null,
          method: "PATCH",
          body: { role: "support" },
          headers: { Cookie, Origin: stub.url, ...more },
        })
      ).status,
    ).toBe(200);
});

test("where a public URL is set, its origin is ours, and the host that a proxy asks by is not", async () => {
  const Cookie = await signIn(stub);
  const app = new Hono<{ Variables: Variables }>()
    .use(session({ ...stub.services, publicUrl: () => "http://feedback.example:8443/" }))
    .patch("/", (context) => context.body(null, 204))
    .onError((error, context) => context.text(error.message, 401));
  const statusFrom = async (Origin: string) =>
    (await app.request("http://inner:3000/", { method: "PATCH", headers: { Cookie, Origin, Host: "inner:3000" } }))
      .status;
  expect(await statusFrom("http://feedback.example:8443")).toBe(204);
  for (const other of ["http://inner:3000", "http://feedback.example", "https://feedback.example:8443"])
    expect(await statusFrom(other)).toBe(401);
});

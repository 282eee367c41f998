import { SignJWT } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE } from "../../server-stub/asking.ts";
import { askingUserz } from "../../server-stub/asking-userz.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask: askServer, stored } = asking(() => stub);

const restart = async (options: Parameters<typeof startStub>[0]): Promise<void> => {
  await stub.close();
  stub = await startStub(options);
};
const { ask, refusal, make, submit, withToken } = askingUserz(() => stub);
const refusedOr = async (answer: Response): Promise<unknown> =>
  answer.ok ? ((await answer.json()) as { status: string }).status : refusal(answer);

test("a back end's own token names the app by `app`, as the product documents it; for another app it is refused", async () => {
  await restart({ mode: "private" });
  const pub = (await make("public")).text;
  const { secret } = (await (
    await askServer(`/v1/apps/${STUB_APP_ID}/signing-secrets`, { method: "POST", body: {} })
  ).json()) as { secret: string };
  const iat = stub.clock.now() / 1_000;
  const signed = (app: string, more: object = {}) =>
    new SignJWT({ app, ctx: { email: "ann@example.com" }, ...more })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setSubject("user-42")
      .setIssuedAt(iat)
      .setExpirationTime(iat + 3_600)
      .sign(new TextEncoder().encode(secret));
  const sent = async (token: string) => refusedOr(await submit(pub, undefined, withToken(token)));
  expect(await sent(await signed(STUB_APP_ID))).toBe("received");
  expect((await stored())[0]).toMatchObject({ customer: { sub: "user-42" }, customerEmail: "ann@example.com" });
  expect(await sent(await signed("0".repeat(24)))).toEqual([401, "invalid_user_token"]);
  expect(await sent(await signed(STUB_APP_ID, { aud: "0".repeat(24) }))).toEqual([401, "invalid_user_token"]);
  // In our own API the claim says nothing.
  const ours = await askServer("/v1/feedback", {
    key: stub.publishableKey,
    origin: PAGE,
    body: { content: "x" },
    headers: { "Earshot-User-Token": await signed(STUB_APP_ID) },
  });
  expect(await refusal(ours)).toEqual([401, "invalid_user_token"]);
});

test("what a submission says is in the inbox as ours is, and comes back as theirs", async () => {
  const [pub, sk] = [(await make("public")).text, (await make("secret")).text];
  const said = {
    text: "Cart total shows NaN",
    severity: "high",
    url: "https://shop.example.com/cart",
    userAgent: "Mozilla/5.0",
    viewport: { w: 1440, h: 900, dpr: 2 },
    consoleLogs: [{ level: "log", message: "adding", ts: 1_760_000_000_123 }],
    componentTarget: { name: "CartTotal", meta: { file: "cart.tsx" }, bbox: { x: 1, y: 2, width: 3, height: 4 } },
    metadata: { route: "/cart", flags: ["new-cart"], build: 7, none: null },
    identity: { email: "ann@example.com", name: "Ann", externalUserId: "user_abc" },
  };
  const { id } = (await (await submit(pub, said)).json()) as { id: string };
  expect((await stored())[0]).toMatchObject({
    content: said.text,
    tags: ["severity:high"],
    pageUrl: said.url,
    customerName: "Ann",
    customerEmail: "ann@example.com",
    client: { userAgent: "Mozilla/5.0", viewport: { width: 1440, height: 900, devicePixelRatio: 2 } },
    logs: [{ level: "info", message: "adding", at: "2025-10-09T08:53:20.123Z" }],
    element: { selector: "CartTotal", text: '{"file":"cart.tsx"}', rect: said.componentTarget.bbox },
    metadata: { route: "/cart", flags: '["new-cart"]', build: 7, none: "null", externalUserId: "user_abc" },
  });
  expect(await (await ask(`/v1/feedback/${id}`, { key: sk })).json()).toMatchObject({
    id,
    appId: STUB_APP_ID,
    status: "sanitized",
    submittedBy: { mode: "public", externalUserId: "user_abc", email: "ann@example.com" },
    severity: "high",
    text: said.text,
    url: said.url,
    viewport: said.viewport,
    consoleLogs: [{ level: "info", message: "adding", ts: 1_760_000_000_123 }],
    componentTarget: { name: "CartTotal", bbox: said.componentTarget.bbox },
  });
});

test("a list is paged by the last id, narrowed by app and status, and leaves duplicates out unless they are asked for", async () => {
  const [pub, sk] = [(await make("public")).text, (await make("secret")).text];
  for (let n = 1; n <= 5; n++) await submit(pub, { text: `number ${n}` });
  type List = { data: Array<{ id: string; text: string; status: string }>; nextCursor: string | null };
  const list = async (query: string): Promise<List> =>
    (await (await ask(`/v1/feedback?${query}`, { key: sk })).json()) as List;
  const first = await list("limit=2");
  expect(first.data.map(({ text }) => text)).toEqual(["number 5", "number 4"]);
  expect(first.nextCursor).toBe(first.data[1]?.id);
  const rest = await list(`cursor=${first.nextCursor}`);
  expect([rest.data.map(({ text }) => text), rest.nextCursor]).toEqual([["number 3", "number 2", "number 1"], null]);

  const [three, two, one] = rest.data.map(({ id }) => id) as [string, string, string];
  await askServer(`/v1/feedback/${two}`, { method: "PATCH", body: { duplicateOf: one } });
  expect((await list("")).data).toHaveLength(4);
  expect((await list("includeDuplicates=true")).data).toHaveLength(5);
  const change = (id: string, body: object) => ask(`/v1/feedback/${id}`, { key: sk, method: "PATCH", body });
  expect(await (await change(three, { status: "queued" })).json()).toMatchObject({ id: three, status: "queued" });
  expect((await list("status=queued")).data.map(({ id }) => id)).toEqual([three]);
  expect((await stored()).find(({ id }) => id === three)?.status).toBe("queued");
  await change(one, { status: "archived" });
  expect((await list("status=sanitized")).data).toHaveLength(2);
  expect((await list("status=pr_opened")).data).toEqual([]);
  expect(await refusal(await change(one, { status: "done" }))).toEqual([400, "invalid_body"]);
  expect((await list(`appId=${"0".repeat(24)}`)).data).toEqual([]);
});

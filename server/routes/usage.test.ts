import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { askingComposite, type List } from "../../server-stub/asking-composite.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { storageSchema, type Usage, usageSchema } from "../../shared/contract/usage.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);
const PUBLISHABLE_ID = "000000000000000000000c01";
const usage = async (query = "", more: object = {}): Promise<Usage> =>
  usageSchema.parse(await (await ask(`/v1/usage${query}`, more)).json());

test("requests are counted by key and day, with refusals by code and those refused for being too many", async () => {
  for (let i = 0; i < 62; i++) await submit({ content: "x" });
  await submit({ content: "x" }, { origin: "https://evil.example" });
  stub.clock.advance(24 * 3_600_000);
  await submit({});
  expect(await usage(`?key=${PUBLISHABLE_ID}`)).toEqual({
    from: "2025-12-04",
    to: "2026-01-02",
    data: [
      {
        day: "2026-01-02",
        app: STUB_APP_ID,
        key: PUBLISHABLE_ID,
        requests: 1,
        throttled: 0,
        events: 0,
        refusals: { invalid_body: 1 },
      },
      {
        day: "2026-01-01",
        app: STUB_APP_ID,
        key: PUBLISHABLE_ID,
        requests: 63,
        throttled: 2,
        events: 0,
        refusals: { rate_limited: 2, origin_not_allowed: 1 },
      },
    ],
  });
  expect((await usage(`?key=${PUBLISHABLE_ID}&from=2026-01-02`)).data).toHaveLength(1);
  expect((await usage(`?key=${PUBLISHABLE_ID}&to=2026-01-01`)).data).toHaveLength(1);
});

test("a key's refusal before its work counts too; a key that nobody made counts for nobody", async () => {
  await submit({ content: "x" }, { key: stub.secretKey });
  await ask("/v1/feedback", { key: "ear_sk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1ABCDE" });
  const { data } = await usage();
  expect(data).toEqual([expect.objectContaining({ refusals: { secret_key_in_browser: 1 } })]);
});

test("a key sees the usage of its own app, a member all; it takes the scope usage:read", async () => {
  const other = await addTestApp(stub);
  await ask("/v1/apps", { key: other.secretKey });
  await ask("/v1/apps");
  expect((await usage()).data.map(({ app }) => app)).toEqual([STUB_APP_ID]);
  expect(await problemOf(await ask(`/v1/usage?app=${other.id}`))).toMatchObject({ code: "not_found" });
  const member = { key: null, headers: { Cookie: await signIn(stub) } };
  expect((await usage("", member)).data.map(({ app }) => app).sort()).toEqual([STUB_APP_ID, other.id].sort());
  const blind = await addSecretKey(stub, STUB_APP_ID, ["feedback:read"]);
  expect(await problemOf(await ask("/v1/usage", { key: blind.text }))).toMatchObject({
    code: "insufficient_scope",
    details: { scope: "usage:read" },
  });
});

test.each(["from=2026-01-02&to=2026-01-01", "from=2024-01-01&to=2026-01-01", "from=yesterday", "days=3", "key=x"])(
  "the query %s is refused",
  async (query) => {
    expect(await problemOf(await ask(`/v1/usage?${query}`))).toMatchObject({ status: 400, code: "invalid_query" });
  },
);

test("what each app takes is told by records, pictures and files, ten minutes old at most; of other apps nothing", async () => {
  const own = await startStub();
  const { ask, submit } = asking(() => own);
  const other = await addTestApp(own);
  const storage = async (key?: string) =>
    storageSchema.parse(await (await ask("/v1/usage/storage", key ? { key } : {})).json()).data;
  expect(await storage()).toMatchObject([{ app: STUB_APP_ID, bytes: 0 }]);
  await submit({ content: "ä".repeat(1_000), screenshotDataUrl: dataUrl(samplePng()) });
  expect(await storage()).toMatchObject([{ bytes: 0 }]);
  own.clock.advance(600_000);
  const [row] = await storage();
  const size = (
    await own.services.store.feedback.list({ organizationId: "", appId: STUB_APP_ID }, { limit: 1 } as never)
  )[0]?.screenshot?.byteSize;
  expect(row).toMatchObject({
    records: { count: 1 },
    pictures: { count: 1, bytes: size },
    files: { count: 0, bytes: 0 },
  });
  expect(row?.records.bytes).toBeGreaterThan(2_000);
  expect(row?.bytes).toBe((row?.records.bytes ?? 0) + (size ?? 0));
  expect(await storage(other.secretKey)).toMatchObject([{ app: other.id, bytes: 0 }]);
  await own.close();
});

test("what was tracked counts to what an app takes, as a part of its own, until it is erased", async () => {
  const { ask: track, make, record, read } = askingComposite(() => stub);
  const storage = async () => {
    stub.clock.advance(600_000);
    return storageSchema.parse(await (await ask("/v1/usage/storage")).json()).data[0];
  };
  const { text: key } = await make("secret");
  const event = { id: "1", name: "bought", userId: "ann", properties: { what: "Käse" } };
  expect((await track("/v1/events", { key, body: event })).ok).toBe(true);
  expect((await record(key, "sessionId=s&sequence=0&userId=ann", new Uint8Array(5_000))).ok).toBe(true);
  const bytes = 1 + "bought".length + Buffer.byteLength('{"what":"Käse"}') + 5_000 + "ann{}".length;
  expect(await storage()).toMatchObject({ bytes, records: { count: 0, bytes: 0 }, tracked: { count: 3, bytes } });
  await submit({ content: "x" });
  const row = await storage();
  expect([row?.bytes, row?.tracked.bytes]).toEqual([bytes + (row?.records.bytes ?? 0), bytes]);
  const [ann] = (await read<List<{ id: string }>>("/v1/users", key)).data;
  expect((await track(`/v1/users/${ann?.id}`, { key, method: "DELETE" })).ok).toBe(true);
  expect(await storage()).toMatchObject({ tracked: { count: 0, bytes: 0 } });
});

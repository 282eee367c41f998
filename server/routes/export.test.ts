import { get } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addMember } from "../../server-stub/members.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { csvRow } from "../feedback/csv.ts";

let stub: Stub;
let lists = 0;
/** What happens before a page of the export is read. */
let beforePage: (nth: number) => Promise<unknown> = async () => {};
beforeEach(async () => {
  lists = 0;
  beforePage = async () => {};
  stub = await startStub({
    withStore: (store) => ({
      ...store,
      feedback: {
        ...store.feedback,
        list: async (...asked) => {
          await beforePage(++lists);
          return store.feedback.list(...asked);
        },
      },
    }),
  });
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

test("NDJSON has a record a line, just as a list has it, with the list's filters", async () => {
  for (const category of ["idea", "problem", "idea"]) await submit({ content: `line\nbreak ${category}`, category });
  const answer = await ask("/v1/export?category=idea");
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  const lines = (await answer.text()).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual((await stored()).filter(({ category }) => category === "idea"));
  expect((await ask("/v1/export?format=xml")).status).toBe(400);
  expect((await ask("/v1/export?limit=5")).status).toBe(400);
});

test("CSV begins with a byte order mark and names, and quotes as RFC 4180 says", async () => {
  await submit({ content: 'He said "no", twice\r\nthen left', tags: ["a", "b"], rating: 3 });
  const bytes = Buffer.from(await (await ask("/v1/export?format=csv")).arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = bytes.toString("utf8");
  expect(text.slice(1)).toMatch(/^id,app,createdAt,.*\r\n/);
  expect(text).toContain(',3,"He said ""no"", twice\r\nthen left",');
  expect(text).toContain(',"a, b",');
  expect(text.endsWith("\r\n")).toBe(true);
});

test.each(["=1+1", "+1", "-1", "@x", "\tx", "\rx", '"=1', " =1", "'=1", "＝1", "\n=1"])(
  "the cell %j cannot become a formula",
  async (content) => {
    await submit({ content: "x" });
    const record = (await stored())[0] ?? expect.fail();
    const row = csvRow({ ...record, content, pageTitle: content });
    expect(row).toContain(`'${content.replaceAll('"', '""')}`);
    expect(csvRow({ ...record, content: "a=1+1" })).toContain(",a=1+1,");
  },
);

const accept = (count: number, content: string) =>
  Promise.all(
    Array.from({ length: count }, () =>
      stub.services.store.feedback.accept({
        id: stub.services.makeId(),
        appId: STUB_APP_ID,
        createdAt: stub.clock.now(),
        submission: { content },
        sourceType: "api",
        screenshot: null,
        attachments: [],
        customer: null,
        singleUse: null,
        idempotency: null,
      }),
    ),
  );

test("an export breaks off when whoever asked is removed, or may no longer export", async () => {
  await accept(150, "x");
  const owner = await addMember(stub, "owner");
  for (const change of [{ method: "PATCH", body: { right: "viewer" } }, { method: "DELETE" }]) {
    const ann = await addMember(stub, "triager");
    lists = 0;
    beforePage = async (nth) => nth === 2 && (await ask(`/v1/members/${ann.id}`, { ...owner.as, ...change }));
    const answer = await ask("/v1/export", ann.as);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(lists).toBe(2);
  }
});

test("while nobody reads, nothing more is read from the store, however much there is", async () => {
  const all = 20_000;
  for (let i = 0; i < all; i += 1_000) await accept(1_000, "x".repeat(2_000));

  const headers = { Authorization: `Bearer ${stub.secretKey}` };
  const answer = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
    get(`${stub.url}/v1/export`, { headers }, resolve).on("error", reject);
  });
  answer.pause();
  // What the sockets between hold is little of the 46 MB; then reading stands still.
  let before = -1;
  while (lists !== before) {
    before = lists;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(lists).toBeLessThan(120);
  let lines = 0;
  for await (const chunk of answer) for (const byte of chunk as Buffer) if (byte === 10) lines++;
  expect(lines).toBe(all);
  expect(lists).toBe(all / 100 + 1);
}, 60_000);

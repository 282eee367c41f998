import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { STATUSES } from "../../shared/contract/enumerations.ts";
import { type FeedbackList, feedbackListSchema } from "../../shared/contract/record.ts";

let stub: Stub;
let member: { key: null; headers: Record<string, string> };
let foreign: { id: string; secretKey: string };
/** Every record that was sent, oldest first, by its content. */
const SENT = [
  { content: "Lampe kaputt", category: "problem", tags: ["Lamp"], customerEmail: "ann@example.com" },
  { content: "İstanbul größer", category: "idea", tags: ["lamp"], customerEmail: "Ann@Example.com" },
  { content: "報告があります", category: "praise", tags: ["a_b"], sourceType: "widget" },
  { content: "100% sure", category: "question", tags: ["a%b"], sourceType: "browser-extension" },
  { content: "thumbs 👍🏽 up", category: "other", tags: ["👍"], customerEmail: "ben@example.com" },
  { content: `O'Reilly "quoted" \\ back`, tags: ["it's"] },
];
beforeAll(async () => {
  stub = await startStub();
  member = { key: null, headers: { Cookie: await signIn(stub) } };
  foreign = await addTestApp(stub);
  for (const body of SENT) {
    await submit(body);
    stub.clock.advance(1_000);
  }
  await submit({ content: "of the other app" }, { key: foreign.secretKey, origin: null });
  const all = (await list("")).data;
  for (const [index, status] of STATUSES.entries())
    await ask(`/v1/feedback/${all.at(-1 - index)?.id}`, { method: "PATCH", body: { status } });
});
afterAll(() => stub.close());
const { ask, submit } = asking(() => stub);

const list = async (query: string, more: object = {}): Promise<FeedbackList> =>
  feedbackListSchema.parse(await (await ask(`/v1/feedback?${query}`, more)).json());
const contents = async (query: string, more: object = {}): Promise<string[]> =>
  (await list(query, more)).data.map(({ content }) => content);
const sent = (...places: number[]): string[] => places.map((place) => SENT[place]?.content ?? "");

test("a list is newest first, and of fifty where nothing is said", async () => {
  expect(await contents("")).toEqual(sent(5, 4, 3, 2, 1, 0));
  const other = await startStub();
  const { submit: send, ask: look } = asking(() => other);
  for (let i = 0; i < 51; i++) await send({ content: `number ${i}` });
  const { data, nextCursor } = feedbackListSchema.parse(await (await look("/v1/feedback")).json());
  expect([data.length, data[0]?.content]).toEqual([50, "number 50"]);
  const rest = feedbackListSchema.parse(await (await look(`/v1/feedback?cursor=${nextCursor}`)).json());
  expect([rest.data.map(({ content }) => content), rest.nextCursor]).toEqual([["number 0"], null]);
  await other.close();
});

test.each(STATUSES.map((status, place) => [status, place] as const))("status=%s gives those", async (status, place) => {
  expect(await contents(`status=${status}`)).toEqual(sent(place));
});

test.each([
  ["status=new,done", [4, 0]],
  ["status=archived,triaged,triaged", [5, 1]],
  ["status=new,triaged,queued,in_progress,done,archived", [5, 4, 3, 2, 1, 0]],
  ["category=problem,other", [4, 0]],
  ["category=problem,other,idea&status=new,triaged", [1, 0]],
  ["status=new,triaged&q=kaputt", [0]],
  ["assignee=none", [5, 4, 3, 2, 1, 0]],
  ["category=problem", [0]],
  ["category=other", [4]],
  ["sourceType=widget", [2]],
  ["sourceType=browser-extension", [3]],
  ["sourceType=api", [5, 4, 1, 0]],
  // A tag is what was written, on every engine: case counts, and no sign stands for another.
  ["tag=Lamp", [0]],
  ["tag=lamp", [1]],
  ["tag=a_b", [2]],
  ["tag=a%25b", [3]],
  ["tag=%F0%9F%91%8D", [4]],
  ["tag=it's", [5]],
  // Words are found in any case and script, by their beginnings.
  ["q=LAMPE", [0]],
  ["q=lamp", [0]],
  ["q=gr%C3%B6%C3%9Fer", [1]],
  ["q=GR%C3%96SSER", []],
  ["q=%E5%A0%B1%E5%91%8A", [2]],
  ["q=o'reilly", [5]],
  ["q=quoted+back", [5]],
  ["q=kaputt+quoted", []],
  ["since=2026-01-01T12:00:02Z", [5, 4, 3, 2]],
  ["until=2026-01-01T12:00:02Z", [1, 0]],
  ["since=2026-01-01T12:00:01Z&until=2026-01-01T12:00:04Z&category=praise", [2]],
  [`app=${STUB_APP_ID}&tag=lamp`, [1]],
])("%s gives those and no others", async (query, places) => {
  expect(await contents(query)).toEqual(sent(...places));
});

test("customer gives what one person sent, whatever the case of their address", async () => {
  const people = (await (await ask("/v1/customers")).json()) as { data: Array<{ id: string; email: string | null }> };
  const [ann] = people.data.filter(({ email }) => email?.toLowerCase() === "ann@example.com");
  expect(await contents(`customer=${ann?.id}`)).toEqual(sent(1, 0));
});

test("app narrows what a member sees of all apps; to a key there is no other than its own", async () => {
  expect(await contents("limit=100", member)).toEqual(["of the other app", ...sent(5, 4, 3, 2, 1, 0)]);
  expect(await contents(`app=${foreign.id}`, member)).toEqual(["of the other app"]);
  for (const path of ["feedback", "export", "usage", "usage/storage"])
    expect(await problemOf(await ask(`/v1/${path}?app=${foreign.id}`))).toMatchObject({
      status: 404,
      details: { what: "app", path: "app" },
    });
});

test("paging gives each record once, while others arrive and some go", async () => {
  const other = await startStub();
  const { submit: send, ask: look } = asking(() => other);
  for (let i = 0; i < 12; i++) {
    await send({ content: `number ${i}` });
    if (i % 4 === 3) other.clock.advance(1);
  }
  const seen: string[] = [];
  let round = 0;
  for (let cursor: string | null = ""; cursor !== null; ) {
    const answer = await look(`/v1/feedback?limit=3${cursor && `&cursor=${cursor}`}`);
    const { data, nextCursor } = feedbackListSchema.parse(await answer.json());
    seen.push(...data.map(({ content }) => content));
    cursor = nextCursor;
    await Promise.all([send({ content: "late" }), send({ content: "late" })]);
    if (round++ === 0) await look(`/v1/feedback/${data[0]?.id}`, { method: "DELETE" });
  }
  expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => `number ${11 - index}`));
  await other.close();
});

test("what is mine, somebody's or nobody's is told apart; a key is nobody", async () => {
  const OWNER = "000000000000000000000b01";
  const [newest] = (await list("")).data;
  await ask(`/v1/feedback/${newest?.id}`, { method: "PATCH", body: { assignee: OWNER } });
  for (const query of ["assignee=me", `assignee=${OWNER}`, `assignee=${OWNER}&status=archived,new`])
    expect(await contents(query, member)).toEqual(sent(5));
  expect(await contents("assignee=none")).toEqual(sent(4, 3, 2, 1, 0));
  for (const wrong of ["assignee=me", "assignee=you", "status=new,", "status=new;done", "category=,idea", "status=New"])
    expect([wrong, (await ask(`/v1/feedback?${wrong}`)).status]).toEqual([wrong, 400]);
});

test("pages of several statuses, apps and categories yield each record once", async () => {
  for (const query of [
    "status=new,triaged,done,archived",
    "category=problem,idea,praise",
    "status=new,done&category=problem,other",
  ]) {
    const all = await contents(query, member);
    const paged: string[] = [];
    for (let cursor = ""; ; ) {
      const page = await list(`${query}&limit=1${cursor}`, member);
      paged.push(...page.data.map(({ content }) => content));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(paged).toEqual(all);
    expect(paged.length).toBeGreaterThan(1);
  }
});

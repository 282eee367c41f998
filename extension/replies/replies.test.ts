import { beforeEach, expect, test } from "vitest";
import { type Conversation, conversationSchema } from "../../shared/contract/conversation.ts";
import { historyIn } from "../history/history.ts";
import { type Connection, sessionSettings, settings } from "../settings.ts";
import { storageArea } from "../testing/storage-double.ts";
import { answerTeam, findConversations, type RepliesWorld } from "./in-worker.ts";
import { marksIn, repliedIn, sumOf } from "./marks.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const DAY = 24 * 3_600_000;
const idOf = (n: number) => n.toString(16).padStart(24, "0");
const uuid = (n: number) => `0d6f3f5e-52a1-4a67-9a1e-${n.toString(16).padStart(12, "0")}`;
const connectionOf = (n: number, more: Partial<Connection> = {}): Connection => ({
  id: uuid(n),
  server: `https://feedback${n}.example.com`,
  key: `ear_pub_${String(n).repeat(49)}`,
  token: `ear_con_${String(n).repeat(49)}`,
  app: { id: idOf(n), name: `App ${n}` },
  ...more,
});
const talk = (n: number, ...replies: Array<["team" | "customer", number]>): Conversation =>
  conversationSchema.parse({
    id: idOf(n),
    content: `words ${n}`,
    createdAt: "2026-11-01T12:00:00.000Z",
    replies: replies.map(([from, at]) => ({
      id: idOf(at),
      from,
      content: `reply ${at}`,
      createdAt: "2026-11-01T12:00:00.000Z",
    })),
  });

type Asked = { url: string; headers: Record<string, string>; body: unknown; cache: string | undefined };
const setUp = () => {
  const kept = settings(storageArea());
  const { conversations } = sessionSettings(storageArea());
  const history = historyIn(kept.history, navigator.locks);
  const marks = marksIn(kept.replies, navigator.locks);
  const asked: Asked[] = [];
  let connections: Connection[] = [];
  let answers: Array<(asked: Asked) => Response> = [];
  const world: RepliesWorld = {
    connections: { all: async () => connections, find: async (id) => connections.find((one) => one.id === id) },
    history,
    marks,
    kept: conversations,
    now: () => NOW,
    fetch: async (url, { headers, body, cache }) => {
      asked.push({ url, headers: headers as Record<string, string>, body, cache });
      const answer = answers.shift();
      if (!answer) throw new TypeError("offline");
      return answer(asked.at(-1) as Asked);
    },
  };
  return {
    world,
    marks,
    asked,
    are: (...those: Connection[]) => (connections = those),
    answer: (...those: typeof answers) => (answers = those),
    find: () => findConversations(world),
    unread: async () => sumOf(repliedIn(await marks.all(), connections, await history.all())),
    /** Something that this connection has sent. */
    async sent(by: Connection, n: number, { at = NOW, isKnown = true } = {}) {
      const { server, app } = by;
      await history.stored({ id: uuid(1_000 + n), server, app, title: "", words: `words ${n}`, at, state: "waiting" });
      if (isKnown) await history.sent(uuid(1_000 + n), idOf(n));
      else await history.reconcile({ heads: async () => [], read: async () => undefined }, async () => []);
    },
  };
};
let there: ReturnType<typeof setUp>;
beforeEach(() => {
  there = setUp();
});
const list =
  (data: Conversation[], nextCursor: string | null = null, tag = '"one"') =>
  () =>
    Response.json({ data, nextCursor }, { headers: { ETag: tag } });

test("asked are the servers that something was sent to lately, by connections with a token; key and token stand in headers alone", async () => {
  const [one, two, three] = [connectionOf(1), connectionOf(2, { token: undefined }), connectionOf(3)];
  there.are(one, two, three);
  there.answer(list([talk(11, ["team", 50])]));
  await there.sent(one, 11, { at: NOW - 80 * DAY });
  await there.sent(two, 12);
  await there.sent(three, 13, { at: NOW - 91 * DAY });
  expect((await there.find()).conversations).toEqual([
    { ...talk(11, ["team", 50]), connection: one.id, entry: uuid(1_011) },
  ]);
  expect(there.asked).toEqual([
    {
      url: `${one.server}/v1/conversations`,
      headers: expect.objectContaining({ Authorization: `Bearer ${one.key}`, "Earshot-Connection": one.token }),
      body: null,
      cache: "no-store",
    },
  ]);
  expect(there.asked[0]?.headers).not.toHaveProperty("If-None-Match");
});

test("what has not changed is not sent again; a server that is away or refuses leaves what was read", async () => {
  const one = connectionOf(1);
  there.are(one);
  await there.sent(one, 11);
  there.answer(
    list([talk(11, ["team", 50])]),
    ({ headers }) => new Response(null, { status: headers["If-None-Match"] === '"one"' ? 304 : 500 }),
    () => Response.json({ error: { code: "invalid_authorization", message: "no", requestId: "r" } }, { status: 401 }),
    () => Response.json({ data: [{ id: "nonsense" }], nextCursor: null }),
  );
  for (let n = 0; n < 5; n++) expect((await there.find()).conversations).toHaveLength(1);
  expect(there.asked).toHaveLength(5);
  expect(await there.unread()).toBe(1);
});

test("all that the history can hold is read, page by page, and no more pages than that", async () => {
  const one = connectionOf(1);
  there.are(one);
  for (const n of [11, 12, 13]) await there.sent(one, n);
  there.answer(list([talk(11)], "a b"), list([talk(12)], "c"), list([talk(13)], "d"), list([talk(14)]));
  expect((await there.find()).conversations.map(({ id }) => id)).toEqual([idOf(11), idOf(12), idOf(13)]);
  expect(there.asked.map(({ url }) => new URL(url).search)).toEqual(["", "?cursor=a%20b", "?cursor=c"]);
});

test("new are the team's replies younger than the last that was seen, of what the history has and connections that can read", async () => {
  const [one, two] = [connectionOf(1), connectionOf(2)];
  there.are(one, two);
  await there.sent(one, 11);
  await there.sent(two, 12);
  const first = talk(11, ["team", 50], ["customer", 51], ["team", 52]);
  there.answer(list([first, talk(99, ["team", 60])]), list([talk(12, ["team", 70])]));
  await there.find();
  expect(await there.unread()).toBe(3);
  await there.marks.seen(one.id, first);
  expect(await there.unread()).toBe(1);
  there.answer(list([talk(11, ["team", 50], ["customer", 51], ["team", 52], ["team", 53])]), list([]));
  await there.find();
  expect(await there.unread()).toBe(1); // of the second nothing is left: its feedback was deleted
  there.are(connectionOf(1, { token: undefined }), two);
  expect(await there.unread()).toBe(0);
  there.are(one);
  expect(await there.unread()).toBe(1);
});

test("a server that names the id of what was sent to another is not heard: not in what is shown, and not in what is new", async () => {
  const [ours, hostile] = [connectionOf(1), connectionOf(2)];
  const otherApp = connectionOf(3, { server: ours.server });
  there.are(hostile, ours, otherApp);
  await there.sent(ours, 11);
  await there.sent(hostile, 12);
  await there.sent(otherApp, 13);
  const forged = talk(11, ["team", 50], ["team", 51]);
  there.answer(list([forged]), list([talk(11, ["team", 60])]), list([forged]));
  const { conversations } = await there.find();
  expect(conversations).toEqual([{ ...talk(11, ["team", 60]), connection: ours.id, entry: uuid(1_011) }]);
  expect(await there.unread()).toBe(1);
  // Nor where the other server is silent, or that connection has ended.
  there.answer(list([forged]));
  expect((await there.find()).conversations.map(({ connection }) => connection)).toEqual([ours.id]);
  there.are(hostile);
  there.answer(list([forged]));
  expect([(await there.find()).conversations, await there.unread()]).toEqual([[], 0]);
});

test("an id that another server has used too hides nothing: whose message it is by its words still has its replies", async () => {
  const [one, two] = [connectionOf(1), connectionOf(2)];
  there.are(one, two);
  await there.sent(one, 11);
  await there.sent(two, 12, { isKnown: false });
  there.answer(list([]), list([{ ...talk(12, ["team", 50]), id: idOf(11) }]));
  expect((await there.find()).conversations).toMatchObject([{ connection: two.id, entry: uuid(1_012) }]);
  expect(await there.unread()).toBe(1);
});

test("a message whose sending was cut short is known again by its words", async () => {
  const one = connectionOf(1);
  there.are(one);
  await there.sent(one, 11, { isKnown: false });
  there.answer(list([talk(11, ["team", 50])]));
  await there.find();
  expect(await there.unread()).toBe(1);
});

test("an answer goes the way its conversation came, under its own id; without a token, or a connection, nowhere", async () => {
  const one = connectionOf(1);
  there.are(one, connectionOf(2, { token: undefined }));
  const reply = { id: idOf(80), from: "customer", content: "Thanks", createdAt: "2026-11-01T12:00:00.000Z" };
  there.answer(() => Response.json(reply, { status: 201 }));
  const question = { id: uuid(7), connection: one.id, conversation: idOf(11), content: "Thanks" };
  expect(await answerTeam(question, there.world)).toEqual(reply);
  expect(there.asked[0]).toMatchObject({
    url: `${one.server}/v1/conversations/${idOf(11)}/replies`,
    headers: { "Idempotency-Key": uuid(7), "Earshot-Connection": one.token },
    body: '{"content":"Thanks"}',
  });
  for (const connection of [uuid(2), uuid(3)])
    await expect(answerTeam({ ...question, connection }, there.world)).rejects.toMatchObject({ code: "not_connected" });
  expect(there.asked).toHaveLength(1);
});

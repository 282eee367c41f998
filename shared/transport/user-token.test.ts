import { expect, test } from "vitest";
import { type Answer, startAnsweringServer } from "../api/answering-server.ts";
import { DELIVERY } from "../contract/limits.ts";
import { memoryStorage } from "./memory-storage.ts";
import { accepted, openPage, refused } from "./open-page.ts";
import type { UserToken } from "./user-token.ts";

const tokenOf = (sub: string, more = "") =>
  `e30.${Buffer.from(JSON.stringify({ sub, more })).toString("base64url")}.signature`;
const HEADER = "earshot-user-token";

/** A server that takes only the tokens that it is told are fresh. */
const startPrivateServer = (fresh: string[]) =>
  startAnsweringServer(({ headers }) =>
    fresh.includes(String(headers[HEADER])) ? accepted : refused(401, "token_expired"),
  );

test("the host is asked at each try, and the token goes in its header, never in what is stored", async () => {
  const storage = memoryStorage();
  let stored = "";
  const token = tokenOf("ann");
  await using server = await startAnsweringServer(() => {
    void storage.heads().then(async ([head]) => {
      stored = JSON.stringify(await storage.read(head?.id ?? ""));
    });
    return accepted;
  });
  const give = async () => token;
  const page = openPage(server.url, { storage, userToken: () => give });
  await page.press();
  expect(server.seen[0]?.headers[HEADER]).toBe(token);
  expect(stored).toContain("Hello");
  expect(stored).not.toContain(token.split(".")[1]);
});

test("an expired token is asked for anew and the text sent again at once, under the same key", async () => {
  const asks: boolean[] = [];
  await using server = await startPrivateServer([tokenOf("ann", "new")]);
  const userToken: UserToken = ({ renew }) => {
    asks.push(renew);
    return tokenOf("ann", renew ? "new" : "old");
  };
  const page = openPage(server.url, { userToken: () => userToken });
  await page.press();
  expect([page.states(), asks]).toEqual([
    ["sending", "sent"],
    [false, true],
  ]);
  const [first, second] = server.seen;
  expect([second?.body, second?.headers["idempotency-key"]]).toEqual([first?.body, first?.headers["idempotency-key"]]);
});

test.each<[string, UserToken]>([
  ["a function that gives the expired one again", () => tokenOf("ann")],
  ["a token that is not a function", tokenOf("ann")],
])("with %s the user is asked, and the text stays", async (_name, userToken) => {
  await using server = await startPrivateServer([]);
  const page = openPage(server.url, { userToken: () => userToken });
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: { code: "token_expired" } });
  expect(server.seen.length).toBeLessThanOrEqual(2);
  expect(await page.queue.refused()).toHaveLength(1);
});

test("a host that fails to give a token is asked again later", async () => {
  let isAway = true;
  const userToken: UserToken = async () => {
    if (isAway) throw new Error("the host's server is away");
    return tokenOf("ann");
  };
  await using server = await startPrivateServer([tokenOf("ann")]);
  const page = openPage(server.url, { userToken: () => userToken });
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", problem: { details: { why: "user-token" } } });
  expect(server.seen).toHaveLength(0);
  isAway = false;
  await page.outbox.flush(true);
  expect(page.deliveries.at(-1)).toMatchObject({ state: "sent" });
});

test("what somebody wrote waits until the host says who is signed in, and wakes nobody meanwhile", async () => {
  const storage = memoryStorage();
  let answer = refused(503, "unavailable");
  await using server = await startAnsweringServer(() => answer);
  await openPage(server.url, { storage, userToken: () => tokenOf("ann") }).press();
  answer = accepted;
  let userToken: UserToken | undefined;
  const next = openPage(server.url, { storage, userToken: () => userToken, now: 2_000_000 });
  await next.outbox.flush(true);
  expect([server.seen.length, next.wakes.at(-1)]).toEqual([1, undefined]);
  userToken = tokenOf("ann");
  await next.outbox.flush(true);
  expect([server.seen.length, (await storage.heads()).length]).toEqual([2, 0]);
});

test("what nobody knows the writer of is sent for no other sign-in, neither here nor after a reload, and goes after a week", async () => {
  const storage = memoryStorage();
  await using server = await startAnsweringServer(() => accepted);
  let userToken: UserToken | undefined = async () => Promise.reject(new Error("away"));
  const page = openPage(server.url, { storage, userToken: () => userToken });
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", leaveOpen: true });
  userToken = tokenOf("bob");
  await page.outbox.flush(true);
  const next = openPage(server.url, { storage, userToken: () => tokenOf("bob") });
  await next.outbox.flush(true);
  expect([server.seen.length, next.wakes.at(-1), (await storage.heads()).length]).toEqual([0, undefined, 1]);
  next.clock.now += DELIVERY.retryForMs;
  await next.outbox.flush();
  expect([server.seen.length, (await storage.heads()).length]).toEqual([0, 0]);
});

test("what was written while nobody was signed in is sent without a token, whoever signs in later", async () => {
  let answer: Answer = "cut";
  await using server = await startAnsweringServer(() => answer);
  let userToken: UserToken | undefined;
  const page = openPage(server.url, { userToken: () => userToken });
  await page.press();
  answer = accepted;
  userToken = tokenOf("bob");
  await page.outbox.flush(true);
  expect([page.states().at(-1), server.seen.map(({ headers }) => headers[HEADER])]).toEqual([
    "sent",
    [undefined, undefined],
  ]);
});

test("whose it is stands in the queue before the text leaves: a death in the middle leaves it to its writer", async () => {
  await using server = await startAnsweringServer(() => "silence");
  const dying = openPage(server.url, { userToken: () => tokenOf("ann") });
  const pressed = dying.press();
  await expect.poll(() => server.seen.length).toBe(1);
  dying.ends.abort();
  await pressed;
  expect(await dying.storage.heads()).toMatchObject([{ person: "ann" }]);
});

test("what one person wrote is not sent with another one's token", async () => {
  const storage = memoryStorage();
  let fresh: string[] = [];
  await using server = await startAnsweringServer(({ headers }) =>
    fresh.includes(String(headers[HEADER])) ? accepted : refused(503, "unavailable"),
  );
  await openPage(server.url, { storage, userToken: () => tokenOf("ann") }).press();
  fresh = [tokenOf("ann"), tokenOf("bob")];
  const bob = openPage(server.url, { storage, userToken: () => tokenOf("bob"), now: 2_000_000 });
  await bob.outbox.flush(true);
  expect(await storage.heads()).toMatchObject([{ person: "ann", state: "waiting" }]);
  const ann = openPage(server.url, { storage, userToken: () => tokenOf("ann"), now: 2_000_000 });
  await ann.outbox.flush(true);
  expect(await storage.heads()).toEqual([]);
  expect(server.seen.map(({ headers }) => headers[HEADER])).toEqual([tokenOf("ann"), tokenOf("ann")]);
});

test("a token that is no function leaves nothing behind that fails later, in a page that listens for such", async () => {
  const failed: unknown[] = [];
  const hear = (reason: unknown) => failed.push(reason);
  process.on("unhandledRejection", hear);
  await using server = await startAnsweringServer(() => accepted);
  const page = openPage(server.url, { userToken: () => tokenOf("ann") });
  await page.press();
  page.ends.abort();
  await new Promise((later) => setTimeout(later, 20));
  process.off("unhandledRejection", hear);
  expect(failed).toEqual([]);
});

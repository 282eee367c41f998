import { expect, test } from "vitest";
import { startAnsweringServer } from "../api/answering-server.ts";
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
  const page = openPage(server.url, { storage, userToken: () => async () => token });
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
  let userToken: UserToken = async () => {
    throw new Error("the host's server is away");
  };
  await using server = await startPrivateServer([tokenOf("ann")]);
  const page = openPage(server.url, { userToken: () => userToken });
  await page.press();
  expect(page.deliveries.at(-1)).toMatchObject({ state: "saved", problem: { details: { why: "user-token" } } });
  expect(server.seen).toHaveLength(0);
  userToken = () => tokenOf("ann");
  await page.outbox.flush(true);
  expect(page.deliveries.at(-1)).toMatchObject({ state: "sent" });
});

test("what somebody wrote waits until the host says who is signed in, and wakes nobody meanwhile", async () => {
  const storage = memoryStorage();
  await using server = await startPrivateServer([tokenOf("ann")]);
  await openPage(server.url, { storage, userToken: () => async () => Promise.reject(new Error("away")) }).press();
  let userToken: UserToken | undefined;
  const next = openPage(server.url, { storage, userToken: () => userToken });
  await next.outbox.flush(true);
  expect([server.seen.length, next.wakes.at(-1)]).toEqual([0, undefined]);
  userToken = tokenOf("ann");
  await next.outbox.flush(true);
  expect([server.seen.length, (await storage.heads()).length]).toEqual([1, 0]);
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

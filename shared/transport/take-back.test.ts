import { expect, test } from "vitest";
import type { Delivery } from "./delivery.ts";
import { file, type Step, startFileServer } from "./file-server.ts";
import { memoryStorage } from "./memory-storage.ts";
import { openPage, refused } from "./open-page.ts";

const files = [file("a.txt"), file("b.txt")];
const token = (sub: string, more: string) =>
  `e30.${Buffer.from(JSON.stringify({ sub, more })).toString("base64url")}.signature`;

/** Presses send and takes it back while `step` has no answer. */
const takeBackAt = async (step: Step, storage = memoryStorage()) => {
  await using server = await startFileServer((asked) => (asked === step ? "silence" : undefined));
  const page = openPage(server.url, { storage });
  const back = new AbortController();
  const pressed = page.press("Hello", { files, signal: back.signal });
  await expect.poll(() => server.of(step).length).toBe(1);
  back.abort();
  const waiting = await Promise.race([pressed, new Promise((late) => setTimeout(late, 100, "still waiting"))]);
  page.ends.abort();
  await pressed;
  return { waiting, deliveries: page.deliveries, steps: server.steps() };
};

test.each<Step>(["ask", "put"])(
  "taken back while %s is under way it ends at once, is out of the outbox, and no feedback is made",
  async (step) => {
    const storage = memoryStorage();
    const { waiting, deliveries, steps } = await takeBackAt(step, storage);
    expect(waiting).toBeUndefined();
    expect(deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: { code: "aborted" } });
    expect(deliveries.at(-1)).not.toHaveProperty("entry");
    expect(steps).not.toContain("submit");
    expect(await storage.heads()).toEqual([]);
  },
);

test("once the submission itself leaves it cannot be taken back: the server may have it", async () => {
  const storage = memoryStorage();
  const { waiting, deliveries } = await takeBackAt("submit", storage);
  expect(waiting).toBe("still waiting");
  expect(deliveries.at(-1)).toEqual({ state: "sending", leaveOpen: true });
  expect(await storage.heads()).toHaveLength(1);
});

test("taken back between the last file and the submission, it does not leave", async () => {
  await using server = await startFileServer();
  const page = openPage(server.url);
  const back = new AbortController();
  const { update } = page.storage;
  page.storage.update = async (id, change) => {
    await update(id, change);
    if ((await page.storage.heads())[0]?.uploads?.length === 2) back.abort();
  };
  await page.press("Hello", { files, signal: back.signal });
  expect([server.of("submit"), await page.storage.heads()]).toEqual([[], []]);
});

test("where the storage does not let go of it, the user is told that it still stands there", async () => {
  const storage = memoryStorage();
  storage.remove = async () => {
    throw new DOMException("gone", "InvalidStateError");
  };
  const { deliveries } = await takeBackAt("put", storage);
  expect(deliveries.at(-1)).toMatchObject({ state: "needs-you", entry: (await storage.heads())[0]?.id });
});

test("what is taken back after it was saved for later stays saved", async () => {
  await using server = await startFileServer(() => "cut");
  const page = openPage(server.url);
  const back = new AbortController();
  await page.press("Hello", { files, signal: back.signal });
  back.abort();
  await page.outbox.flush(true);
  expect(page.states().at(-1)).toBe("saved");
  expect(await page.storage.heads()).toHaveLength(1);
});

test("in private mode each upload is asked for with a token, renewed when it has expired meanwhile, and sent without one", async () => {
  let now = "1";
  const header = "earshot-user-token";
  await using server = await startFileServer((step, { headers }) => {
    if (step === "put") {
      now = String(Number(now) + 1); // it lives no longer than a file takes
      return undefined;
    }
    return headers[header] === token("ann", now) ? undefined : refused(401, "token_expired");
  });
  let given = "1";
  const give = ({ renew }: { renew: boolean }) => {
    if (renew) given = now;
    return token("ann", given);
  };
  const page = openPage(server.url, { userToken: () => give });
  await page.press("Hello", { files });
  expect(page.states().at(-1)).toBe("sent");
  expect(server.steps()).toEqual(["ask", "put", "ask", "ask", "put", "submit", "submit"]);
  for (const { headers } of server.of("put")) expect(headers).not.toHaveProperty(header);
});

test("files that one person sent the half of wait for that person", async () => {
  let cut = true;
  let person = "ann";
  await using server = await startFileServer((step, { body }) =>
    step === "put" && body === "b.txt" && cut ? "cut" : undefined,
  );
  const give = () => token(person, "");
  const page = openPage(server.url, { userToken: () => give });
  await page.press("Hello", { files });
  cut = false;
  person = "ben";
  await page.outbox.flush(true);
  expect(page.deliveries.at(-1) as Delivery).toMatchObject({
    state: "saved",
    problem: { details: { why: "user-token" } },
  });
  const before = server.seen.length;
  person = "ann";
  page.clock.now += 3_600_000;
  await page.outbox.flush();
  expect([page.states().at(-1), server.steps().slice(before)]).toEqual(["sent", ["ask", "put", "submit"]]);
});

test("whose files they are is known to the page that goes on with them after a death in the middle", async () => {
  await using server = await startFileServer((step, { body }) =>
    step === "put" && body === "b.txt" ? "silence" : undefined,
  );
  const dying = openPage(server.url, { userToken: () => token("ann", "") });
  const pressed = dying.press("Hello", { files });
  await expect.poll(() => server.of("put").length).toBe(2);
  dying.ends.abort();
  await pressed;
  expect(await dying.storage.heads()).toMatchObject([{ person: "ann", uploads: [expect.any(String)] }]);
});

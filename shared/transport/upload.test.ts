import { expect, test } from "vitest";
import type { Answer } from "../api/answering-server.ts";
import { EarshotError } from "../errors.ts";
import { file, type Step, startFileServer, uploadId } from "./file-server.ts";
import { memoryStorage } from "./memory-storage.ts";
import { ID, openPage, refused } from "./open-page.ts";

const AB = { files: [file("a.txt", "first"), file("b.csv", "second", "text/csv")] };

/** Answers the first request of a kind, or as many as are given. */
const once =
  (step: Step, ...answers: Answer[]) =>
  (asked: Step) =>
    asked === step ? answers.shift() : undefined;

test("files go first, one after the other, then the submission that names them in their order", async () => {
  const storage = memoryStorage();
  const stored: number[] = [];
  await using server = await startFileServer(() => {
    void storage.heads().then((heads) => stored.push(heads.length));
    return undefined;
  });
  const page = openPage(server.url, { storage });
  await page.press("Hello", AB);
  expect(server.steps()).toEqual(["ask", "put", "ask", "put", "submit"]);
  expect(server.of("ask").map(({ body }) => JSON.parse(body))).toEqual([
    { contentType: "text/plain", byteSize: 5, kind: "file" },
    { contentType: "text/csv", byteSize: 6, kind: "file" },
  ]);
  expect(server.of("put").map(({ body, headers }) => [body, headers["content-type"]])).toEqual([
    ["first", "text/plain"],
    ["second", "text/csv"],
  ]);
  expect(server.of("put")[0]?.headers).not.toHaveProperty("authorization");
  expect(JSON.parse(server.of("submit")[0]?.body ?? "")).toEqual({
    content: "Hello",
    attachments: [uploadId(0), uploadId(1)],
  });
  expect(page.deliveries).toEqual([
    { state: "sending", progress: 0, leaveOpen: true },
    { state: "sending", progress: 5 / 11, leaveOpen: true },
    { state: "sending", progress: 1, leaveOpen: true },
    { state: "sending", leaveOpen: true },
    { state: "sent", id: ID },
  ]);
  expect([stored, await storage.heads()]).toEqual([[1, 1, 1, 1, 1], []]);
});

test("a file that has arrived is not sent again: not at the next try, not by the next page", async () => {
  await using server = await startFileServer((step, { body }) =>
    step === "put" && body === "second" && server.of("put").length < 4 ? "cut" : undefined,
  );
  const first = openPage(server.url);
  await first.press("Hello", AB);
  expect(first.states().at(-1)).toBe("saved");
  await first.outbox.flush(true);
  const next = openPage(server.url, { storage: first.storage, now: first.clock.now });
  await next.outbox.flush(true);
  expect(server.of("put").map(({ body }) => body)).toEqual(["first", "second", "second", "second"]);
  expect(JSON.parse(server.of("submit")[0]?.body ?? "").attachments).toEqual([uploadId(0), uploadId(3)]);
  expect(await first.storage.heads()).toEqual([]);
});

test("when only the last answer is lost, the same bytes go again under the same key, and no file", async () => {
  await using server = await startFileServer(once("submit", "cut"));
  const page = openPage(server.url);
  await page.press("Hello", AB);
  await page.outbox.flush(true);
  expect(server.steps()).toEqual(["ask", "put", "ask", "put", "submit", "submit"]);
  const [one, other] = server.of("submit");
  expect([other?.body, other?.headers["idempotency-key"]]).toEqual([one?.body, one?.headers["idempotency-key"]]);
  expect(page.states().at(-1)).toBe("sent");
});

const gone = refused(400, "invalid_body");
const told = (status: number, code: string, details: unknown): Answer => ({
  status,
  body: JSON.stringify({ error: { code, message: "No.", requestId: "r", details } }),
});
const isGone = told(404, "not_found", { what: "upload", path: "attachments.1" });
const isWrong = told(400, "invalid_body", [{ path: "attachments.1", message: "is not" }]);

test.each([
  ["as gone", isGone],
  ["as wrong, as older servers do", isWrong],
])("files that the server has given up, and tells %s, are sent anew at once, under the same key", async (_, answer) => {
  await using server = await startFileServer(once("submit", answer));
  const page = openPage(server.url);
  await page.press("Hello", AB);
  expect(page.states().at(-1)).toBe("sent");
  const [one, other] = server.of("submit");
  expect(other?.headers["idempotency-key"]).toBe(one?.headers["idempotency-key"]);
  expect(JSON.parse(other?.body ?? "").attachments).toEqual([uploadId(2), uploadId(3)]);
});

test("a server that never takes the files it was sent needs the user, and is not asked for ever", async () => {
  await using server = await startFileServer((step) => (step === "submit" ? isGone : undefined));
  const page = openPage(server.url);
  await page.press("Hello", AB);
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: { code: "not_found" } });
  expect(server.of("submit")).toHaveLength(2);
});

test("another fault of the submission sends no file anew", async () => {
  for (const fault of [gone, told(404, "not_found", { what: "app" })]) {
    await using server = await startFileServer((step) => (step === "submit" ? fault : undefined));
    await openPage(server.url).press("Hello", AB);
    expect(server.of("put")).toHaveLength(2);
  }
});

test.each([403, 404, 409, 410, 412])(
  "an address that answers %s is used up: another one is asked for",
  async (status) => {
    await using server = await startFileServer(once("put", { status, body: "<Error/>" }));
    const page = openPage(server.url);
    await page.press("Hello", AB);
    expect(server.steps().slice(0, 4)).toEqual(["ask", "put", "ask", "put"]);
    expect(page.states().at(-1)).toBe("sent");
  },
);

const LATER: Answer[] = ["cut", ...[408, 425, 429, 500, 502, 503, 504].map((status) => refused(status, "unavailable"))];
const NEVER = [400, 401, 403, 404, 405, 410, 413, 415, 422].map((status) => refused(status, "conflict"));
const STEPS: Step[] = ["ask", "put", "submit"];

test.each(STEPS)("what says later to %s is tried again, and its text and files arrive once", async (step) => {
  for (const answer of LATER) {
    await using server = await startFileServer(once(step, answer));
    const page = openPage(server.url);
    await page.press("Hello", AB);
    expect(page.deliveries.at(-1)).toMatchObject({ state: "saved" });
    page.clock.now += 3_600_000;
    await page.outbox.flush();
    expect(page.deliveries.at(-1)).toEqual({ state: "sent", id: ID });
    expect(JSON.parse(server.of("submit").at(-1)?.body ?? "").attachments).toHaveLength(2);
  }
});

test.each(STEPS)("what refuses %s needs the user, and text and files are kept", async (step) => {
  for (const answer of NEVER) {
    await using server = await startFileServer((asked) => (asked === step ? answer : undefined));
    const page = openPage(server.url);
    await page.press("Hello", AB);
    expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you" });
    const kept = await page.queue.read((await page.queue.refused())[0]?.id ?? "");
    expect([kept?.body, kept?.files?.map(({ name }) => name)]).toEqual(['{"content":"Hello"}', ["a.txt", "b.csv"]]);
  }
});

test("a file that is refused is named, so that its user knows which one to take out", async () => {
  await using server = await startFileServer((step, { body }) =>
    step === "put" && body === "second" ? refused(422, "invalid_image") : undefined,
  );
  const page = openPage(server.url);
  await page.press("Hello", AB);
  const problem = { code: "invalid_image", status: 422, details: { file: "b.csv" } };
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem });
});

test("what is not on the disk is not sent: without its ids noted, a retry would be another text", async () => {
  const storage = memoryStorage();
  const full = new EarshotError("storage_full", "The disk is full.");
  storage.update = async () => {
    throw full;
  };
  await using server = await startFileServer();
  const page = openPage(server.url, { storage });
  await page.press("Hello", AB);
  expect(page.deliveries.at(-1)).toMatchObject({ state: "needs-you", problem: full });
  expect(server.of("submit")).toEqual([]);
});

test("the page of a captive portal is no answer to a file", async () => {
  const portal: Answer = { status: 200, headers: { "Content-Type": "text/html" }, body: "<h1>Log in</h1>" };
  for (const step of ["ask", "put"] as const) {
    await using server = await startFileServer(once(step, portal));
    const page = openPage(server.url);
    await page.press("Hello", AB);
    expect(page.states().at(-1)).toBe("saved");
    await page.outbox.flush();
  }
});

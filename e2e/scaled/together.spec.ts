import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "@playwright/test";
import { mint } from "../../server/token/index.ts";
import { type Ask, asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { type ApiClient, clientsOfAll, sendTogether } from "../../server-stub/clients.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { listening } from "../../server-stub/listening.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { type Scaled, startScaled } from "../../server-stub/scaled/start.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";
import { test } from "../fixtures/served.ts";

/** What two processes must do as one. They are asked past the balancer, so that a test says which of them answers. */
let scaled: Scaled;
test.beforeAll(async ({ engines }) => {
  if (!engines) throw new Error("these are tests of the scaled form");
  scaled = await startScaled(engines, { environment: { EARSHOT_WEBHOOK_HOSTS: "localhost" } });
});
test.afterAll(() => scaled.close());

const at = (index: 0 | 1) => asking(() => ({ ...scaled, url: scaled.servers[index]?.url ?? "" }));
const [one, other] = [at(0), at(1)];

/** A client of this address, as the balancer would name it. */
const from = (address: string, headers: Record<string, string> = {}): Ask => ({
  headers: { "X-Forwarded-For": address, ...headers },
});
/** The id of what was taken. */
const taken = async (answer: Response): Promise<string> => {
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
};
const find = async (id: string): Promise<Feedback> =>
  feedbackSchema.parse(await (await other.ask(`/v1/feedback/${id}`)).json());

test("a sender has 60 submissions a minute with both together, and each says the same of what is left", async () => {
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      (index % 2 === 0 ? one : other).submit({ content: `No. ${index}` }, from("198.51.100.1")),
    ),
  );
  const refilled = Math.ceil((performance.now() - begun) / 1_000);
  const allowed = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 429);
  expect(allowed.length + refused.length).toBe(100);
  expect(allowed.length).toBeGreaterThanOrEqual(60);
  expect(allowed.length).toBeLessThanOrEqual(60 + refilled);
  for (const { headers } of refused) expect(Number(headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
  expect((await other.submit({ content: "Somebody else" }, from("198.51.100.2"))).status).toBe(201);
});

test("clients of all dialects and of ours, at both at once, have together what each is promised", async () => {
  const clients = await clientsOfAll(scaled, await signIn(scaled));
  // What is refilled as fast as this machine can ask is not used up here: that client's requests are company for the others.
  const countOf = ({ holds, perSecond }: ApiClient) => (perSecond > 10 ? 500 : holds + 20 * perSecond);
  const begun = performance.now();
  const came = await sendTogether(clients, countOf, (index) => (index % 2 === 0 ? one : other).ask);
  const seconds = (performance.now() - begun) / 1_000;
  for (const client of clients) {
    const { name, holds, perSecond } = client;
    const { passed = 0, waits = [] } = came[name] ?? {};
    const [least, most] = [Math.min(holds, countOf(client)), holds + seconds * perSecond];
    expect([name, passed >= least, passed <= most]).toEqual([name, true, true]);
    expect([name, waits.filter((wait) => wait !== 1)]).toEqual([name, []]);
  }
});

test("twins of one request, at both at once, make one record with one id; another body is refused by the other", async () => {
  const key = randomUUID();
  const twin = (process: typeof one, content = "Once") =>
    process.submit({ content }, from("198.51.100.3", { "Idempotency-Key": key }));
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => twin(index % 2 === 0 ? one : other)));
  const late = await twin(other);
  expect(late.headers.get("Idempotent-Replay")).toBe("true");
  const id = await taken(late);
  expect(answers.filter(({ headers, status }) => status === 201 && !headers.has("Idempotent-Replay"))).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === 409) expect(await problemOf(answer)).toMatchObject({ code: "idempotency_in_flight" });
    else expect(await taken(answer)).toBe(id);
  expect(await problemOf(await twin(one, "Twice"))).toMatchObject({ status: 422, code: "idempotency_mismatch" });
  expect(await problemOf(await twin(other, "Twice"))).toMatchObject({ status: 422, code: "idempotency_mismatch" });
});

test("an upload that one process permitted is named at the other, and both give the file", async () => {
  const file = Buffer.from("a,b\n1,2\n");
  const wanted = { contentType: "text/csv", byteSize: file.length, kind: "file" };
  const asked = await one.ask("/v1/uploads", {
    key: scaled.publishableKey,
    origin: PAGE,
    body: wanted,
    ...from("198.51.100.4"),
  });
  const upload = (await asked.json()) as { id: string; url: string; headers: Record<string, string> };
  expect(upload.url).toMatch(new RegExp(`^${scaled.s3.endpoint}/earshot/`));
  expect((await fetch(upload.url, { method: "PUT", headers: upload.headers, body: file })).status).toBe(200);
  const submission = { content: "With a file", attachments: [upload.id] };
  const id = await taken(await other.submit(submission, from("198.51.100.4")));
  const path = (await find(id)).attachments[0]?.url ?? "";
  for (const process of [one, other]) expect(await (await process.ask(path)).text()).toBe(file.toString());
});

test("who signs in at one is signed in at the other, and signs out of both; the link works at neither again", async () => {
  const token = (await scaled.signInLink()).split("=")[1];
  const signIn = (process: typeof one) => process.ask("/v1/session", { key: null, body: { token } });
  const answers = await Promise.all([signIn(one), signIn(other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
  const cookie =
    answers
      .find(({ status }) => status === 201)
      ?.headers.get("set-cookie")
      ?.split(";")[0] ?? "";
  const asMember: Ask = { key: null, headers: { Cookie: cookie } };
  const statuses = async () =>
    Promise.all([one, other].map(async (process) => (await process.ask("/v1/session", asMember)).status));
  expect(await statuses()).toEqual([200, 200]);
  expect((await one.ask("/v1/session", { ...asMember, method: "DELETE" })).status).toBe(204);
  expect(await statuses()).toEqual([401, 401]);
});

test("a token that is good for one submission is good for one at both together", async () => {
  const path = `/v1/apps/${STUB_APP_ID}/signing-secrets`;
  const secret = (await (await one.ask(path, { method: "POST" })).json()) as { id: string; secret: string };
  const { token } = await mint(
    { app: STUB_APP_ID, sub: "user-42", jti: randomUUID() },
    { kid: secret.id, secret: secret.secret },
  );
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? one : other).submit(
        { content: "Vouched for" },
        from("198.51.100.5", { "Earshot-User-Token": token, "Idempotency-Key": randomUUID() }),
      ),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 201))
    expect(await problemOf(answer)).toMatchObject({ status: 401, code: "invalid_user_token" });
});

test("a key that was revoked at one is refused by the other at once", async () => {
  const body = { kind: "publishable", name: "To be revoked", allowedOrigins: ["localhost"] };
  const key = (await (await one.ask("/v1/keys", { body })).json()) as { id: string; text: string };
  const submit = () => other.submit({ content: "By this key" }, { key: key.text, ...from("198.51.100.6") });
  expect((await submit()).status).toBe(201);
  expect((await one.ask(`/v1/keys/${key.id}`, { method: "DELETE" })).status).toBe(204);
  expect(await problemOf(await submit())).toMatchObject({ status: 401, code: "invalid_authorization" });
});

test("while both look for deliveries, each event is told once", async () => {
  const receiver = await startReceiver();
  try {
    const made = await one.ask("/v1/webhooks", { body: { url: receiver.url, events: ["feedback.created"] } });
    expect(made.status).toBe(201);
    const ids = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const submit = index % 2 === 0 ? one.submit : other.submit;
        return taken(await submit({ content: `Tell ${index}` }, from("198.51.100.7")));
      }),
    );
    await receiver.until(40);
    await wait(1_500); // longer than both take to look again
    const told = receiver.received.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id);
    expect(told.sort()).toEqual(ids.sort());
  } finally {
    await receiver.close();
  }
});

test("the balancer gives each its share, and clients have their own address behind it", async () => {
  const { submit } = asking(() => scaled);
  const before = scaled.balancer.answered();
  // Whatever a client says of its address, the one that the balancer saw comes last.
  const answers = await Promise.all(
    Array.from({ length: 61 }, (_, index) =>
      submit({ content: `By the balancer ${index}` }, from(`203.0.113.${index}`)),
    ),
  );
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(60);
  const last = await submit({ content: "One more" }, from("203.0.113.99"));
  expect(Number(last.headers.get("X-RateLimit-Remaining"))).toBeLessThan(30); // a new address would have 59 left
  const share = scaled.balancer.answered().map((count, index) => count - (before[index] ?? 0));
  expect(Math.abs((share[0] ?? 0) - (share[1] ?? 0))).toBeLessThanOrEqual(1);
});

test("what happens at one is told within a second to who listens at the other", async () => {
  const stream = await listening(other.ask("/v1/events", from("198.51.100.40")));
  const begun = performance.now();
  const id = await taken(await one.submit({ content: "Heard elsewhere" }, from("198.51.100.41")));
  await expect.poll(() => stream.events.some(({ data }) => data.subject === id), { intervals: [20] }).toBe(true);
  expect(performance.now() - begun).toBeLessThan(1_000);
  await stream.close();
});

import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE } from "../server-stub/asking.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { type Stub, type StubOptions, startStub } from "../server-stub/start.ts";
import { errorBodySchema } from "../shared/contract/error-body.ts";
import { ERROR_STATUS, type ErrorCode } from "../shared/contract/errors.ts";
import { StoreUnavailableError } from "./store/engine.ts";
import type { Store } from "./store/store.ts";
import { mint } from "./token/index.ts";

let stub: Stub;
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);
const SECRET_WORDS = "disk at /var/secret is on fire";

const acceptInstead =
  (
    accept: (
      store: Store,
      ...given: Parameters<Store["feedback"]["accept"]>
    ) => ReturnType<Store["feedback"]["accept"]>,
  ) =>
  (store: Store): Store => ({
    ...store,
    feedback: { ...store.feedback, accept: (...given) => accept(store, ...given) },
  });
const tokenOf = async (iatAgoMs: number): Promise<string> => {
  const { secret } = (await stub.services.signingSecrets.make(STUB_APP_ID)) ?? expect.fail();
  return (await mint({ app: STUB_APP_ID, sub: "ann" }, { secret }, stub.clock.now() - iatAgoMs)).token;
};
const withToken = (token: string) => submit({ content: "x" }, { headers: { "Earshot-User-Token": token } });

/** Nothing is written until a test lets it. */
let held = Promise.withResolvers<void>();
beforeEach(() => {
  held = Promise.withResolvers();
});
const HELD: StubOptions = {
  withStore: acceptInstead((store, feedback) => held.promise.then(() => store.feedback.accept(feedback))),
};
/** What is refused while the others are being written. */
const refusedMeanwhile = async (answers: Array<Promise<Response>>): Promise<Response> => {
  const refused = await Promise.race(answers);
  held.resolve();
  await Promise.all(answers);
  return refused;
};

/** How each code is met, and with which server. The first of a page, wherever a page can meet it. */
type Way = { options?: StubOptions; meet: () => Promise<Response>; isNotForPages?: true };
const WAYS: Record<ErrorCode, Way> = {
  invalid_body: { meet: () => submit({ content: "x", colour: "red" }) },
  invalid_query: { meet: () => ask("/v1/feedback?limit=0"), isNotForPages: true },
  invalid_json: { meet: () => submit("{") },
  missing_authorization: { meet: () => submit({ content: "x" }, { key: null }) },
  invalid_authorization: { meet: () => submit({ content: "x" }, { key: "ear_pub_nobody" }) },
  unknown_app: {
    // Deleted by somebody else, after the key was looked up and before the record is written.
    options: {
      withStore: acceptInstead(async (store, feedback) => {
        await store.apps.remove(feedback.appId);
        return store.feedback.accept(feedback);
      }),
    },
    meet: () => submit({ content: "x" }),
  },
  invalid_user_token: { meet: async () => withToken(`${await tokenOf(0)}x`) },
  token_expired: { meet: async () => withToken(await tokenOf(3_700_000)) },
  origin_not_allowed: { meet: () => submit({ content: "x" }, { origin: "https://evil.example" }) },
  public_disabled: { options: { mode: "private" }, meet: () => submit({ content: "x" }) },
  insufficient_scope: { meet: () => ask("/v1/feedback", { key: stub.publishableKey, origin: PAGE }) },
  owner_role_required: { options: { ownerRole: null }, meet: () => submit({ content: "x" }) },
  secret_key_in_browser: { meet: () => submit({ content: "x" }, { key: stub.secretKey }) },
  not_found: { meet: () => ask("/v1/feedback/000000000000000000000000"), isNotForPages: true },
  method_not_allowed: { meet: () => ask("/v1/feedback", { method: "PUT", key: stub.publishableKey, origin: PAGE }) },
  idempotency_in_flight: {
    options: HELD,
    meet() {
      const headers = { "Idempotency-Key": randomUUID() };
      return refusedMeanwhile([1, 2].map(() => submit({ content: "x" }, { headers })));
    },
  },
  conflict: {
    async meet() {
      const body = { contentType: "text/plain", byteSize: 2, kind: "file" };
      const ready = await ask("/v1/uploads", { key: stub.publishableKey, origin: PAGE, body });
      const { url, headers } = (await ready.json()) as { url: string; headers: Record<string, string> };
      const put = () => fetch(url, { method: "PUT", headers: { ...headers, Origin: PAGE }, body: "hi" });
      await put();
      return put();
    },
  },
  payload_too_large: { meet: () => submit({ content: "x".repeat(9_000_000) }) },
  unsupported_media_type: { meet: () => submit("a=b", { headers: { "Content-Type": "text/plain" } }) },
  idempotency_mismatch: {
    async meet() {
      const headers = { "Idempotency-Key": randomUUID() };
      await submit({ content: "one" }, { headers });
      return submit({ content: "other" }, { headers });
    },
  },
  invalid_image: { meet: () => submit({ content: "x", screenshotDataUrl: "data:image/png;base64,AAAA" }) },
  rate_limited: {
    async meet() {
      await Promise.all(Array.from({ length: 60 }, () => submit({ content: "x" })));
      return submit({ content: "x" });
    },
  },
  internal_error: {
    options: { withStore: acceptInstead(() => Promise.reject(new Error(SECRET_WORDS))) },
    meet: () => submit({ content: "x" }),
  },
  overloaded: {
    options: HELD,
    async meet() {
      await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { limits: { publicSubmissions: 1_000 } } });
      return refusedMeanwhile(Array.from({ length: 200 }, () => submit({ content: "x" })));
    },
  },
  unavailable: {
    options: { withStore: acceptInstead(() => Promise.reject(new StoreUnavailableError(SECRET_WORDS))) },
    meet: () => submit({ content: "x" }),
  },
};

const WITH_RETRY_AFTER: ErrorCode[] = ["rate_limited", "overloaded", "unavailable", "idempotency_in_flight"];

test.each(Object.entries(WAYS) as Array<[ErrorCode, Way]>)(
  "%s is met over HTTP: typed, with its request id, saying what to do next and nothing it should not, readable for pages",
  async (code, { options, meet, isNotForPages }) => {
    stub = await startStub(options);
    const answer = await meet();
    const text = await answer.text();
    const { error } = errorBodySchema.parse(JSON.parse(text));
    expect([error.code, answer.status]).toEqual([code, ERROR_STATUS[code]]);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(error.requestId).toBe(answer.headers.get("x-request-id"));
    expect(error.requestId).toMatch(/\S{8,}/);
    expect(error.message).toMatch(/^[A-Z].{10,}\.$/s);
    expect(text).not.toMatch(/ear_(pub|sk)_\w|eyJ|\bat .*:\d+|node_modules|\.ts\b|fire/);
    if (WITH_RETRY_AFTER.includes(code)) expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    if (isNotForPages) return;
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const exposed = answer.headers.get("access-control-expose-headers")?.toLowerCase().split(/, ?/);
    expect(exposed).toEqual(
      expect.arrayContaining(["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]),
    );
    if (code === "overloaded") return; // refused before anything is counted
    for (const name of ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"])
      expect([name, answer.headers.get(name)]).toEqual([name, expect.stringMatching(/^\d+$/)]);
  },
);

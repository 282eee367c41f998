import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { STUB_APP_ID, STUB_EPOCH, STUB_KEYS, stubSetup } from "../../server-stub/fixture.ts";
import { createIds } from "../ids.ts";
import { samplePng } from "../images/sample-images.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import type { FeedbackFilter, FeedbackReader, NewFeedback } from "./feedback.ts";
import type { Store } from "./store.ts";
import { accountsSuite } from "./suite/accounts.ts";
import { connectCodeSuite } from "./suite/connect-codes.ts";
import { conversationSuite } from "./suite/conversations.ts";
import { deliverySuite } from "./suite/deliveries.ts";
import { importSuite } from "./suite/imports.ts";
import { managementSuite } from "./suite/management.ts";
import { peopleSuite } from "./suite/people.ts";
import { trackingSuite } from "./suite/tracking.ts";
import { uploadSuite } from "./suite/uploads.ts";
import { userTokenSuite } from "./suite/user-tokens.ts";
import { webhookSuite } from "./suite/webhooks.ts";
import { workSuite } from "./suite/work.ts";

const SETUP = stubSetup({ origins: ["localhost"], ownerRole: "product", expiresAt: null }, STUB_EPOCH);
const KEY_ID = SETUP.keys[0]?.id ?? "";
const OURS: FeedbackReader = { organizationId: SETUP.organization.id, appId: null };
const OTHERS: FeedbackReader = { organizationId: "0000000000000000000000ff", appId: null };
const ALL: FeedbackFilter = {
  limit: 100,
  before: undefined,
  appId: undefined,
  status: undefined,
  category: undefined,
  sourceType: undefined,
  tag: undefined,
  since: undefined,
  until: undefined,
};

/**
 * What every store must do.
 *
 * @param open Opens an empty store; called once, after that every test has an app of its own data.
 */
export const storeSuite = (name: string, open: () => Promise<Store>): void => {
  describe(`the ${name} store`, () => {
    let store: Store;
    let now = STUB_EPOCH;
    const makeId = createIds({ now: () => now, monotonic: () => now });

    const feedback = (over: Partial<NewFeedback> = {}): NewFeedback => ({
      id: makeId(),
      appId: STUB_APP_ID,
      createdAt: now,
      submission: { content: "The total is wrong" },
      sourceType: "widget",
      screenshot: null,
      customer: null,
      attachments: [],
      singleUse: null,
      idempotency: null,
      ...over,
    });
    const remembered = (key: string, bodyHash: Buffer) => ({ keyId: KEY_ID, key, bodyHash, expiresAt: now + 1_000 });

    beforeAll(async () => {
      store = await open();
      expect(await store.organizations.isEmpty()).toBe(true);
      await store.organizations.setUp(SETUP);
    });
    beforeEach(() => {
      now += 1_000_000;
    });
    afterAll(() => store.close());

    test("is set up all or nothing", async () => {
      expect(await store.organizations.isEmpty()).toBe(false);
      expect(await store.organizations.firstOwner()).toEqual({ ...SETUP.owner, right: "owner", email: null });
      expect(await store.organizations.setUp(SETUP)).toBe(false);
      expect((await store.keys.find(hashOfSecret(STUB_KEYS.secret)))?.app).toEqual(SETUP.app);
    });

    test("finds a key by the hash of its text only, with its app and its owner's role", async () => {
      expect(await store.keys.find(hashOfSecret(STUB_KEYS.publishable))).toMatchObject({
        kind: "publishable",
        scopes: ["feedback:write"],
        allowedOrigins: ["localhost"],
        ownerRole: "product",
        revokedAt: null,
        lastUsedAt: null,
        app: SETUP.app,
      });
      expect(await store.keys.find(hashOfSecret("ear_pub_unknown"))).toBeUndefined();
    });

    test("remembers when a key was last used", async () => {
      await store.keys.markUsed(KEY_ID, now);
      expect(await store.keys.find(hashOfSecret(STUB_KEYS.publishable))).toMatchObject({ lastUsedAt: now });
    });

    test("gives a feedback back as it was taken, with its picture byte for byte", async () => {
      const bytes = samplePng(40, 30);
      const taken = feedback({
        submission: {
          content: "Überraschung 👋\u0000",
          category: "problem",
          tags: ["a", "b"],
          metadata: { plan: "pro", seats: 3 },
        },
        screenshot: { contentType: "image/png", width: 40, height: 30, bytes },
      });
      expect(await store.feedback.accept(taken)).toEqual({ outcome: "created", id: taken.id, createdAt: now });
      expect(await store.feedback.find(OURS, taken.id)).toEqual({
        id: taken.id,
        appId: STUB_APP_ID,
        createdAt: now,
        updatedAt: now,
        status: "new",
        sourceType: "widget",
        tags: ["a", "b"],
        assignee: null,
        duplicateOf: null,
        customerId: null,
        submission: taken.submission,
        screenshot: { contentType: "image/png", width: 40, height: 30, byteSize: bytes.length },
        attachments: [],
        customer: null,
      });
      expect((await store.feedback.readScreenshot(OURS, taken.id))?.bytes.equals(bytes)).toBe(true);
    });

    test("shows nothing of it to another organization, nor to a key of another app", async () => {
      const taken = feedback({ screenshot: { contentType: "image/png", width: 2, height: 2, bytes: samplePng() } });
      await store.feedback.accept(taken);
      for (const reader of [OTHERS, { ...OURS, appId: "0000000000000000000000aa" }]) {
        expect(await store.feedback.find(reader, taken.id)).toBeUndefined();
        expect(await store.feedback.readScreenshot(reader, taken.id)).toBeUndefined();
        expect(await store.feedback.list(reader, ALL)).toEqual([]);
      }
    });

    test("makes one record of the same request, however often and however much at once it comes", async () => {
      const bodyHash = hashOfSecret("body");
      const twins = Array.from({ length: 20 }, () => feedback({ idempotency: remembered("k1", bodyHash) }));
      const outcomes = await Promise.all(twins.map((twin) => store.feedback.accept(twin)));
      expect(outcomes.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === "replayed")).toHaveLength(19);
      expect(new Set(outcomes.map((outcome) => "id" in outcome && outcome.id)).size).toBe(1);
      expect(await store.feedback.list(OURS, { ...ALL, since: now })).toHaveLength(1);
    });

    test("refuses another body under the same idempotency key, and stores nothing of it", async () => {
      await store.feedback.accept(feedback({ idempotency: remembered("k2", hashOfSecret("one")) }));
      expect(await store.feedback.accept(feedback({ idempotency: remembered("k2", hashOfSecret("two")) }))).toEqual({
        outcome: "mismatch",
      });
      expect(await store.feedback.list(OURS, { ...ALL, since: now })).toHaveLength(1);
    });

    test("forgets an idempotency key only after its time", async () => {
      const hash = hashOfSecret("x");
      await store.feedback.accept(feedback({ idempotency: remembered("k3", hash) }));
      await store.sweep(now + 999);
      expect(await store.feedback.accept(feedback({ idempotency: remembered("k3", hash) }))).toMatchObject({
        outcome: "replayed",
      });
      await store.sweep(now + 1_000);
      expect(await store.feedback.accept(feedback({ idempotency: remembered("k3", hash) }))).toMatchObject({
        outcome: "created",
      });
    });

    test("one bad record among many at once fails alone", async () => {
      const good = Array.from({ length: 10 }, () => feedback());
      await store.feedback.accept(good[3] as NewFeedback);
      const outcomes = await Promise.allSettled(good.map((one) => store.feedback.accept(one)));
      expect(outcomes.map(({ status }) => status)).toEqual(
        good.map((_, index) => (index === 3 ? "rejected" : "fulfilled")),
      );
    });

    test("lists the newest first, and pages through all once while others arrive", async () => {
      const ids: string[] = [];
      for (let i = 0; i < 25; i++) {
        const one = feedback();
        ids.unshift(one.id);
        await store.feedback.accept(one);
      }
      const seen: string[] = [];
      for (let before: string | undefined; ; before = seen.at(-1)) {
        const page = await store.feedback.list(OURS, { ...ALL, since: now, limit: 10, before });
        seen.push(...page.map(({ id }) => id));
        await store.feedback.accept(feedback());
        if (page.length < 10) break;
      }
      expect(seen).toEqual(ids);
    });

    test("filters by status, category, source, tag and time", async () => {
      const idea = feedback({ submission: { content: "x", category: "idea", tags: ["cart"] }, sourceType: "api" });
      now += 10;
      const praise = feedback({ submission: { content: "y", category: "praise", tags: ["cart", "mobile"] } });
      await store.feedback.accept(idea);
      await store.feedback.accept(praise);
      const found = async (filter: Partial<FeedbackFilter>) =>
        (await store.feedback.list(OURS, { ...ALL, since: now - 10, ...filter })).map(({ id }) => id);
      expect(await found({})).toEqual([praise.id, idea.id]);
      expect(await found({ category: "idea" })).toEqual([idea.id]);
      expect(await found({ sourceType: "widget" })).toEqual([praise.id]);
      expect(await found({ tag: "cart" })).toEqual([praise.id, idea.id]);
      expect(await found({ tag: "mobile" })).toEqual([praise.id]);
      expect(await found({ status: "done" })).toEqual([]);
      expect(await found({ until: now })).toEqual([idea.id]);
      expect(await found({ appId: "0000000000000000000000aa" })).toEqual([]);
    });

    const given = {
      store: () => store,
      reader: OURS,
      memberId: SETUP.owner.id,
      all: ALL,
      now: () => now,
      makeId,
      feedback,
      remembered,
    };
    workSuite(given);
    peopleSuite(given);
    importSuite(given);
    conversationSuite({
      store: () => store,
      appId: STUB_APP_ID,
      memberId: SETUP.owner.id,
      now: () => now,
      makeId,
      feedback,
    });
    userTokenSuite({ store: () => store, reader: OURS, now: () => now, makeId, feedback, remembered });
    uploadSuite({ store: () => store, reader: OURS, others: OTHERS, now: () => now, makeId, feedback, remembered });
    const webhookGiven = {
      store: () => store,
      organizationId: SETUP.organization.id,
      appId: STUB_APP_ID,
      now: () => now,
      makeId,
      feedback,
    };
    webhookSuite(webhookGiven);
    deliverySuite(webhookGiven);

    trackingSuite({ store: () => store, reader: OURS, others: OTHERS, now: () => now, makeId, feedback });
    accountsSuite({ store: () => store, setup: SETUP, now: () => now, makeId });
    managementSuite({
      store: () => store,
      organizationId: SETUP.organization.id,
      ownerId: SETUP.owner.id,
      now: () => now,
      makeId,
      feedback,
    });

    connectCodeSuite({
      store: () => store,
      appId: STUB_APP_ID,
      organizationId: SETUP.organization.id,
      ownerId: SETUP.owner.id,
      now: () => now,
      makeId,
    });

    test("answers that it is ready", async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
};

import { describe, expect, test } from "vitest";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { FeedbackReader, NewFeedback } from "../feedback.ts";
import type { Store } from "../store.ts";

type Given = {
  store: () => Store;
  reader: FeedbackReader;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
  remembered: (key: string, bodyHash: Buffer) => NonNullable<NewFeedback["idempotency"]>;
};

/** What every store must do for private mode: the secrets that sign, whom a token vouched for, and tokens good for one use. */
export const userTokenSuite = ({ store, reader, now, makeId, feedback, remembered }: Given): void => {
  describe("signing secrets", () => {
    const secret = (appId: string, createdAt = now()) => ({
      id: makeId(),
      appId,
      sealed: Buffer.from([0, 1, 255]),
      createdAt,
    });

    test("are given back as they were kept, newest first, to their own app only", async () => {
      const app = makeId();
      const first = secret(app);
      const second = secret(app, now() + 1);
      expect(await store().signingSecrets.add(first)).toBe(true);
      expect(await store().signingSecrets.add(second)).toBe(true);
      expect(await store().signingSecrets.list(app)).toEqual([
        { ...second, lastUsedAt: null },
        { ...first, lastUsedAt: null },
      ]);
      expect(await store().signingSecrets.list(makeId())).toEqual([]);
    });

    test("are two at most, however many ask at once; one that goes makes room", async () => {
      const app = makeId();
      const asked = Array.from({ length: 8 }, () => secret(app));
      const added = await Promise.all(asked.map((one) => store().signingSecrets.add(one)));
      expect(added.filter(Boolean)).toHaveLength(2);
      const [newest] = await store().signingSecrets.list(app);
      expect(await store().signingSecrets.remove(makeId(), newest?.id ?? "")).toBe(false);
      expect(await store().signingSecrets.remove(app, newest?.id ?? "")).toBe(true);
      expect(await store().signingSecrets.remove(app, newest?.id ?? "")).toBe(false);
      expect(await store().signingSecrets.add(secret(app))).toBe(true);
      expect(await store().signingSecrets.add(secret(app))).toBe(false);
    });

    test("a first one is made once, however many ask at once", async () => {
      const app = makeId();
      const added = await Promise.all(
        Array.from({ length: 8 }, () => store().signingSecrets.add(secret(app), { onlyFirst: true })),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await store().signingSecrets.list(app)).toHaveLength(1);
    });

    test("say when they were last used", async () => {
      const app = makeId();
      const one = secret(app);
      await store().signingSecrets.add(one);
      await store().signingSecrets.markUsed(app, one.id, now() + 5);
      expect(await store().signingSecrets.list(app)).toEqual([{ ...one, lastUsedAt: now() + 5 }]);
    });
  });

  describe("a user token", () => {
    const once = (jti: string) => ({ hash: hashOfSecret(jti), expiresAt: now() + 1_000 });

    test("leaves with the feedback whom it vouched for, byte for byte", async () => {
      const customer = { sub: "üser 42 👋", ctx: { name: "Ann\u0000", email: null, team: { id: 7, tags: ["a"] } } };
      const taken = feedback({ customer });
      await store().feedback.accept(taken);
      expect((await store().feedback.find(reader, taken.id))?.customer).toEqual(customer);
    });

    test("that is good for one use makes one record, however many come at once", async () => {
      const tries = Array.from({ length: 12 }, () => feedback({ singleUse: once("jti-1") }));
      const outcomes = await Promise.all(tries.map((one) => store().feedback.accept(one)));
      expect(outcomes.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === "token_used")).toHaveLength(11);
      const found = await Promise.all(tries.map(({ id }) => store().feedback.find(reader, id)));
      expect(found.filter(Boolean)).toHaveLength(1);
    });

    test("that is good for one use still gives the same answer to the same request", async () => {
      const bodyHash = hashOfSecret("body");
      const twins = Array.from({ length: 6 }, () =>
        feedback({ singleUse: once("jti-2"), idempotency: remembered("once", bodyHash) }),
      );
      const outcomes = await Promise.all(twins.map((twin) => store().feedback.accept(twin)));
      expect(outcomes.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === "replayed")).toHaveLength(5);
      expect(new Set(outcomes.map((outcome) => "id" in outcome && outcome.id)).size).toBe(1);
    });

    test("that was used leaves nothing of a second request behind, not even its idempotency key", async () => {
      await store().feedback.accept(feedback({ singleUse: once("jti-3") }));
      const again = feedback({ singleUse: once("jti-3"), idempotency: remembered("late", hashOfSecret("a")) });
      expect(await store().feedback.accept(again)).toEqual({ outcome: "token_used" });
      const mended = feedback({ idempotency: remembered("late", hashOfSecret("b")) });
      expect(await store().feedback.accept(mended)).toMatchObject({ outcome: "created" });
    });

    test("is remembered as used until nobody can use it any more", async () => {
      await store().feedback.accept(feedback({ singleUse: once("jti-4") }));
      await store().sweep(now() + 999);
      expect(await store().feedback.accept(feedback({ singleUse: once("jti-4") }))).toEqual({ outcome: "token_used" });
      await store().sweep(now() + 1_000);
      expect(await store().feedback.accept(feedback({ singleUse: once("jti-4") }))).toMatchObject({
        outcome: "created",
      });
    });

    test("among many at once that were used before, each is refused alone, and leaves nothing behind: not even its idempotency key", async () => {
      const singleUse = { hash: hashOfSecret(`among ${now()}`), expiresAt: now() + 1_000 };
      await store().feedback.accept(feedback({ singleUse }));
      const asked = Array.from({ length: 12 }, (_, number) =>
        feedback({
          idempotency: remembered(`among ${number}`, hashOfSecret("body")),
          singleUse: number % 3 === 1 ? singleUse : null,
        }),
      );
      const accept = () => Promise.all(asked.map((one) => store().feedback.accept(one)));
      const refused = (other: string) => asked.map((_, number) => (number % 3 === 1 ? "token_used" : other));
      expect((await accept()).map(({ outcome }) => outcome)).toEqual(refused("created"));
      expect((await accept()).map(({ outcome }) => outcome)).toEqual(refused("replayed"));
      for (const [number, { id }] of asked.entries())
        expect(await store().feedback.find(reader, id)).toEqual(
          number % 3 === 1 ? undefined : expect.objectContaining({ id }),
        );
    });

    test("of one app is no token of another, and goes with its app, as the app's secrets do", async () => {
      const app = {
        id: makeId(),
        organizationId: reader.organizationId,
        name: "Private app",
        environment: "live" as const,
        mode: "private" as const,
        settings: {},
        limits: {},
        retentionDays: null,
        createdAt: now(),
      };
      const use = () => store().feedback.accept(feedback({ appId: app.id, singleUse: once("jti-5") }));
      await store().feedback.accept(feedback({ singleUse: once("jti-5") }));
      await store().apps.add(app);
      await store().signingSecrets.add({ id: makeId(), appId: app.id, sealed: Buffer.from("x"), createdAt: now() });
      expect(await use()).toMatchObject({ outcome: "created" });
      expect(await use()).toEqual({ outcome: "token_used" });
      await store().apps.remove(app.id);
      expect(await store().signingSecrets.list(app.id)).toEqual([]);
      await store().apps.add(app);
      expect(await use()).toMatchObject({ outcome: "created" });
      await store().apps.remove(app.id);
    });
  });
};

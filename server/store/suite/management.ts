import { describe, expect, test } from "vitest";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { AppRecord } from "../apps.ts";
import type { FeedbackReader, NewFeedback } from "../feedback.ts";
import type { NewKey } from "../keys.ts";
import type { Noted } from "../noted.ts";
import type { Store } from "../store.ts";
import type { UsageCount } from "../usage.ts";

type Given = {
  store: () => Store;
  organizationId: string;
  ownerId: string;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
};

const DAY = 24 * 3_600_000;

/** What every store must do for those who manage it: apps, keys, members, usage. */
export const managementSuite = ({ store, organizationId, ownerId, now, makeId, feedback }: Given): void => {
  const everybody: FeedbackReader = { organizationId, appId: null };
  const strangers: FeedbackReader = { organizationId: "0000000000000000000000ff", appId: null };
  const noted = (): Noted => ({ at: now(), actor: "member x", makeId, organizationId });

  const addApp = async (over: Partial<AppRecord> = {}): Promise<AppRecord> => {
    const app: AppRecord = {
      id: makeId(),
      organizationId,
      name: "Shop",
      environment: "test",
      mode: "public",
      settings: { texts: { title: "Überraschung\u0000" } },
      limits: { secretKey: 9 },
      retentionDays: 30,
      createdAt: now(),
      ...over,
    };
    await store().apps.add(app, noted());
    return app;
  };
  const newKey = (appId: string, over: Partial<NewKey> = {}): NewKey => {
    const id = makeId();
    return {
      id,
      appId,
      ownerId,
      kind: "secret",
      name: "Key",
      hash: hashOfSecret(id),
      hint: "ear_sk_…abcd",
      scopes: ["feedback:read"],
      allowedOrigins: [],
      limits: { secretKey: 3 },
      createdAt: now(),
      expiresAt: null,
      ...over,
    };
  };
  const addKey = async (appId: string, over: Partial<NewKey> = {}): Promise<NewKey> => {
    const key = newKey(appId, over);
    await store().keys.add(key, noted());
    return key;
  };
  const actions = async (): Promise<string[]> =>
    (await store().audit.list(everybody, { limit: 3, before: undefined })).map(({ action }) => action);

  describe("apps", () => {
    test("are given back as they were kept, to their own organization and to their own keys only", async () => {
      const app = await addApp();
      expect(await store().apps.find(everybody, app.id)).toEqual(app);
      expect(await store().apps.find({ organizationId, appId: app.id }, app.id)).toEqual(app);
      expect(await store().apps.find({ organizationId, appId: makeId() }, app.id)).toBeUndefined();
      expect(await store().apps.find(strangers, app.id)).toBeUndefined();
      expect(await store().apps.list(strangers)).toEqual([]);
      expect((await store().apps.list({ organizationId, appId: app.id })).map(({ id }) => id)).toEqual([app.id]);
    });

    test("what was done to them is found by who did it and when", async () => {
      const [actorId, other] = [makeId(), makeId()];
      const at = now();
      for (const [index, actor] of [`member ${actorId}`, `key ${actorId}`, `member ${other}`].entries())
        await store().apps.add({ ...(await addApp()), id: makeId() }, { ...noted(), actor, at: at + index });
      const found = async (asked: object) =>
        (await store().audit.list(everybody, { limit: 9, before: undefined, ...asked })).map(({ actor }) => actor);
      expect(await found({ actorId })).toEqual([`key ${actorId}`, `member ${actorId}`]);
      expect(await found({ actorId, since: at + 1 })).toEqual([`key ${actorId}`]);
      expect(await found({ actorId, until: at + 1 })).toEqual([`member ${actorId}`]);
      expect(await found({ actorId: makeId() })).toEqual([]);
    });

    test("change where they are told to, and what was done is in the log", async () => {
      const app = await addApp();
      expect(await store().apps.update(app.id, { name: "New", mode: "private" }, noted())).toBe(true);
      expect(await store().apps.find(everybody, app.id)).toEqual({ ...app, name: "New", mode: "private" });
      expect(await store().apps.update(app.id, {}, noted())).toBe(true);
      expect(await store().apps.update(makeId(), { name: "x" }, noted())).toBe(false);
      expect((await actions()).slice(0, 2)).toEqual(["app.updated", "app.created"]);
    });

    test("go with everything that was kept for them, and nothing of another app goes", async () => {
      const [gone, stays] = [await addApp(), await addApp()];
      for (const { id } of [gone, stays]) {
        await addKey(id, { hash: hashOfSecret(`removed ${id}`) });
        await store().feedback.accept(feedback({ appId: id, submission: { content: "x", tags: ["a"] } }));
        await store().usage.add([
          { appId: id, keyId: makeId(), day: "2026-01-01", outcome: "done", requests: 1, events: 0 },
        ]);
      }
      expect(await store().apps.holdsData(gone.id)).toBe(true);
      await store().apps.remove(gone.id, noted());
      expect((await actions())[0]).toBe("app.deleted");
      expect(await store().apps.find(everybody, gone.id)).toBeUndefined();
      expect(await store().apps.holdsData(gone.id)).toBe(false);
      expect(await store().keys.find(hashOfSecret(`removed ${gone.id}`))).toBeUndefined();
      expect(await store().keys.list(everybody, { appId: gone.id })).toEqual([]);
      const days = { from: "2026-01-01", to: "2026-01-01", keyId: undefined };
      expect(await store().usage.list(everybody, { ...days, appId: gone.id })).toEqual([]);
      expect(await store().apps.holdsData(stays.id)).toBe(true);
      expect(await store().keys.find(hashOfSecret(`removed ${stays.id}`))).toBeDefined();
      expect(await store().usage.list(everybody, { ...days, appId: stays.id })).toHaveLength(1);
    });
  });

  describe("keys", () => {
    test("meet requests with the limits that count: their own before their app's", async () => {
      const app = await addApp({ limits: { secretKey: 9, publicUploads: 5 } });
      const key = await addKey(app.id);
      expect((await store().keys.find(key.hash))?.limits).toEqual({ secretKey: 3, publicUploads: 5 });
      expect((await store().keys.get(everybody, key.id))?.limits).toEqual({ secretKey: 3 });
    });

    test("are shown to their own app and organization only, and never with their hash", async () => {
      const key = await addKey((await addApp()).id);
      const shown = await store().keys.get({ organizationId, appId: key.appId }, key.id);
      expect(shown).toMatchObject({ id: key.id, revokedAt: null, leakedAt: null, replacedBy: null });
      expect(Object.keys(shown ?? {})).not.toContain("hash");
      expect(await store().keys.get({ organizationId, appId: makeId() }, key.id)).toBeUndefined();
      expect(await store().keys.get(strangers, key.id)).toBeUndefined();
      expect(await store().keys.list({ organizationId, appId: makeId() })).toEqual([]);
    });

    test("end once: a second revocation changes nothing, and an ended key gets no successor", async () => {
      const key = await addKey((await addApp()).id);
      await store().keys.revoke(key, now(), noted());
      await store().keys.revoke(key, now() + 5, noted());
      expect((await store().keys.get(everybody, key.id))?.revokedAt).toBe(now());
      expect((await actions()).slice(0, 2)).toEqual(["key.revoked", "key.created"]);
      const successor = newKey(key.appId);
      expect(await store().keys.replace(key.id, successor, { revokedAt: now() }, noted())).toBe(false);
      expect(await store().keys.get(everybody, successor.id)).toBeUndefined();
    });

    test("have one successor, however many ask at once", async () => {
      const key = await addKey((await addApp()).id);
      const successors = Array.from({ length: 5 }, () => newKey(key.appId));
      const done = await Promise.all(
        successors.map((successor) => store().keys.replace(key.id, successor, { expiresAt: now() + 5 }, noted())),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      const kept = (await store().keys.list(everybody, { appId: key.appId })).filter(({ id }) => id !== key.id);
      expect(kept.map(({ id }) => id)).toEqual([successors[done.indexOf(true)]?.id]);
      expect(await store().keys.get(everybody, key.id)).toMatchObject({
        replacedBy: kept[0]?.id,
        expiresAt: now() + 5,
      });
    });

    test("leak once a day, however often and however much at once they arrive", async () => {
      const { id, appId } = await addKey((await addApp()).id);
      const leak = (at: number) =>
        store().keys.markLeaked({ id, appId, at, from: "https://shop.example", eventId: makeId() });
      const first = await Promise.all(Array.from({ length: 5 }, () => leak(now())));
      expect(first.filter(Boolean)).toHaveLength(1);
      expect(await leak(now() + DAY - 1)).toBe(false);
      expect(await leak(now() + DAY)).toBe(true);
      expect(await store().keys.get(everybody, id)).toMatchObject({
        leakedAt: now() + DAY,
        leakedFrom: "https://shop.example",
      });
    });
  });

  test("members are listed with the owner first, and get a role", async () => {
    const id = makeId();
    const member = {
      id,
      organizationId,
      name: "Ann",
      role: null,
      right: "viewer" as const,
      email: null,
      isEmailVouched: false,
      createdAt: now(),
    };
    await store().members.add(member, noted());
    expect(await store().members.update(id, { role: "support" }, noted())).toBe(true);
    expect(await store().members.update(makeId(), { role: "support" }, noted())).toBe(false);
    const all = await store().members.list(organizationId);
    expect(all[0]).toMatchObject({ id: ownerId, right: "owner" });
    expect(all.find((one) => one.id === id)).toEqual({ ...member, removedAt: null, role: "support" });
    expect(await store().members.list(strangers.organizationId)).toEqual([]);
  });

  test("usage adds up, however many processes add at once, and is listed by day, newest first", async () => {
    const app = await addApp();
    const keyId = makeId();
    const count = (day: string, outcome: UsageCount["outcome"], requests: number): UsageCount => ({
      appId: app.id,
      keyId,
      day,
      outcome,
      requests,
      events: 2 * requests,
    });
    await Promise.all(
      Array.from({ length: 10 }, () =>
        store().usage.add([count("2026-01-01", "done", 3), count("2026-01-02", "rate_limited", 1)]),
      ),
    );
    const filter = { from: "2026-01-01", to: "2026-01-02", appId: app.id, keyId: undefined };
    expect(await store().usage.list(everybody, filter)).toEqual([
      count("2026-01-02", "rate_limited", 10),
      count("2026-01-01", "done", 30),
    ]);
    expect(await store().usage.list(everybody, { ...filter, from: "2026-01-02" })).toHaveLength(1);
    expect(await store().usage.list(everybody, { ...filter, keyId: makeId() })).toEqual([]);
    expect(await store().usage.list({ organizationId, appId: makeId() }, filter)).toEqual([]);
    expect(await store().usage.list(strangers, filter)).toEqual([]);
  });
};

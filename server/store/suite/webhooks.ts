import { afterEach, describe, expect, test } from "vitest";
import type { NewFeedback } from "../feedback.ts";
import type { Store } from "../store.ts";
import type { NewStoredWebhook, StoredWebhook } from "../webhooks.ts";

type Given = {
  store: () => Store;
  organizationId: string;
  appId: string;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
};

/** What every store must do for webhooks: who sees them, and what is on its way to them. */
export const webhookSuite = ({ store, organizationId, appId, now, makeId, feedback }: Given): void => {
  describe("webhooks", () => {
    const made: string[] = [];
    afterEach(async () => {
      for (const id of made.splice(0)) await store().webhooks.remove({ id, appId });
    });

    const ours = { organizationId, appId: null };
    const add = async (over: Partial<NewStoredWebhook> = {}): Promise<StoredWebhook> => {
      const webhook = {
        id: makeId(),
        organizationId,
        appId,
        url: "https://hooks.example/in",
        events: ["feedback.created" as const],
        createdAt: now(),
        secret: Buffer.from("sealed"),
        ...over,
      };
      made.push(webhook.id);
      expect(await store().webhooks.add(webhook, 20)).toBe("added");
      return (await store().webhooks.find(ours, webhook.id)) ?? expect.fail();
    };
    const happen = async (): Promise<string> => {
      const { id } = await store()
        .feedback.accept(feedback())
        .then((accepted) => ("id" in accepted ? accepted : expect.fail()));
      return id;
    };
    const claim = (over: { at?: number; lease?: string; limit?: number; passOver?: string[] } = {}) =>
      store().deliveries.claim(over.at ?? now(), {
        lease: over.lease ?? makeId(),
        leaseMs: 15_000,
        limit: over.limit ?? 100,
        passOver: over.passOver ?? [],
      });
    const failed = {
      status: "pending" as const,
      triedAt: 0,
      statusCode: 500,
      durationMs: 3,
      answer: "no",
      error: null,
    };
    /** A try that failed at this time, for each webhook that wants it. */
    const fail = async (triedAt: number): Promise<void> => {
      await happen();
      for (const claimed of await claim())
        await store().deliveries.finish(claimed, { ...failed, status: "failed", triedAt, nextAt: null });
    };
    const page = { limit: 100, before: undefined };

    test("are seen by their organization, and by keys of their own app only", async () => {
      const [one, all] = [await add(), await add({ appId: null })];
      const ids = async (reader: { organizationId: string; appId: string | null }) =>
        (await store().webhooks.list(reader, page)).map(({ id }) => id);
      expect(await ids(ours)).toEqual([all.id, one.id]);
      expect(await ids({ organizationId, appId })).toEqual([one.id]);
      expect(await ids({ organizationId, appId: "0000000000000000000000aa" })).toEqual([]);
      expect(await ids({ organizationId: "0000000000000000000000ff", appId: null })).toEqual([]);
      expect(await store().webhooks.find({ organizationId, appId }, all.id)).toBeUndefined();
      expect((await store().webhooks.list(ours, { limit: 5, before: all.id })).map(({ id }) => id)).toEqual([one.id]);
    });

    test("are as many as an app may have and no more, however many are added at once", async () => {
      const several = Array.from({ length: 8 }, () => makeId());
      made.push(...several);
      const webhook = { organizationId, appId, url: "https://a.example", events: [], createdAt: 0 };
      const outcomes = await Promise.all(
        several.map((id) => store().webhooks.add({ ...webhook, id, secret: Buffer.from("s") }, 3)),
      );
      expect(outcomes.sort()).toEqual([...Array(3).fill("added"), ...Array(5).fill("too_many")]);
      expect(await store().webhooks.list(ours, page)).toHaveLength(3);
      const foreign = { ...webhook, id: makeId(), appId: "0000000000000000000000aa", secret: Buffer.from("s") };
      expect(await store().webhooks.add(foreign, 3)).toBe("no_app");
    });

    test("get a delivery of what they want, in the same commit as the event", async () => {
      const wants = await add();
      const wantsOther = await add({ events: ["feedback.deleted", "reply.created"] });
      const ofAll = await add({ appId: null });
      const id = await happen();
      const claimed = await claim();
      expect(claimed.map(({ webhook }) => webhook.id).sort()).toEqual([wants.id, ofAll.id].sort());
      expect(claimed[0]?.event).toEqual({
        id,
        type: "feedback.created",
        appId,
        subjectId: id,
        createdAt: now(),
        data: null,
      });
      expect(await store().deliveries.list(wantsOther.id, page)).toEqual([]);
    });

    test("get nothing of an event whose record was not stored", async () => {
      const webhook = await add();
      const one = feedback();
      await store().feedback.accept(one);
      await expect(store().feedback.accept(one)).rejects.toThrow();
      expect(await store().deliveries.list(webhook.id, page)).toHaveLength(1);
    });

    test("whoever listens hears of a write that makes deliveries due, when it is done", async () => {
      const webhook = await add();
      let heard = 0;
      const undo = store().onDue(() => heard++);
      await happen();
      expect(heard).toBe(1);
      await store().deliveries.addTest(webhook, makeId(), now());
      expect(heard).toBe(2);
      await store().check();
      undo();
      await happen();
      expect(heard).toBe(2);
    });

    test("a delivery is claimed by one of many, and by nobody else until the lease ends", async () => {
      await add();
      for (let i = 0; i < 20; i++) await happen();
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim({ limit: 5 })));
      const ids = claims.flat().map(({ event }) => event.id);
      expect(new Set(ids).size).toBe(ids.length);
      // Those that met may have got less than there was: what is left can be had now.
      const rest = await claim();
      expect(ids.length + rest.length).toBe(20);
      expect(await claim({ at: now() + 14_999 })).toEqual([]);
      expect(await store().deliveries.nextDue([])).toBe(now() + 15_000);
      expect(await claim({ at: now() + 15_000 })).toHaveLength(20);
    });

    test("who lost the lease writes nothing", async () => {
      const webhook = await add();
      await happen();
      const [slow] = await claim();
      const [quick] = await claim({ at: now() + 15_000 });
      if (!slow || !quick) expect.fail();
      expect(
        await store().deliveries.finish(quick, { ...failed, status: "delivered", statusCode: 204, nextAt: null }),
      ).toBe(true);
      expect(await store().deliveries.finish(slow, { ...failed, nextAt: now() })).toBe(false);
      expect(await store().deliveries.list(webhook.id, page)).toMatchObject([{ status: "delivered", statusCode: 204 }]);
    });

    test("what is claimed can leave out webhooks that are busy, and takes the longest due first", async () => {
      const [busy, idle] = [await add(), await add()];
      await happen();
      expect(await store().deliveries.nextDue([busy.id, idle.id])).toBeUndefined();
      expect((await claim({ passOver: [busy.id] })).map(({ webhook }) => webhook.id)).toEqual([idle.id]);
      expect((await claim({ limit: 1 })).map(({ webhook }) => webhook.id)).toEqual([busy.id]);
      expect(await store().deliveries.countWaiting()).toBe(2);
    });

    test("the log keeps what came of the last try, any text, the newest event first", async () => {
      const webhook = await add();
      const first = await happen();
      const [claimed] = await claim();
      const answer = "nul \u0000 and \ud83d lone";
      const result = { ...failed, triedAt: now() + 5, answer, nextAt: now() + 5_000 };
      await store().deliveries.finish(claimed ?? expect.fail(), result);
      const second = await happen();
      const rows = await store().deliveries.list(webhook.id, page);
      expect(rows.map(({ event }) => event.id)).toEqual([second, first]);
      expect(rows[1]).toMatchObject({ ...result, attempts: 1, event: { type: "feedback.created", subjectId: first } });
      expect(await store().deliveries.list(webhook.id, { limit: 9, before: second })).toEqual([rows[1]]);
      expect(await store().deliveries.find(webhook.id, first)).toEqual(rows[1]);
      expect(await store().deliveries.find(webhook.id, makeId())).toBeUndefined();
    });

    test("a replay starts anew at once, but not while a try is under way", async () => {
      const webhook = await add();
      const id = await happen();
      const [claimed] = await claim();
      expect(await store().deliveries.replay(webhook.id, id, now())).toBe(false);
      await store().deliveries.finish(claimed ?? expect.fail(), { ...failed, status: "failed", nextAt: null });
      expect(await claim({ at: now() + 1e9 })).toEqual([]);
      expect(await store().deliveries.replay(webhook.id, id, now())).toBe(true);
      expect(await claim()).toMatchObject([{ attempts: 0, event: { id } }]);
    });

    test("failing is remembered since it began, and forgotten at the first success; a failed test is no failing", async () => {
      const webhook = await add();
      const since = async () => (await store().webhooks.find(ours, webhook.id))?.failingSince;
      const tryOnce = async (result: { status: "pending" | "delivered"; triedAt: number }) => {
        const [claimed] = await claim();
        await store().deliveries.finish(claimed ?? expect.fail(), { ...failed, ...result, nextAt: null });
      };
      await store().deliveries.addTest(webhook, makeId(), now());
      await tryOnce({ status: "pending", triedAt: 4 });
      expect(await since()).toBeNull();
      for (const triedAt of [5, 6]) {
        await happen();
        await tryOnce({ status: "pending", triedAt });
        expect(await since()).toBe(5);
      }
      await happen();
      await tryOnce({ status: "delivered", triedAt: 7 });
      expect(await since()).toBeNull();
    });

    test("switching off happens once, ends what waits, tells the others, and nothing comes until it is on again", async () => {
      const webhook = await add();
      const other = await add({ events: ["webhook.disabled"] });
      await fail(5);
      const waiting = await happen();
      const off = { reason: "failing" as const, failingSince: 5, at: now() + 1, data: { id: webhook.id } };
      expect(await store().webhooks.switchOff(webhook, { ...off, failingSince: 4, eventId: makeId() })).toBe(false);
      const outcomes = await Promise.all(
        [1, 2].map(() => store().webhooks.switchOff(webhook, { ...off, eventId: makeId() })),
      );
      expect(outcomes.sort()).toEqual([false, true]);
      expect(await store().webhooks.find(ours, webhook.id)).toMatchObject({
        disabledAt: now() + 1,
        disabledReason: "failing",
      });
      expect(await store().deliveries.find(webhook.id, waiting)).toMatchObject({ status: "failed", nextAt: null });
      const told = await claim({ at: now() + 1 });
      expect(told).toMatchObject([
        {
          webhook: { id: other.id },
          event: { type: "webhook.disabled", subjectId: webhook.id, data: { id: webhook.id } },
        },
      ]);
      await happen();
      expect(await claim()).toEqual([]);
      await store().webhooks.change(webhook, { enabled: true, url: "https://new.example" }, now());
      expect(await store().webhooks.find(ours, webhook.id)).toMatchObject({
        url: "https://new.example",
        disabledAt: null,
        disabledReason: null,
        failingSince: null,
      });
      await happen();
      expect(await claim()).toHaveLength(1);
    });

    test("what belongs to no app goes to webhooks for all apps only", async () => {
      const gone = await add({ appId: null });
      await add({ events: ["webhook.disabled"] });
      const all = await add({ appId: null, events: ["webhook.disabled"] });
      await fail(5);
      const off = { reason: "gone", failingSince: 5, at: now(), eventId: makeId(), data: {} } as const;
      await store().webhooks.switchOff(gone, off);
      expect((await claim()).map(({ webhook }) => webhook.id)).toEqual([all.id]);
    });

    test("two secrets sign while one replaces the other, and one after", async () => {
      const webhook = await add({ secret: Buffer.from("first") });
      const secretsAt = async (at: number) => {
        await store().deliveries.addTest(webhook, makeId(), at);
        const [claimed] = await claim({ at });
        return claimed?.secrets.map((secret) => Buffer.from(secret).toString());
      };
      expect(await secretsAt(now())).toEqual(["first"]);
      await store().webhooks.rotate(webhook, Buffer.from("second"), now() + 100);
      expect(await secretsAt(now() + 99)).toEqual(["second", "first"]);
      await store().webhooks.rotate(webhook, Buffer.from("third"), now() + 200);
      expect(await secretsAt(now() + 199)).toEqual(["third", "second"]);
      expect(await secretsAt(now() + 200)).toEqual(["third"]);
    });

    test("the log forgets what is done after 30 days, and nothing that still waits", async () => {
      const webhook = await add();
      const done = await happen();
      const [claimed] = await claim();
      await store().deliveries.finish(claimed ?? expect.fail(), { ...failed, status: "delivered", nextAt: null });
      const waiting = await happen();
      const days = 24 * 3_600_000;
      await store().sweep(now() + 29 * days);
      expect(await store().deliveries.find(webhook.id, done)).toBeDefined();
      await store().sweep(now() + 31 * days);
      expect(await store().deliveries.find(webhook.id, done)).toBeUndefined();
      expect(await store().deliveries.find(webhook.id, waiting)).toBeDefined();
    });

    test("one that is taken away takes its deliveries along", async () => {
      const webhook = await add();
      await happen();
      await store().webhooks.remove(webhook);
      expect(await store().webhooks.find(ours, webhook.id)).toBeUndefined();
      expect(await claim()).toEqual([]);
      expect(await store().deliveries.countWaiting()).toBe(0);
    });
  });
};

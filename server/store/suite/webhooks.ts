import { afterEach, describe, expect, test } from "vitest";
import { type WebhookGiven, webhookActs } from "./webhook-acts.ts";

/** What every store must do for webhooks: who sees them, and what they are told. */
export const webhookSuite = (given: WebhookGiven): void => {
  describe("webhooks", () => {
    const { store, organizationId, appId, now, makeId, feedback } = given;
    const { ours, made, add, happen, claim, failed, fail, page, removeAll } = webhookActs(given);
    afterEach(removeAll);

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

import { afterEach, describe, expect, test } from "vitest";
import { type WebhookGiven, webhookActs } from "./webhook-acts.ts";

/** What every store must do for deliveries: one worker at a time, and a log. */
export const deliverySuite = (given: WebhookGiven): void => {
  describe("deliveries", () => {
    const { store, now, makeId } = given;
    const { add, happen, claim, failed, page, removeAll } = webhookActs(given);
    afterEach(removeAll);

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
  });
};

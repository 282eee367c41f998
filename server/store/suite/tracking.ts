import { describe, expect, test } from "vitest";
import type { Change } from "../audit.ts";
import type { FeedbackReader, NewFeedback } from "../feedback.ts";
import { MEASURED_TABLES } from "../storage.ts";
import type { Store } from "../store.ts";
import type { NewTrackedEvent } from "../tracked-events.ts";

type Given = {
  store: () => Store;
  reader: FeedbackReader;
  others: FeedbackReader;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
};

/** What every store must do with what an app's users do. */
export const trackingSuite = ({ store, reader, others, now, makeId, feedback }: Given): void => {
  describe("what is tracked", () => {
    const { appId } = feedback();
    const change = (): Change => ({ at: now(), actor: "key of a test", makeId });
    const event = (over: Partial<NewTrackedEvent> = {}): NewTrackedEvent => {
      const id = makeId();
      return {
        id,
        eventId: id,
        identity: null,
        sessionId: null,
        name: "page_viewed",
        properties: {},
        occurredAt: now(),
        ...over,
      };
    };
    const add = (...events: NewTrackedEvent[]) => store().trackedEvents.add(appId, now(), events, makeId);
    const list = (filter: Parameters<Store["trackedEvents"]["list"]>[1] = { limit: 1_000, before: undefined }) =>
      store().trackedEvents.list(reader, { since: now(), ...filter });
    const identify = async (userId: string, traits: Record<string, unknown>, anonymousId?: string): Promise<boolean> =>
      store().trackedUsers.setTraits({
        id: makeId(),
        appId,
        userId,
        at: now(),
        traits,
        before: await store().trackedUsers.findBy(appId, { userId }),
        anonymous: anonymousId === undefined ? undefined : await store().trackedUsers.findBy(appId, { anonymousId }),
      });
    const record = (sessionId: string, sequence: number, text: string, over: object = {}) =>
      store().recordings.add(
        { id: makeId(), appId, sessionId, sequence, identity: null, bytes: Buffer.from(text), at: now(), ...over },
        makeId,
      );

    test("an event is given back as it was taken, with whose it is, to readers of its app alone", async () => {
      const taken = event({
        eventId: "x-1",
        identity: { userId: "ann" },
        sessionId: "s",
        properties: { "kind\u0000": ["a", { b: null }], lone: "\ud800" },
        occurredAt: 5,
      });
      expect(await add(taken)).toEqual(new Set([taken.id]));
      const { identity: _, ...rest } = taken;
      expect(await list()).toEqual([
        { ...rest, appId, trackedUserId: expect.any(String), userId: "ann", anonymousId: null },
      ]);
      expect(await store().trackedEvents.list(others, { limit: 9, before: undefined })).toEqual([]);
      expect(await store().trackedEvents.list({ ...reader, appId: makeId() }, { limit: 9, before: undefined })).toEqual(
        [],
      );
    });

    test("an event whose id is known is stored no second time, nor when many bring it at once", async () => {
      const twins = Array.from({ length: 8 }, () => [
        event({ eventId: "twin", identity: { userId: "bob" } }),
        event({ identity: { userId: "ann" } }),
      ]);
      const added = await Promise.all(
        twins.map((batch, at) => add(...(at % 2 === 0 ? batch : batch.toReversed()), event({ eventId: "twin" }))),
      );
      expect(added.reduce((sum, ids) => sum + ids.size, 0)).toBe(9);
      expect((await list()).filter(({ eventId }) => eventId === "twin")).toHaveLength(1);
    });

    test("events are listed page by page, and narrowed by name, user and time", async () => {
      const made = Array.from({ length: 25 }, (_, at) =>
        event({ name: at % 2 ? "odd" : "even", identity: { anonymousId: `a${at % 3}` } }),
      );
      await add(...made);
      const seen: string[] = [];
      for (let before: string | undefined; ; before = seen.at(-1)) {
        const page = await list({ limit: 10, before });
        seen.push(...page.map(({ id }) => id));
        if (page.length < 10) break;
      }
      expect(seen).toEqual(made.map(({ id }) => id).toReversed());
      expect(await list({ limit: 99, before: undefined, name: "odd" })).toHaveLength(12);
      const user = await store().trackedUsers.findBy(appId, { anonymousId: "a1" });
      expect(await list({ limit: 99, before: undefined, trackedUserId: user?.id })).toHaveLength(8);
      expect(await list({ limit: 99, before: undefined, until: now() })).toEqual([]);
    });

    test("traits are written by one at a time, and what somebody did before becomes theirs", async () => {
      await add(event({ identity: { anonymousId: "before" } }));
      await record("merged", 0, "x", { identity: { anonymousId: "before" } });
      expect(await identify("zoe", { plan: "pro" }, "before")).toBe(true);
      const zoe = await store().trackedUsers.findBy(appId, { userId: "zoe" });
      expect(zoe).toMatchObject({ userId: "zoe", traits: { plan: "pro" } });
      expect((await list()).map(({ trackedUserId, userId }) => [trackedUserId, userId])).toEqual([[zoe?.id, "zoe"]]);
      expect(await store().trackedUsers.findBy(appId, { anonymousId: "before" })).toBeUndefined();
      expect(await store().recordings.list(reader, { limit: 1, before: undefined })).toMatchObject([
        { trackedUserId: zoe?.id },
      ]);
      const stale = { id: makeId(), appId, userId: "zoe", at: now(), anonymous: undefined };
      const traits = { plan: "free" };
      expect(await store().trackedUsers.setTraits({ ...stale, traits, before: undefined })).toBe(false);
      expect(zoe && (await store().trackedUsers.setTraits({ ...stale, traits, before: zoe }))).toBe(true);
      expect(zoe && (await store().trackedUsers.setTraits({ ...stale, traits: {}, before: zoe }))).toBe(false);
      expect((await store().trackedUsers.list(reader, { limit: 1, before: undefined }))[0]).toMatchObject({ traits });
      expect(await store().trackedUsers.list(others, { limit: 1, before: undefined })).toEqual([]);
    });

    test("a chunk of a recording keeps its place and its bytes, and is taken once", async () => {
      const bytes = Buffer.alloc(200_000, "\u0000\u00ff recording");
      const first = await record("session", 3, "", { bytes: Buffer.from(bytes) });
      expect(first).toMatchObject({ sessionId: "session", sequence: 3, byteSize: bytes.length, trackedUserId: null });
      expect(await record("session", 3, "another")).toBeUndefined();
      const other = Buffer.from(bytes).fill("x", 100, 101);
      expect(await record("session", 3, "", { bytes: other })).toBeUndefined();
      expect(await record("session", 3, "", { bytes: Buffer.from(bytes) })).toEqual(first);
      const id = first?.id ?? "";
      const kept = await store().recordings.bytes(reader, id);
      expect(Buffer.compare(Buffer.from(kept ?? []), bytes)).toBe(0);
      expect(await store().recordings.bytes(others, id)).toBeUndefined();
      expect(await store().recordings.list(reader, { limit: 9, before: undefined, sessionId: "session" })).toEqual([
        first,
      ]);
    });

    test("what is tracked is measured in pieces, by what its senders sent; of other apps nothing", async () => {
      const own = makeId();
      const taken = async (id: string) => {
        const counted: Record<string, [count: number, bytes: number]> = {};
        for (const table of MEASURED_TABLES) {
          let [count, bytes] = [0, 0];
          for (let after: string | null = null, isMore = true; isMore; isMore = after !== null) {
            const { storage, next }: Awaited<ReturnType<Store["storage"]["measure"]>> = await store().storage.measure(
              table,
              id,
              after,
              2,
            );
            count += storage.tracked.count;
            bytes += storage.tracked.bytes;
            after = next;
          }
          counted[table] = [count, bytes];
        }
        return counted;
      };
      const events = Array.from({ length: 5 }, (_, at) =>
        event({ eventId: `e${at}`, name: "Käse", identity: { userId: "zoë" }, properties: { a: "\u0000" } }),
      );
      await store().trackedEvents.add(own, now(), [...events, event({ eventId: "s", sessionId: "sess" })], makeId);
      for (const sequence of [0, 1, 2])
        await store().recordings.add(
          {
            id: makeId(),
            appId: own,
            sessionId: "s",
            sequence,
            identity: null,
            bytes: Buffer.alloc(100_000),
            at: now(),
          },
          makeId,
        );
      expect(await taken(own)).toEqual({
        feedback: [0, 0],
        tracked_users: [1, "zoë{}".length + 1],
        tracked_events: [6, 5 * (2 + 5 + '{"a":"\\u0000"}'.length) + 1 + 4 + "page_viewed{}".length],
        recordings: [3, 300_000],
      });
      expect(Object.values(await taken(makeId()))).toEqual(MEASURED_TABLES.map(() => [0, 0]));
    });

    test("a user goes with all they did and nothing of others, by themselves or with the customer that they are", async () => {
      await add(event({ identity: { userId: "gone" } }), event({ identity: { userId: "stays" } }));
      await record("gone", 0, "x", { identity: { userId: "gone" } });
      const gone = await store().trackedUsers.findBy(appId, { userId: "gone" });
      const id = gone?.id ?? "";
      expect(await store().trackedUsers.erase(others, id, change())).toBeUndefined();
      const went = { trackedUsers: 1, trackedEvents: 1, recordings: 1 };
      expect(await store().trackedUsers.erase(reader, id, change())).toEqual(went);
      expect(await store().trackedUsers.erase(reader, id, change())).toBeUndefined();
      expect((await list()).map(({ userId }) => userId)).toEqual(["stays"]);
      expect((await store().audit.list(reader, { limit: 1, before: undefined }))[0]).toMatchObject({
        action: "tracked_user.erased",
        details: went,
      });

      const customer = feedback({ customer: { sub: "stays", ctx: {} } });
      await store().feedback.accept(customer);
      const found = await store().feedback.find(reader, customer.id);
      expect(await store().customers.erase(reader, found?.customerId ?? "", change())).toMatchObject({
        customers: 1,
        feedback: 1,
        trackedUsers: 1,
        trackedEvents: 1,
        recordings: 0,
      });
      expect(await list()).toEqual([]);
      expect(await store().trackedUsers.findBy(appId, { userId: "stays" })).toBeUndefined();

      // Who is known by an address alone is known by it to what was tracked, too.
      const told = (userId: string, traits: Record<string, unknown>) =>
        store().trackedUsers.setTraits({
          id: makeId(),
          appId,
          userId,
          at: now(),
          traits,
          before: undefined,
          anonymous: undefined,
        });
      await told("by address", { email: "Ann_O'Hara@Example.com" });
      await told("by another", { email: "annxo'hara@example.com", about: "ann_o'hara@example.com" });
      const byAddress = feedback({ submission: { content: "x", customerEmail: "ann_o'hara@example.com" } });
      await store().feedback.accept(byAddress);
      const { customerId } = (await store().feedback.find(reader, byAddress.id)) ?? {};
      expect(await store().customers.erase(reader, customerId ?? "", change())).toMatchObject({ trackedUsers: 1 });
      expect(await store().trackedUsers.findBy(appId, { userId: "by address" })).toBeUndefined();
      expect(await store().trackedUsers.findBy(appId, { userId: "by another" })).toBeDefined();
    });

    test("what is older than an app's days goes in batches, and who has not been seen since", async () => {
      await Promise.all([...Array(3)].map(() => add(...Array.from({ length: 500 }, () => event()))));
      await add(event({ identity: { userId: "old" } }));
      await record("old", 0, "x");
      const retention = { appId, organizationId: reader.organizationId, days: 1 };
      const remove = (time: number) => store().retention.removeTrackedBefore(retention, time, change());
      expect(await remove(1)).toBe(0);
      const removed: number[] = [];
      for (let count = -1; count !== 0; removed.push(count)) count = await remove(now() + 1);
      expect(Math.max(...removed)).toBeLessThanOrEqual(1_020);
      expect(removed.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1_503);
      expect(await list({ limit: 1, before: undefined, since: undefined })).toEqual([]);
      expect(await store().trackedUsers.findBy(appId, { userId: "old" })).toBeUndefined();
      expect(await store().recordings.list(reader, { limit: 1, before: undefined })).toEqual([]);
    });
  });
};

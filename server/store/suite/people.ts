import { describe, expect, test } from "vitest";
import { samplePng } from "../../images/sample-images.ts";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { Change } from "../audit.ts";
import type { FeedbackFilter, NewFeedback } from "../feedback.ts";
import { wordsOf } from "../search.ts";
import type { Given } from "./work.ts";

/** What every store must do for finding what people said, the people themselves, and forgetting them. */
export const peopleSuite = ({ store, reader, memberId, all, now, makeId, feedback, remembered }: Given): void => {
  const taken = async (over: Partial<NewFeedback["submission"]>, more: Partial<NewFeedback> = {}): Promise<string> => {
    const one = feedback({ submission: { content: "x", ...over }, ...more });
    await store().feedback.accept(one);
    return one.id;
  };
  const list = async (filter: Partial<FeedbackFilter>) =>
    (await store().feedback.list(reader, { ...all, since: now(), ...filter })).map(({ id }) => id);

  describe("full text search", () => {
    const search = (q: string, filter: Partial<FeedbackFilter> = {}) => list({ words: wordsOf(q), ...filter });

    test("finds words in any form of writing, whole or as a beginning, all of them, anywhere in the record", async () => {
      const id = await taken({
        content: "Die Überraschung in MÜNCHEN: naïve Straße 東京タワー",
        context: "second visit",
        pageTitle: "Your cart",
        pageUrl: "https://shop.example/checkout",
        customerName: "Ada Lovelace",
        customerEmail: "ada@mug.example",
      });
      await taken({ content: "something else entirely" });
      for (const q of [
        "überraschung",
        "UBERR",
        "münchen naive",
        "straße",
        "東京",
        "visit",
        "cart",
        "checkout",
        "lovel",
      ])
        expect([q, await search(q)]).toEqual([q, [id]]);
      expect(await search("ada@mug.example")).toEqual([id]);
      expect(await search("münchen berlin")).toEqual([]);
      expect(await search("raschung")).toEqual([]);
      expect(await search("!!! --- \u0000")).toEqual([]);
    });

    test("takes quotes and operators for what they are: nothing", async () => {
      const id = await taken({ content: "rock and roll or not near words" });
      for (const q of [
        `"rock`,
        `rock AND roll`,
        `rock* OR`,
        `NOT near(rock)`,
        `'rock' & !`,
        `words:rock`,
        `{rock}`,
        `-- rock`,
      ])
        expect([q, await search(q.replace(":", " "))]).toEqual([q, [id]]);
      expect(await search(`rock") OR ("x`)).toEqual([]);
    });

    test("is narrowed by every filter, and pages in the list's order", async () => {
      const ids: string[] = [];
      for (let i = 0; i < 9; i++)
        ids.unshift(
          await taken({ content: `lantern ${i}`, category: i % 2 ? "idea" : "problem", tags: i === 4 ? ["lamp"] : [] }),
        );
      expect(await search("lantern")).toEqual(ids);
      expect(await search("lant", { limit: 4 })).toEqual(ids.slice(0, 4));
      expect(await search("lantern", { limit: 4, before: ids[3] })).toEqual(ids.slice(4, 8));
      expect(await search("lantern", { category: "idea" })).toHaveLength(4);
      expect(await search("lantern", { tag: "lamp" })).toEqual([ids[4]]);
      expect(await search("lantern", { sourceType: "api" })).toEqual([]);
      expect(await search("lantern", { until: now() })).toEqual([]);
      expect(await search("lantern", { appId: makeId() })).toEqual([]);
    });
  });

  describe("customers", () => {
    const change = (): Change => ({ at: now(), actor: `member ${memberId}`, makeId });
    const page = { limit: 50, before: undefined, appId: undefined, search: undefined };
    const customerOf = async (id: string) =>
      (await store().customers.find(reader, (await store().feedback.find(reader, id))?.customerId ?? "")) ??
      expect.fail("nobody");

    test("are one by e-mail address, whatever its letters, and by token another; without either nobody", async () => {
      const first = await taken({ customerEmail: "Ann@Example.com", customerName: "Ann" });
      const second = await taken({ customerEmail: "ann@example.com" });
      const vouched = await taken({ customerEmail: "ann@example.com" }, { customer: { sub: "u-7", ctx: {} } });
      const nobody = await taken({ customerName: "Ann" });
      expect(await customerOf(first)).toEqual({
        id: first,
        appId: feedback().appId,
        sub: null,
        name: "Ann",
        email: "ann@example.com",
        givenName: null,
        feedbackCount: 2,
        firstSeenAt: now(),
        lastSeenAt: now(),
        addedAt: null,
      });
      expect((await customerOf(second)).id).toBe(first);
      expect(await customerOf(vouched)).toMatchObject({ id: vouched, sub: "u-7", feedbackCount: 1 });
      expect((await store().feedback.find(reader, nobody))?.customerId).toBeNull();
      expect(await list({ customerId: first })).toEqual([second, first]);
    });

    test("are made once, however many of their submissions come at once", async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, () => taken({ customerEmail: "many@example.com" })));
      const customers = new Set(
        await Promise.all(ids.map(async (id) => (await store().feedback.find(reader, id))?.customerId)),
      );
      expect(customers.size).toBe(1);
      expect(await customerOf(ids[0] ?? "")).toMatchObject({ feedbackCount: 12 });
    });

    test("are found by a part of name, address or sub, in pages, and by their own app's readers only", async () => {
      const bo = await taken({ customerEmail: "bo_b%@example.com", customerName: "Bö\u0000 Ek" });
      const vera = await taken({}, { customer: { sub: "crm-42", ctx: {} } });
      const find = async (search: string) =>
        (await store().customers.list(reader, { ...page, search })).map(({ id }) => id);
      expect(await find("O_B%")).toEqual([bo]);
      expect(await find("o%b")).toEqual([]);
      expect(await find("bö ek")).toEqual([bo]);
      expect(await find("RM-4")).toEqual([vera]);
      expect((await store().customers.list(reader, { ...page, limit: 1, before: vera })).map(({ id }) => id)).toEqual([
        bo,
      ]);
      for (const other of [
        { ...reader, appId: makeId() },
        { organizationId: makeId(), appId: null },
      ]) {
        expect(await store().customers.list(other, page)).toEqual([]);
        expect(await store().customers.find(other, bo)).toBeUndefined();
        expect(await store().customers.erase(other, bo, change())).toBeUndefined();
      }
    });

    test("are erased with all they ever sent, counted, and nothing of others", async () => {
      const screenshot = { contentType: "image/png" as const, width: 2, height: 2, bytes: samplePng() };
      const idempotency = remembered("erase", hashOfSecret("erase"));
      const email = { customerEmail: "gone@example.com" };
      const first = await taken({ ...email, content: "marmalade" }, { screenshot, idempotency });
      for (let i = 0; i < 104; i++) await taken({ ...email, content: "marmalade" });
      const others = await taken({ customerEmail: "stays@example.com", content: "marmalade" });
      const author = { type: "member" as const, id: memberId, name: "Olive" };
      const reply = {
        id: makeId(),
        feedbackId: first,
        visibility: "public" as const,
        author,
        content: "y",
        createdAt: 1,
      };
      await store().replies.add(reader, reply, { content: "y" }, change());
      expect(await store().customers.erase(reader, first, change())).toEqual({
        customers: 1,
        feedback: 105,
        pictures: 1,
        attachments: 0,
        replies: 1,
        events: 106,
        idempotencyKeys: 1,
        trackedUsers: 0,
        trackedEvents: 0,
        recordings: 0,
      });
      expect(await list({ words: ["marmalade"] })).toEqual([others]);
      expect(await store().customers.find(reader, first)).toBeUndefined();
      expect(await store().customers.erase(reader, first, change())).toBeUndefined();
      expect((await store().audit.list(reader, { limit: 1, before: undefined }))[0]).toMatchObject({
        action: "customer.erased",
        details: { feedback: 105 },
      });
    });

    const added = (email: string, name: string | null = null, givenName: string | null = null) =>
      store().customers.add(reader, feedback().appId, { email, name, givenName }, change());

    test("can be added before they send anything, once, and what they send is theirs; nobody who types their address renames them", async () => {
      const before = await store().customers.count(reader);
      const { id, isNew } = await added("Eve@Example.com", "Mary Ann Lee", "Mary Ann");
      expect(isNew).toBe(true);
      expect(await store().customers.find(reader, id)).toEqual({
        id,
        appId: feedback().appId,
        sub: null,
        name: "Mary Ann Lee",
        givenName: "Mary Ann",
        email: "Eve@Example.com",
        feedbackCount: 0,
        firstSeenAt: now(),
        lastSeenAt: null,
        addedAt: now(),
      });
      expect(await added("eve@example.com")).toEqual({ id, isNew: false });
      expect((await store().customers.list(reader, { ...page, search: "ANN LEE" })).map((one) => one.id)).toEqual([id]);
      const sent = await taken({ customerEmail: "eve@example.com", customerName: "Mallory" });
      expect(await customerOf(sent)).toMatchObject({ id, name: "Mary Ann Lee", feedbackCount: 1, lastSeenAt: now() });
      expect(await store().customers.count(reader)).toBe(before + 1);
      expect((await store().customers.findAll(reader, [id, makeId()])).map((one) => one.id)).toEqual([id]);
      expect(await store().customers.findAll({ ...reader, appId: makeId() }, [id])).toEqual([]);
      const nameless = await added("nameless@example.com");
      await taken({ customerEmail: "nameless@example.com", customerName: "Nell" });
      expect(await store().customers.find(reader, nameless.id)).toMatchObject({ name: "Nell" });
    });

    test("that are known already can be added, too: they stay who they are", async () => {
      const id = await taken({ customerEmail: "known@example.com", customerName: "Kay" });
      expect(await added("KNOWN@example.com", "Kay Oh", "Kay")).toEqual({ id, isNew: false });
      expect(await store().customers.find(reader, id)).toMatchObject({ name: "Kay Oh", feedbackCount: 1 });
      const twelve = await Promise.all(Array.from({ length: 12 }, () => added("twelve@example.com")));
      expect(new Set(twelve.map((one) => one.id)).size).toBe(1);
      expect(twelve.filter(({ isNew }) => isNew)).toHaveLength(1);
    });

    test("that were added stay when their last feedback goes, and are erased when that is asked for", async () => {
      const { id } = await added("stay@example.com");
      const sent = await taken({ customerEmail: "stay@example.com" });
      expect(await store().feedback.remove(reader, sent, change())).toBe(true);
      expect(await store().customers.find(reader, id)).toMatchObject({ feedbackCount: 0, lastSeenAt: now() });
      expect(await store().customers.erase(reader, id, change())).toMatchObject({ customers: 1, feedback: 0 });
      expect(await store().customers.find(reader, id)).toBeUndefined();
      const again = await added("stay@example.com");
      await taken({ customerEmail: "stay@example.com" });
      expect(await store().customers.erase(reader, again.id, change())).toMatchObject({ customers: 1, feedback: 1 });
      expect(await store().customers.find(reader, again.id)).toBeUndefined();
    });

    test("are never left behind as the sender of something that came while they were erased", async () => {
      const email = { customerEmail: "while@example.com" };
      const { id } = await added(email.customerEmail);
      const coming = Array.from({ length: 30 }, () => taken(email));
      await Promise.all([...coming, store().customers.erase(reader, id, change())]);
      for (const sent of await Promise.all(coming)) {
        const kept = await store().feedback.find(reader, sent);
        if (kept) expect(await customerOf(sent)).toMatchObject({ email: email.customerEmail });
      }
    });

    test("and feedback are counted, and found by their place, as their lists have them", async () => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) ids.unshift(await taken({ customerEmail: `place${i}@example.com` }));
      const people = (await store().customers.list(reader, page)).map(({ id }) => id);
      expect(await store().customers.idAt(reader, 1)).toBe(people[0]);
      expect(await store().customers.idAt(reader, 4)).toBe(people[3]);
      expect(await store().customers.idAt(reader, 1_000_000)).toBeUndefined();
      const { limit: _, before: __, ...everything } = all;
      const filter = { ...everything, since: now() };
      expect(await store().feedback.count(reader, filter)).toBe(5);
      expect(await store().feedback.idAt(reader, filter, 2)).toBe(ids[1]);
      expect(await store().feedback.idAt(reader, filter, 6)).toBeUndefined();
      expect(await store().feedback.count(reader, { ...filter, customerId: ids[4] })).toBe(1);
      expect(await store().feedback.count(reader, { ...filter, appId: makeId() })).toBe(0);
      expect(await store().customers.count({ organizationId: makeId(), appId: null })).toBe(0);
    });

    test("see of a conversation what is public: replies are counted without the team's notes", async () => {
      const [first, second] = [await taken({}), await taken({})];
      const author = { type: "member" as const, id: memberId, name: "Olive" };
      for (const visibility of ["public", "internal", "public"] as const) {
        const reply = { id: makeId(), feedbackId: first, visibility, author, content: "y", createdAt: now() };
        await store().replies.add(reader, reply, {}, change());
      }
      expect(await store().replies.countPublic(reader, [first, second])).toEqual(new Map([[first, 2]]));
      expect(await store().replies.countPublic({ ...reader, appId: makeId() }, [first])).toEqual(new Map());
    });
  });
};

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
        feedbackCount: 2,
        firstSeenAt: now(),
        lastSeenAt: now(),
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
  });
};

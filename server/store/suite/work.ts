import { describe, expect, test } from "vitest";
import { samplePng } from "../../images/sample-images.ts";
import type { Change } from "../audit.ts";
import type { FeedbackFilter, FeedbackReader, NewFeedback, StoredFeedback } from "../feedback.ts";
import type { FeedbackChanges } from "../feedback-changes.ts";
import type { Store } from "../store.ts";

export type Given = {
  store: () => Store;
  reader: FeedbackReader;
  /** A member of the reader's organization. */
  memberId: string;
  all: FeedbackFilter;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
  remembered: (key: string, bodyHash: Buffer) => NonNullable<NewFeedback["idempotency"]>;
};

const NOBODY = "0000000000000000000000ee";

/** What every store must do when a team works with feedback: change, mark duplicates, reply, delete, forget. */
export const workSuite = ({ store, reader, memberId, all, now, makeId, feedback, remembered }: Given): void => {
  describe("working with feedback", () => {
    const change = (): Change => ({ at: now() + 5, actor: `member ${memberId}`, makeId });
    const taken = async (over: Partial<NewFeedback> = {}): Promise<string> => {
      const one = feedback(over);
      await store().feedback.accept(one);
      return one.id;
    };
    const found = async (id: string): Promise<StoredFeedback> =>
      (await store().feedback.find(reader, id)) ?? expect.fail(`${id} is gone`);
    const update = (id: string, changes: FeedbackChanges) => store().feedback.update(reader, id, changes, change());
    const originals = async (ids: string[]) =>
      (await Promise.all(ids.map(found))).map(({ duplicateOf }) => duplicateOf);
    const list = async (filter: Partial<FeedbackFilter>) =>
      (await store().feedback.list(reader, { ...all, since: now(), ...filter })).map(({ id }) => id);

    test("changes what is named and leaves the rest", async () => {
      const id = await taken({ submission: { content: "x", tags: ["a", "b"] } });
      expect(await update(id, { status: "triaged", assignee: memberId })).toMatchObject({
        outcome: "updated",
        feedback: { status: "triaged", assignee: memberId, tags: ["a", "b"], updatedAt: now() + 5, createdAt: now() },
      });
      await update(id, { tags: ["c"] });
      expect(await found(id)).toMatchObject({ status: "triaged", assignee: memberId, tags: ["c"] });
      expect(await list({ tag: "a" })).toEqual([]);
      expect(await list({ tag: "c", assignee: memberId, status: "triaged" })).toEqual([id]);
      await update(id, { assignee: null, tags: [] });
      expect(await found(id)).toMatchObject({ assignee: null, tags: [], submission: { tags: ["a", "b"] } });
    });

    test("says something else from then on, made of what it said, and is found by that", async () => {
      const id = await taken({ submission: { content: "dark rhubarb", pageTitle: "Cart", tags: ["a"] } });
      const all = ["one", "two", "three"].map((word) => update(id, { content: (written) => `${written} ${word}` }));
      expect((await Promise.all(all)).map(({ outcome }) => outcome)).toEqual(["updated", "updated", "updated"]);
      const { submission } = await found(id);
      expect(submission).toMatchObject({ pageTitle: "Cart", tags: ["a"] });
      expect(submission.content.split(" ").sort()).toEqual(["dark", "one", "rhubarb", "three", "two"]);
      await update(id, { content: () => "bright quince" });
      expect(await list({ words: ["rhubarb"] })).toEqual([]);
      expect(await list({ words: ["quince", "cart"] })).toEqual([id]);
    });

    test("refuses an assignee who is no member here, and changes nothing", async () => {
      const id = await taken();
      expect(await update(id, { status: "done", assignee: NOBODY })).toMatchObject({
        outcome: "unknown",
        field: "assignee",
      });
      expect(await found(id)).toMatchObject({ status: "new", assignee: null });
      expect(await update(NOBODY, { status: "done" })).toEqual({ outcome: "not_found" });
    });

    test("has no chains of duplicates: the original of a duplicate is taken, and followers follow", async () => {
      const [a, b, c, d] = [await taken(), await taken(), await taken(), await taken()];
      await update(b, { duplicateOf: a });
      await update(c, { duplicateOf: b });
      expect(await originals([a, b, c])).toEqual([null, a, a]);
      await update(a, { duplicateOf: d });
      expect(await originals([a, b, c, d])).toEqual([d, d, d, null]);
      await update(b, { duplicateOf: null });
      expect(await originals([b])).toEqual([null]);
    });

    test("has no circles of duplicates, however many mark each other at once", async () => {
      const [a, b] = [await taken(), await taken()];
      expect(await update(a, { duplicateOf: a })).toMatchObject({ outcome: "refused", field: "duplicateOf" });
      await update(b, { duplicateOf: a });
      expect(await update(a, { duplicateOf: b })).toMatchObject({ outcome: "refused", field: "duplicateOf" });
      expect(await update(a, { duplicateOf: NOBODY })).toMatchObject({ outcome: "unknown", field: "duplicateOf" });

      const many = await Promise.all(Array.from({ length: 6 }, () => taken()));
      await Promise.all(many.map((id, i) => update(id, { duplicateOf: many[(i + 1) % many.length] ?? null })));
      const state = new Map(await Promise.all(many.map(async (id) => [id, (await found(id)).duplicateOf] as const)));
      for (const original of state.values()) if (original !== null) expect(state.get(original)).toBeNull();
      expect([...state.values()]).toContain(null);
    });

    test("keeps the conversation in its order, inside and outside apart, and it dies with the feedback", async () => {
      const id = await taken();
      const reply = (content: string, visibility: "public" | "internal") => {
        const author = { type: "member" as const, id: memberId, name: "Olive" };
        const one = { id: makeId(), feedbackId: id, visibility, author, content, createdAt: now() + 5 };
        return store().replies.add(reader, one, { id: one.id }, change());
      };
      expect(await reply("Thanks\u0000 👋", "public")).toBe(true);
      expect(await reply("known", "internal")).toBe(true);
      expect((await found(id)).updatedAt).toBe(now() + 5);
      const page = { limit: 10, after: undefined };
      const replies = (await store().replies.list(reader, id, page)) ?? [];
      expect(replies.map(({ content, visibility }) => [content, visibility])).toEqual([
        ["Thanks\u0000 👋", "public"],
        ["known", "internal"],
      ]);
      expect(await store().replies.list(reader, id, { ...page, after: replies[0]?.id })).toEqual([replies[1]]);
      expect(await store().replies.list({ ...reader, appId: NOBODY }, id, page)).toBeUndefined();
      await store().feedback.remove(reader, id, change());
      expect(await store().replies.list(reader, id, page)).toBeUndefined();
      expect(await reply("too late", "public")).toBe(false);
    });

    test("deletes a feedback with all that was kept for it, once, and its duplicates stand alone again", async () => {
      const screenshot = { contentType: "image/png" as const, width: 2, height: 2, bytes: samplePng() };
      const hash = Buffer.alloc(32, 7);
      const submission = { content: "zebrafish", customerEmail: "zoe@example.com", tags: ["zoo"] };
      const id = await taken({ screenshot, submission, idempotency: remembered("delete", hash) });
      const { customerId } = await found(id);
      const duplicate = await taken();
      await update(duplicate, { duplicateOf: id });
      const outcomes = await Promise.all([1, 2, 3].map(() => store().feedback.remove(reader, id, change())));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await store().feedback.find(reader, id)).toBeUndefined();
      expect(await store().feedback.readScreenshot(reader, id)).toBeUndefined();
      expect(await list({ words: ["zebrafish"] })).toEqual([]);
      expect(await list({ tag: "zoo" })).toEqual([]);
      expect(await originals([duplicate])).toEqual([null]);
      expect(await store().customers.find(reader, customerId ?? "")).toBeUndefined();
      // Its idempotency key is forgotten as well: the same request makes a new record.
      const again = feedback({ idempotency: remembered("delete", hash) });
      expect(await store().feedback.accept(again)).toMatchObject({ outcome: "created", id: again.id });
    });

    test("notes who did what, without a word of what people wrote, for the organization and the key's app only", async () => {
      const id = await taken();
      await update(id, { status: "done", tags: ["private words"] });
      await store().feedback.remove(reader, id, change());
      const page = { limit: 2, before: undefined };
      const entries = await store().audit.list(reader, page);
      expect(entries).toMatchObject([
        { action: "feedback.deleted", subject: `feedback ${id}`, actor: `member ${memberId}`, at: now() + 5 },
        { action: "feedback.updated", details: { fields: ["status", "tags"], status: "done" } },
      ]);
      expect(JSON.stringify(entries)).not.toContain("private");
      expect(await store().audit.list(reader, { limit: 1, before: entries[0]?.id })).toEqual([entries[1]]);
      expect(await store().audit.list({ ...reader, appId: NOBODY }, page)).toEqual([]);
      expect(await store().audit.list({ organizationId: NOBODY, appId: null }, page)).toEqual([]);
    });

    test("each change is one event, told to whoever asked", async () => {
      const webhook = {
        id: makeId(),
        organizationId: reader.organizationId,
        appId: null,
        url: "https://hooks.example/work",
        events: ["feedback.updated" as const, "feedback.deleted" as const, "reply.created" as const],
        createdAt: now(),
        secret: Buffer.from("sealed"),
      };
      await store().webhooks.add(webhook, 100);
      const id = await taken();
      await update(id, { status: "done" });
      const due = async () =>
        store().deliveries.claim(now() + 10, { lease: makeId(), leaseMs: 1, limit: 10, passOver: [] });
      expect(await due()).toMatchObject([{ event: { type: "feedback.updated" } }]);
      await store().feedback.remove(reader, id, change());
      // What was to be told of it before is forgotten: there is nothing left to tell.
      expect(await due()).toMatchObject([{ event: { type: "feedback.deleted" } }]);
      await store().webhooks.remove(webhook);
    });

    test("yields each record at most once and every lasting one exactly once, while others write", async () => {
      const ids = await Promise.all(Array.from({ length: 60 }, () => taken()));
      const doomed = new Set(ids.filter((_, i) => i % 3 === 0));
      let paging = true;
      const writer = async (): Promise<void> => {
        for (const id of doomed) {
          if (!paging) break;
          await store().feedback.remove(reader, id, change());
          await update(ids[(ids.indexOf(id) + 1) % ids.length] ?? "", { status: "triaged", tags: ["moved"] });
          await taken();
        }
      };
      const seen: string[] = [];
      const read = async (): Promise<void> => {
        for (let before: string | undefined; ; before = seen.at(-1)) {
          const page = await list({ limit: 7, before });
          seen.push(...page);
          if (page.length < 7) break;
        }
        paging = false;
      };
      await Promise.all([writer(), read()]);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(ids.filter((id) => !doomed.has(id))));
    });

    test("an app's old feedback goes in batches, when its days are over and not before", async () => {
      const { appId } = feedback();
      const day = 24 * 3_600_000;
      await store().retention.set(appId, 30);
      const [retention] = await store().retention.list();
      expect(retention).toEqual({ appId, organizationId: reader.organizationId, days: 30 });
      const old = await Promise.all(Array.from({ length: 130 }, () => taken()));
      const removed: number[] = [];
      if (retention) {
        expect(await store().retention.removeBefore(retention, now() - 40 * day, change())).toBe(0);
        for (;;) {
          const count = await store().retention.removeBefore(retention, now() + 1, change());
          if (count === 0) break;
          removed.push(count);
        }
      }
      expect(Math.max(...removed)).toBe(100);
      expect(removed.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(old.length);
      expect(await list({ since: undefined })).toEqual([]);
      await store().retention.reclaim();
      await store().retention.set(appId, null);
      expect(await store().retention.list()).toEqual([]);
    });
  });
};

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { NewFeedback } from "../feedback.ts";
import type { Given } from "./work.ts";

/** What every store must do for what is pulled over from elsewhere. */
export const importSuite = ({ store, reader, now, makeId, feedback }: Given): void => {
  const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();
  const HOUR = 3_600_000;
  /** As it was so many hours ago. */
  const past = (hours: number, submission: Partial<NewFeedback["submission"]>): NewFeedback => {
    const createdAt = now() - hours * HOUR;
    const made = feedback({ createdAt, submission: { content: "x", ...submission } });
    return { ...made, past: { status: "triaged", updatedAt: createdAt + 1 }, event: null };
  };
  const personOf = async (email: string) => {
    const page = { limit: 10, before: undefined, appId: undefined, search: email };
    return (await store().customers.list(reader, page))[0];
  };

  describe("what is pulled over", () => {
    test("is taken once for each mark, however many try at once, in its own time and status, with its replies and no event", async () => {
      const [hash, other] = [hashOf("one"), hashOf("other")];
      const twins = Array.from({ length: 8 }, () => past(5, {}));
      const done = await Promise.all(
        twins.map((one) => {
          const author = { type: "key" as const, id: "import", name: "There" };
          const reply = { id: makeId(), feedbackId: one.id, visibility: "public" as const, author, content: "y" };
          return store().imports.addFeedback(hash, one, [{ ...reply, createdAt: one.createdAt + 1 }]);
        }),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      const id = twins[done.indexOf(true)]?.id ?? "";
      const createdAt = now() - 5 * HOUR;
      const kept = { status: "triaged", createdAt, updatedAt: createdAt + 1 };
      expect(await store().feedback.find(reader, id)).toMatchObject(kept);
      expect(await store().replies.list(reader, id, { limit: 10, after: undefined })).toMatchObject([{ content: "y" }]);
      const events = (await store().eventLog.newest("0".repeat(24), 1_000)).filter(({ subjectId }) => subjectId === id);
      expect(events).toEqual([]);
      const appId = twins[0]?.appId ?? "";
      expect(await store().imports.known(appId, [hash, other])).toEqual(new Set([hash.toString("hex")]));
      expect(await store().imports.known(makeId(), [hash])).toEqual(new Set());
      // Where it is deleted, its mark stays.
      expect(await store().feedback.remove(reader, id, { at: now(), actor: "x", makeId })).toBe(true);
      expect(await store().imports.addFeedback(hash, past(5, {}), [])).toBe(false);
    });

    test("tells of a person what nobody knew, and changes nothing that is newer", async () => {
      const customerEmail = "old@example.com";
      await store().feedback.accept(feedback({ submission: { content: "x", customerEmail, customerName: "Now" } }));
      await store().imports.addFeedback(hashOf("a"), past(2, { customerEmail, customerName: "Before" }), []);
      const [firstSeenAt, lastSeenAt] = [now() - 2 * HOUR, now()];
      expect(await personOf(customerEmail)).toMatchObject({ name: "Now", firstSeenAt, lastSeenAt, feedbackCount: 2 });
      const nameless = "nameless-once@example.com";
      await store().feedback.accept(feedback({ submission: { content: "x", customerEmail: nameless } }));
      await store().imports.addFeedback(hashOf("b"), past(2, { customerEmail: nameless, customerName: "Nell" }), []);
      expect(await personOf("nell")).toMatchObject({ name: "Nell", email: nameless, lastSeenAt });
    });

    test("has a place as long as it is under way, one for each source", async () => {
      const pull = { organizationId: reader.organizationId, appId: feedback().appId, source: "userz a.example" };
      const change = { at: now(), actor: "x", makeId };
      expect(await store().imports.begin(pull, change)).toBeUndefined();
      await store().imports.setPlace(pull.appId, pull.source, { list: "feedback", cursor: "1" });
      await store().imports.setPlace(pull.appId, pull.source, { list: "feedback", cursor: "2" });
      expect(await store().imports.begin(pull, change)).toEqual({ list: "feedback", cursor: "2" });
      expect(await store().imports.begin({ ...pull, source: "userz b.example" }, change)).toBeUndefined();
      await store().imports.setPlace(pull.appId, pull.source, undefined);
      expect(await store().imports.begin(pull, change)).toBeUndefined();
      const log = await store().audit.list(reader, { limit: 1, before: undefined });
      expect(log).toMatchObject([{ action: "import.started", details: { source: "userz a.example" } }]);
    });

    test("of users fills in what is not known, and their events are theirs", async () => {
      const { appId } = feedback();
      const identity = { userId: "long here" };
      const user = { appId, identity, firstSeenAt: now() - 2 * HOUR, lastSeenAt: now() - HOUR };
      const event = {
        id: makeId(),
        eventId: "e 1",
        identity,
        sessionId: null,
        name: "page_viewed",
        properties: { a: 1 },
        occurredAt: now() - HOUR,
      };
      const seen = { id: makeId(), traits: {}, firstSeenAt: now() - HOUR, lastSeenAt: now() - HOUR };
      expect(await store().imports.addEvent(hashOf("event"), { appId, event, user: seen })).toBe(true);
      expect(await store().imports.addEvent(hashOf("event"), { appId, event, user: seen })).toBe(false);
      expect(await store().imports.addUser(hashOf("user"), { ...user, id: makeId(), traits: { plan: "pro" } })).toBe(
        true,
      );
      expect(await store().imports.addUser(hashOf("again"), { ...user, id: makeId(), traits: { plan: "no" } })).toBe(
        true,
      );
      const known = await store().trackedUsers.findBy(appId, identity);
      const { firstSeenAt, lastSeenAt } = user;
      expect(known).toMatchObject({ id: seen.id, traits: { plan: "pro" }, firstSeenAt, lastSeenAt });
      const [kept] = await store().trackedEvents.list(reader, { limit: 1, before: undefined, name: "page_viewed" });
      expect(kept).toMatchObject({ eventId: "e 1", userId: "long here", occurredAt: now() - HOUR });
    });
  });
};

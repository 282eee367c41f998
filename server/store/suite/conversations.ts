import { describe, expect, test } from "vitest";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { Sender } from "../conversations.ts";
import type { NewFeedback } from "../feedback.ts";
import type { StoredReply } from "../replies.ts";
import type { Store } from "../store.ts";

type Given = {
  store: () => Store;
  appId: string;
  memberId: string;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
};

/** What every store must do for who sent something, and asks what was replied. */
export const conversationSuite = ({ store, appId, memberId, now, makeId, feedback }: Given): void => {
  const page = { limit: 20, before: undefined, replies: 50 };
  const idsOf = async (sender: Sender) => (await store().conversations.list(sender, page)).map(({ id }) => id);
  const reply = (feedbackId: string, more: Partial<StoredReply> = {}): StoredReply => ({
    id: makeId(),
    feedbackId,
    visibility: "public",
    author: { type: "member", id: memberId, name: "Owner" },
    content: "Ja, gewiß 👋\u0000",
    createdAt: now(),
    ...more,
  });
  const answer = (sender: Sender, made: StoredReply) =>
    store().conversations.reply(sender, made, { eventId: makeId(), data: {}, singleUse: null, idempotency: null });
  /** A feedback that was replied to. */
  const replied = async (over: Partial<NewFeedback>): Promise<string> => {
    const one = feedback(over);
    await store().feedback.accept(one);
    expect(await answer({ appId, sub: "any" }, reply(one.id))).toMatchObject({ outcome: "created" });
    return one.id;
  };

  describe("a connection", () => {
    test("has the conversations of what came by it, of the same app, and of nothing else", async () => {
      const [mine, another] = [makeId(), makeId()];
      const first = await replied({ connectionId: mine });
      const second = await replied({
        connectionId: mine,
        customer: { sub: "ann", ctx: {} },
        submission: { content: "words 漢字" },
      });
      const theirs = await replied({ connectionId: another });
      const nobodys = await replied({});
      expect(await idsOf({ appId, connectionId: mine })).toEqual([second, first]);
      expect(await idsOf({ appId, connectionId: another })).toEqual([theirs]);
      for (const connectionId of [makeId(), "", "%", appId, `sub ${mine}`])
        expect([connectionId, await idsOf({ appId, connectionId })]).toEqual([connectionId, []]);
      expect(await idsOf({ appId: makeId(), connectionId: mine })).toEqual([]);
      expect(await store().conversations.find({ appId, connectionId: mine }, first)).toEqual({ customerId: null });
      for (const id of [theirs, nobodys, makeId()])
        expect(await store().conversations.find({ appId, connectionId: mine }, id)).toBeUndefined();
      const [shown] = await store().conversations.list({ appId, connectionId: mine }, page);
      expect(shown).toMatchObject({ content: "words 漢字", replies: [{ content: "Ja, gewiß 👋\u0000" }] });
    });

    test("is no user of the host's with the same id, nor the other way round", async () => {
      const one = makeId();
      const byKey = await replied({ connectionId: one });
      const byToken = await replied({ customer: { sub: one, ctx: {} } });
      expect(await idsOf({ appId, connectionId: one })).toEqual([byKey]);
      expect(await idsOf({ appId, sub: one })).toEqual([byToken]);
    });

    test("loses a conversation with its feedback, and sees no notes", async () => {
      const connectionId = makeId();
      const one = feedback({ connectionId });
      await store().feedback.accept(one);
      await answer({ appId, connectionId }, reply(one.id, { visibility: "internal" }));
      expect(await idsOf({ appId, connectionId })).toEqual([]);
    });
  });

  test("a key keeps the hash of its connection token, and shows it to none but requests made with it", async () => {
    const hash = hashOfSecret(`key ${makeId()}`);
    const key = {
      id: makeId(),
      appId,
      ownerId: memberId,
      kind: "publishable" as const,
      name: "Extension",
      hash,
      hint: "ear_pub_…abcd",
      scopes: ["feedback:write" as const],
      allowedOrigins: [],
      createdAt: now(),
      expiresAt: null,
    };
    await store().keys.add({ ...key, connectionHash: hashOfSecret("token") });
    expect((await store().keys.find(hash))?.connectionHash).toEqual(hashOfSecret("token"));
    const listed = (await store().keys.list({ organizationId: "", appId }, {})).concat(
      await store().keys.list({ organizationId: (await store().keys.find(hash))?.app.organizationId ?? "", appId }),
    );
    expect(listed.find(({ id }) => id === key.id)).toMatchObject({ name: "Extension" });
    expect(JSON.stringify(listed)).not.toMatch(/connection/i);
  });
};

import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { CodeUse } from "../connect-codes.ts";
import type { FeedbackReader } from "../feedback.ts";
import type { NewKey } from "../keys.ts";
import type { Noted } from "../noted.ts";
import type { Store } from "../store.ts";

type Given = {
  store: () => Store;
  appId: string;
  organizationId: string;
  ownerId: string;
  now: () => number;
  makeId: () => string;
};

const DAY = 24 * 3_600_000;

/** What every store must do with codes that connect extensions. */
export const connectCodeSuite = ({ store, appId, organizationId, ownerId, now, makeId }: Given): void => {
  const ours: FeedbackReader = { organizationId, appId: null };
  const strangers: FeedbackReader = { organizationId: "0000000000000000000000ff", appId: null };
  const noted = (): Noted => ({ at: now(), actor: "member x", makeId, organizationId });
  const codes = () => store().connectCodes;

  const addCode = async (expiresAt = now() + DAY): Promise<{ id: string; hash: Buffer }> => {
    const code = { id: makeId(), hash: randomBytes(32) };
    const record = { ...code, appId, ownerId, name: "Ann 👋", makerKeyId: null, createdAt: now(), expiresAt };
    await codes().add(record, noted());
    return code;
  };
  const newKey = (): NewKey => {
    const id = makeId();
    return {
      id,
      appId,
      ownerId,
      kind: "publishable",
      name: "Chrome extension of Ann",
      hash: hashOfSecret(id),
      hint: "ear_pub_…abcd",
      scopes: ["feedback:write"],
      allowedOrigins: ["moz-extension://*"],
      createdAt: now(),
      expiresAt: null,
    };
  };
  const use = (over: Partial<CodeUse> = {}): CodeUse => ({ at: now(), claim: null, replaces: null, ...over });
  const listed = (reader = ours, more: object = {}) => codes().list(reader, { now: now(), ...more });
  const keyOf = (id: string) => store().keys.get(ours, id);

  describe("connect codes", () => {
    test("are found by their hash until they expire, and listed newest first to their own organization and app", async () => {
      const [one, other] = [await addCode(), await addCode(now() + 5)];
      expect(await codes().find(one.hash, now())).toMatchObject({ id: one.id, name: "Ann 👋", keyId: null });
      expect(await codes().find(randomBytes(32), now())).toBeUndefined();
      expect(await codes().find(other.hash, now() + 5)).toBeUndefined();
      expect((await listed()).slice(0, 2).map(({ id }) => id)).toEqual([other.id, one.id]);
      expect((await listed(ours, { limit: 1, before: other.id })).map(({ id }) => id)).toEqual([one.id]);
      expect(await listed(strangers)).toEqual([]);
      expect(await listed({ organizationId, appId: makeId() })).toEqual([]);
      expect(await codes().get(strangers, one.id, now())).toBeUndefined();
      expect(await codes().get(ours, one.id, now())).toMatchObject({ ownerId, makerKeyName: null, usedAt: null });
      expect(Object.values<unknown>((await listed())[0] ?? {}).some((value) => value instanceof Uint8Array)).toBe(
        false,
      );
    });

    test("make a key once; what was used is found only by who has the claim to it", async () => {
      const { id, hash } = await addCode();
      const [claim, key] = [randomBytes(32), newKey()];
      const outcomes = await Promise.all([
        codes().redeem(id, key, use({ claim }), noted()),
        codes().redeem(id, newKey(), use({ claim: randomBytes(32) }), noted()),
      ]);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(outcomes[0]).toBe(true);
      expect(await codes().find(hash, now())).toBeUndefined();
      expect(await codes().find(hash, now(), randomBytes(32))).toBeUndefined();
      expect(await codes().find(hash, now(), claim)).toMatchObject({ id, keyId: key.id });
      expect(await codes().get(ours, id, now())).toMatchObject({ usedAt: now(), keyId: key.id });
      expect(await codes().cancel({ id, appId }, noted())).toBe(false);
    });

    test("without a claim are nobody's once they are used", async () => {
      const { id, hash } = await addCode();
      expect(await codes().redeem(id, newKey(), use())).toBe(true);
      for (const claim of [null, Buffer.alloc(0), Buffer.alloc(32)])
        expect(await codes().find(hash, now(), claim)).toBeUndefined();
    });

    test("a repeat ends the key before and keeps the next, whole or not at all; of eight at once, once", async () => {
      const { id } = await addCode();
      const [claim, first] = [randomBytes(32), newKey()];
      expect(await codes().redeem(id, first, use({ claim }))).toBe(true);
      const next = Array.from({ length: 8 }, newKey);
      const outcomes = await Promise.all(
        next.map((key) => codes().redeem(id, key, use({ claim, replaces: first.id }), noted())),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const winner = next[outcomes.indexOf(true)]?.id ?? "";
      expect(await keyOf(first.id)).toMatchObject({ revokedAt: now(), replacedBy: winner });
      for (const { id } of next) expect((await keyOf(id))?.revokedAt).toBe(id === winner ? null : undefined);
      expect(await codes().get(ours, id, now())).toMatchObject({ keyId: winner });
      const [entry] = await store().audit.list(ours, { limit: 1, before: undefined });
      expect(entry).toMatchObject({
        action: "key.rotated",
        subject: `key ${first.id}`,
        details: { successor: winner },
      });
    });

    test("a key that was used or revoked is not replaced", async () => {
      for (const end of [
        (key: NewKey) => store().keys.markUsed(key.id, now()),
        (key: NewKey) => store().keys.revoke(key, now()),
      ]) {
        const { id } = await addCode();
        const [claim, key, next] = [randomBytes(32), newKey(), newKey()];
        await codes().redeem(id, key, use({ claim }));
        await end(key);
        expect(await codes().redeem(id, next, use({ claim, replaces: key.id }))).toBe(false);
        expect(await keyOf(next.id)).toBeUndefined();
        expect(await codes().get(ours, id, now())).toMatchObject({ keyId: key.id });
      }
    });

    test("are cancelled once, and swept when their day is over, with the key they made left alone", async () => {
      const cancelled = await addCode();
      expect(await codes().cancel({ id: cancelled.id, appId }, noted())).toBe(true);
      expect(await codes().cancel({ id: cancelled.id, appId }, noted())).toBe(false);
      expect(await codes().find(cancelled.hash, now())).toBeUndefined();
      const used = await addCode(now() + 1);
      const key = newKey();
      await codes().redeem(used.id, key, use());
      await store().sweep(now() + 1);
      expect(await codes().get(ours, used.id, now())).toBeUndefined();
      expect(await keyOf(key.id)).toMatchObject({ revokedAt: null });
    });
  });
};

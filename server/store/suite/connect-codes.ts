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
      connectionHash: hashOfSecret(`token ${id}`),
      hint: "ear_pub_…abcd",
      scopes: ["feedback:write"],
      allowedOrigins: ["moz-extension://*"],
      createdAt: now(),
      expiresAt: null,
    };
  };
  const use = (over: Partial<CodeUse> = {}): CodeUse => ({ at: now(), claim: null, ...over });
  const listed = (reader = ours, more: object = {}) => codes().list(reader, { now: now(), ...more });
  const keyOf = (id: string) => store().keys.get(ours, id);

  describe("connect codes", () => {
    test("are found by their hash until they expire, and listed newest first to their own organization and app", async () => {
      const [one, other] = [await addCode(), await addCode(now() + 5)];
      expect(await codes().find(one.hash, now())).toMatchObject({ id: one.id, name: "Ann 👋", made: null });
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
      const users = [newKey(), newKey()].map((key) => ({ key, claim: randomBytes(32) }));
      const outcomes = await Promise.all(
        users.map(({ key, claim }) => codes().redeem(id, key, use({ claim }), noted())),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const { key, claim } = users[outcomes.indexOf(true)] ?? expect.fail();
      expect(await codes().find(hash, now())).toBeUndefined();
      expect(await codes().find(hash, now(), randomBytes(32))).toBeUndefined();
      const made = { id: key.id, name: key.name, hash: key.hash, connectionHash: key.connectionHash };
      expect(await codes().find(hash, now(), claim)).toMatchObject({ id, made });
      expect(await codes().get(ours, id, now())).toMatchObject({ usedAt: now(), keyId: key.id });
      expect(await codes().cancel({ id, appId }, noted())).toBe(false);
    });

    test("without a claim are nobody's once they are used", async () => {
      const { id, hash } = await addCode();
      expect(await codes().redeem(id, newKey(), use())).toBe(true);
      for (const claim of [null, Buffer.alloc(0), Buffer.alloc(32)])
        expect(await codes().find(hash, now(), claim)).toBeUndefined();
    });

    test("of eight uses by one who has the claim one makes a key, and no other leaves anything", async () => {
      const { id, hash } = await addCode();
      const claim = randomBytes(32);
      const keys = Array.from({ length: 8 }, newKey);
      const outcomes = await Promise.all(keys.map((key) => codes().redeem(id, key, use({ claim }), noted())));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const winner = keys[outcomes.indexOf(true)]?.id ?? "";
      for (const { id } of keys) expect((await keyOf(id))?.revokedAt).toBe(id === winner ? null : undefined);
      expect(await codes().redeem(id, newKey(), use({ claim }), noted())).toBe(false);
      expect(await codes().find(hash, now(), claim)).toMatchObject({ made: { id: winner } });
      const [entry] = await store().audit.list(ours, { limit: 1, before: undefined });
      expect(entry).toMatchObject({ action: "key.created", subject: `key ${winner}` });
    });

    test("are known to who has the claim while the key they made is alive: used or not, but not revoked, rotated or expired", async () => {
      const found = async (end: (key: NewKey) => unknown, more: Partial<NewKey> = {}) => {
        const { id, hash } = await addCode();
        const [claim, key] = [randomBytes(32), { ...newKey(), ...more }];
        await codes().redeem(id, key, use({ claim }));
        await end(key);
        return (await codes().find(hash, now(), claim)) !== undefined;
      };
      const { replace, revoke, markUsed } = store().keys;
      expect(await found(() => {})).toBe(true);
      expect(await found(({ id }) => markUsed(id, now()))).toBe(true);
      expect(await found(() => {}, { expiresAt: now() + 1 })).toBe(true);
      expect(await found(() => {}, { expiresAt: now() })).toBe(false);
      expect(await found((key) => revoke(key, now()))).toBe(false);
      expect(await found(({ id }) => replace(id, newKey(), { expiresAt: now() + DAY }))).toBe(false);
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

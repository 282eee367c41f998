import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, isOutdated, isPassword } from "./password-hash.ts";

test("what is kept tells the algorithm and its parameters, is salted, and opens to that password alone", async () => {
  const [one, two] = [await hashPassword("four words of mine"), await hashPassword("four words of mine")];
  expect(one).toMatch(/^(argon2id\$19456,2,1|scrypt\$131072,8,1)\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect(await isPassword("four words of mine", one)).toBe(true);
  expect(await isPassword("four words of mind", one)).toBe(false);
  expect(isOutdated(one)).toBe(false);
});

test("what an older version or another Node kept still opens, and is known to be outdated", async () => {
  const salt = Buffer.alloc(16, 3);
  const hash = scryptSync("four words of mine", salt, 32, { N: 16_384, r: 8, p: 1 });
  const kept = `scrypt$16384,8,1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
  expect([await isPassword("four words of mine", kept), isOutdated(kept)]).toEqual([true, true]);
  expect(await isPassword("other words of mine", kept)).toBe(false);
});

test("where nothing is kept, or nothing that can be read, no password is right", async () => {
  for (const kept of [undefined, "", "plain", "scrypt$16384,8,1$$", "md5$1$AAAA$AAAA"])
    expect([kept, await isPassword("", kept).catch(() => "failed")]).not.toEqual([kept, true]);
});

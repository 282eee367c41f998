import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createVault, parseVaultKey, readVaultKey } from "./vault.ts";

const vault = createVault(Buffer.alloc(32, 1));

test("what was sealed is had again, and is not to be read in what is stored", () => {
  const sealed = vault.seal("whsec_topsecret ✓", "webhook 1");
  expect(vault.open(sealed, "webhook 1")).toBe("whsec_topsecret ✓");
  expect(sealed.toString("latin1")).not.toContain("topsecret");
  expect(vault.seal("whsec_topsecret ✓", "webhook 1").equals(sealed)).toBe(false);
});

test("another purpose, another key or a changed byte opens nothing", () => {
  const sealed = vault.seal("x", "webhook 1");
  expect(() => vault.open(sealed, "webhook 2")).toThrow();
  expect(() => createVault(Buffer.alloc(32, 2)).open(sealed, "webhook 1")).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] as number) ^ 1;
    expect(() => vault.open(changed, "webhook 1")).toThrow();
  }
});

test("what is derived comes out the same again, for the same question and purpose and of the same key alone", () => {
  const once = vault.derive("code and uuid", "key");
  expect(once).toHaveLength(32);
  expect(vault.derive("code and uuid", "key").equals(once)).toBe(true);
  const others = [
    vault.derive("code and uuie", "key"),
    vault.derive("code and uuid", "token"),
    createVault(Buffer.alloc(32, 2)).derive("code and uuid", "key"),
  ];
  for (const other of others) expect(other.equals(once)).toBe(false);
  // What is written in a database outlives this program: RFC 5869, worked out step by step.
  const hmac = (key: Buffer, text: string | Buffer) => createHmac("sha256", key).update(text).digest();
  const extracted = hmac(Buffer.alloc(32, 1), "code and uuid");
  expect(hmac(extracted, "earshot key\u0001").equals(once)).toBe(true);
});

test("the installation's key is made once, for its owner only, and a damaged one is not replaced", () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-vault-"));
  const key = readVaultKey(folder, undefined);
  expect(key).toHaveLength(32);
  expect(readVaultKey(folder, undefined).equals(key)).toBe(true);
  expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
  expect(readVaultKey(folder, Buffer.alloc(32, 9)).equals(Buffer.alloc(32, 9))).toBe(true);
  writeFileSync(join(folder, "secret.key"), "short");
  expect(() => readVaultKey(folder, undefined)).toThrow(/restore it/);
  rmSync(folder, { recursive: true });
});

test("a key is 32 bytes of base64, and nothing else", () => {
  expect(parseVaultKey(Buffer.alloc(32, 3).toString("base64"))).toHaveLength(32);
  expect(parseVaultKey(Buffer.alloc(32, 3).toString("base64url"))).toHaveLength(32);
  for (const wrong of ["", "password", "x".repeat(42), "x".repeat(45), Buffer.alloc(16).toString("base64")])
    expect(parseVaultKey(wrong)).toBeUndefined();
});

import { randomBytes, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PUBLISHABLE_KEY_PATTERN, SECRET_KEY_PATTERN } from "../../shared/contract/key-text.ts";
import { KEY_PROFILES, keyProfile } from "./key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText, profileOfKeyText } from "./key-text.ts";

test("a key has the shape of the contract and is known by its profile", () => {
  for (let round = 0; round < 200; round++) {
    expect(makeKeyText(keyProfile("publishable"))).toMatch(PUBLISHABLE_KEY_PATTERN);
    expect(makeKeyText(keyProfile("secret"))).toMatch(SECRET_KEY_PATTERN);
    for (const profile of KEY_PROFILES) expect(profileOfKeyText(makeKeyText(profile))).toBe(profile);
  }
});

test("any single mistyped character is noticed without asking a database", () => {
  for (let round = 0; round < 500; round++) {
    const text = makeKeyText(keyProfile("secret"), randomBytes(32));
    const at = randomInt(text.length);
    const other = text[at] === "x" ? "y" : "x";
    expect(profileOfKeyText(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
  }
});

test("texts that are too short, too long or of another kind are no keys", () => {
  const text = makeKeyText(keyProfile("publishable"));
  for (const wrong of [
    "",
    "ear_pub_",
    text.slice(1),
    text.slice(0, -1),
    `${text}0`,
    text.replace("ear_pub_", "ear_sk_"),
    "sk_live_abc",
  ])
    expect(profileOfKeyText(wrong)).toBeUndefined();
});

test("what may be shown later does not hold the key, and what is stored does not either", () => {
  const profile = keyProfile("secret");
  const text = makeKeyText(profile);
  expect(hintOfKeyText(text, profile)).toBe(`ear_sk_…${text.slice(-4)}`);
  expect(hashOfSecret(text).toString("latin1")).not.toContain(text.slice(7, 20));
  expect(hashOfSecret(text)).toHaveLength(32);
});

test("the pattern that SECURITY.md gives to secret scanners finds every text that is made here", () => {
  const told = readFileSync("SECURITY.md", "utf8");
  const pattern = new RegExp(/`(ear_\(.+\{6\})`/.exec(told)?.[1] ?? expect.fail());
  const prefixes = new Set([...told.matchAll(/`(ear_[a-z]+_)\.\.\.`/g)].map(([, prefix]) => `${prefix}`));
  expect([...prefixes].sort()).toEqual(["ear_con_", "ear_pub_", "ear_sig_", "ear_sk_"]);
  for (const prefix of prefixes) {
    const text = makeKeyText({ prefix });
    expect(pattern.exec(`x="${text}"`)?.[0]).toBe(text);
  }
});

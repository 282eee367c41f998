import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainLabel, isPlainName } from "./element-names.ts";

const HEX = "0123456789abcdef";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
const opaque = fc.array(fc.constantFrom(...ALPHABET), { minLength: 32, maxLength: 60 }).map((all) => all.join(""));
const address = fc
  .tuple(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z]{1,9}\.(com|org)$/))
  .map((all) => all.join("@"));
const digits = fc.stringMatching(/^[a-z]{0,6}-?\d{3,16}$/);

describe("a name in a page's code", () => {
  it.each(["cart", "cart-total", "saveButton", "step-2", "MuiButton-root", "btn-primary_large", "tab1"])(
    "that a person wrote may be told: %s",
    (name) => expect(isPlainName(name)).toBe(true),
  );

  it.each([
    "",
    "css-1q2w3e",
    "sc-bdVaJa",
    "jss12",
    "_3kXy9",
    "Button_root__x7Fz2",
    "svelte-1abcxyz",
    ":r1:",
    "radix-3",
    "headlessui-menu-button-12",
    "react-aria-7",
    "ember42",
    "a".repeat(41),
    "ann@example.com",
    "user-48213",
    "order_2026-11-03",
    "a b",
    'a"b',
  ])("that a tool made up, or that tells of a person, may not: %s", (name) => expect(isPlainName(name)).toBe(false));

  it("is never an address, a long number or an opaque string", () => {
    fc.assert(fc.property(fc.oneof(opaque, address, digits, fc.uuid()), (secret) => !isPlainName(secret)));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HEX), { minLength: 12, maxLength: 64 }), (hash) => {
        fc.pre(/\d/.test(hash.slice(0, -2).join("")));
        return !isPlainName(hash.join(""));
      }),
    );
  });

  it("needs no escaping in a selector", () => {
    fc.assert(fc.property(fc.string(), (name) => !isPlainName(name) || /^[a-z][\w-]*$/i.test(name)));
  });
});

describe("a label", () => {
  it.each(["Save", "Remove from cart", "Zurück", "Übersicht, Teil zwei", "次へ"])(
    "of plain words may be told: %s",
    (label) => expect(isPlainLabel(label)).toBe(true),
  );
  it.each([
    "",
    "Mail to ann@example.com",
    "Order 48213",
    'Say "hi"',
    "back\\slash",
    " Save",
    "x".repeat(21),
    "a ".repeat(21),
  ])("with anything else in it may not: %s", (label) => expect(isPlainLabel(label)).toBe(false));
});

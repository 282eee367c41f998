import fc from "fast-check";
import { expect, test } from "vitest";
import { decideOrigin, parseOriginEntry } from "./allowed-origins.ts";

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom("com", "example", "co.uk", "internal"))
  .map(([labels, end]) => [...labels, end].join("."));
const port = fc.integer({ min: 1, max: 65_535 }).filter((number) => number !== 443 && number !== 80);
const passes = (entry: string, origin: string): boolean => decideOrigin([entry], origin, undefined).allowed;

test("a domain admits itself and everything below it over https, and nothing beside or above it", () => {
  fc.assert(
    fc.property(domain, label, port, (name, sub, number) => {
      expect(passes(name, `https://${name}`)).toBe(true);
      expect(passes(name, `https://${sub}.${name}`)).toBe(true);
      expect(passes(name, `http://${name}`)).toBe(false);
      expect(passes(name, `https://${name}:${number}`)).toBe(false);
      expect(passes(name, `https://${sub}${name}`)).toBe(false);
      expect(passes(name, `https://${name}.${sub}.test`)).toBe(false);
      expect(passes(`${sub}.${name}`, `https://${name}`)).toBe(false);
      expect(passes(`*.${name}`, `https://${name}`)).toBe(false);
      expect(passes(`*.${name}`, `https://${sub}.${name}`)).toBe(true);
    }),
  );
});

test("a full origin admits exactly itself", () => {
  fc.assert(
    fc.property(fc.constantFrom("http", "https"), domain, port, label, (scheme, name, number, sub) => {
      const entry = `${scheme}://${name}:${number}`;
      expect(parseOriginEntry(entry)).toEqual({ entry });
      expect(passes(entry, entry)).toBe(true);
      expect(passes(entry, `${scheme}://${name}`)).toBe(false);
      expect(passes(entry, `${scheme}://${sub}.${name}:${number}`)).toBe(false);
      expect(passes(entry, `${scheme === "http" ? "https" : "http"}://${name}:${number}`)).toBe(false);
    }),
  );
});

test("whatever is saved is saved the same a second time, and says what it means in lower case", () => {
  const text = fc.oneof(
    domain,
    domain.map((name) => `*.${name.toUpperCase()}`),
    fc.webUrl(),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.stringMatching(/^[a-z.*:/@?#-]{0,30}$/),
  );
  fc.assert(
    fc.property(text, (written) => {
      const first = parseOriginEntry(written);
      if ("reason" in first) {
        expect(first.reason).toMatch(/\S/);
        return;
      }
      expect(parseOriginEntry(first.entry)).toEqual(first);
      expect(first.entry).toBe(first.entry.toLowerCase());
      expect(first.entry).not.toMatch(/[\s?#@]|[^:/]\/|\.$/);
    }),
    { numRuns: 1_000 },
  );
});

test("every web origin that can be saved is one that a browser can write: the entry admits it", () => {
  const host = fc.oneof(domain, label, fc.ipV4(), fc.ipV4Extended(), fc.stringMatching(/^[a-z0-9.*%x]{1,12}$/));
  fc.assert(
    fc.property(fc.constantFrom("http", "https"), host, (scheme, name) => {
      const saved = parseOriginEntry(`${scheme}://${name}`);
      if ("reason" in saved) return;
      expect(passes(saved.entry, saved.entry)).toBe(true);
      expect(saved.entry).toMatch(/^https?:\/\/[a-z0-9_.-]+$/);
    }),
    { numRuns: 1_000 },
  );
});

test("no header, however it is written, passes a list that does not name its host", () => {
  const header = fc.oneof(
    fc.webUrl(),
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      "null",
      "https://example.com@evil.test",
      "https://evil.test#example.com",
      "https://evil.test\\.example.com",
      "https://example.com.",
      "https://EXAMPLE.com",
      " https://example.com",
      "https://example.com ",
      "https://example.com\u0000",
      "https://example。com",
    ),
  );
  fc.assert(
    fc.property(header, (origin) => {
      const allowed = /^https:\/\/([a-z0-9_-]+\.)*example\.com$/.test(origin);
      expect(passes("example.com", origin)).toBe(allowed);
      expect(decideOrigin([], origin, undefined).allowed).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test("the entry that a refusal names does admit the origin", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("http", "https"),
      domain,
      fc.option(port, { nil: undefined }),
      (scheme, name, number) => {
        const origin = `${scheme}://${name}${number === undefined ? "" : `:${number}`}`;
        const decision = decideOrigin([], origin, undefined);
        const admittedBy = decision.allowed ? null : decision.admittedBy;
        expect(admittedBy).not.toBeNull();
        expect(passes(admittedBy ?? "", origin)).toBe(true);
      },
    ),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalImageHost, IMAGE_HOST_PATTERN, isRelayed } from "./image-host.ts";

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/).filter((text) => !text.startsWith("xn--"));
const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));
const port = fc.option(
  fc.integer({ min: 1, max: 65_535 }).filter((number) => number !== 443),
  { nil: undefined },
);
const at = (host: string, number: number | undefined) => (number === undefined ? host : `${host}:${number}`);
const address = (host: string) => new URL(`https://${host}/a.png?b=c`);

test("whatever is written, what is kept is kept as it is, and is a host or nothing that the schema takes", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), domain, fc.webAuthority(), fc.ipV6(), fc.ipV4()), (text) => {
      const kept = canonicalImageHost(text);
      if (!IMAGE_HOST_PATTERN.test(kept)) return;
      expect(canonicalImageHost(kept)).toBe(kept);
      const bare = kept.replace(/^\*\./, "");
      expect(address(bare).host).toBe(bare);
      expect(isRelayed([kept], address(kept.replace(/^\*/, "x")))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a host admits itself at its port, in any case, and nobody who only looks like it", () => {
  fc.assert(
    fc.property(domain, port, port, label, (name, its, other, more) => {
      const hosts = [at(name, its)];
      expect(isRelayed(hosts, address(at(name.toUpperCase(), its)))).toBe(true);
      expect(isRelayed(hosts, address(at(name, other)))).toBe(its === other);
      for (const lookalike of [`${more}.${name}`, `${more}${name}`, `${name}.${more}`, `${name}@${more}.example`])
        expect(isRelayed(hosts, address(at(lookalike, its)))).toBe(false);
    }),
  );
});

test("a star admits subdomains of any depth, not the domain itself and no other that ends like it", () => {
  fc.assert(
    fc.property(domain, port, domain, label, (name, its, sub, more) => {
      const hosts = [at(`*.${name}`, its)];
      expect(isRelayed(hosts, address(at(`${sub}.${name}`, its)))).toBe(true);
      expect(isRelayed(hosts, address(at(name, its)))).toBe(false);
      expect(isRelayed(hosts, address(at(`x${name}`, its)))).toBe(false);
      expect(isRelayed(hosts, address(at(`${sub}.${name}.${more}`, its)))).toBe(`${name}.${more}`.endsWith(`.${name}`));
    }),
  );
});

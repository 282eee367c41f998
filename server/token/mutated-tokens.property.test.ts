import fc from "fast-check";
import { expect, test } from "vitest";
import { APP, CLAIMS, encodePart, HEADER, handMade, NOW, SECOND, SECRET, signed } from "./hand-made-token.ts";
import { UserTokenError } from "./user-token-error.ts";
import { verify } from "./verify.ts";

const secrets = [{ secret: SECRET }];
const good = handMade({ ...CLAIMS, ctx: { name: "Ann" } });

/** The refusal, or `undefined` when the token was taken. Anything else that is thrown fails the test. */
const refusalOf = async (token: string): Promise<UserTokenError | undefined> => {
  try {
    await verify(token, { app: APP, secrets, now: NOW });
    return undefined;
  } catch (error) {
    if (error instanceof UserTokenError) return error;
    throw error;
  }
};

test("the token that is mutated below is good as it stands", async () => {
  expect(await refusalOf(good)).toBeUndefined();
});

test("a token with any one character changed is refused", async () => {
  const place = fc.nat(good.length - 1);
  const character = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  await fc.assert(
    fc.asyncProperty(place, fc.oneof(character, fc.constantFrom(..."AQgw-_.=+/ ")), async (at, other) => {
      fc.pre(other !== good[at]);
      expect(await refusalOf(good.slice(0, at) + other + good.slice(at + 1))).toBeDefined();
    }),
    { numRuns: 400 },
  );
});

test("every single bit of a token counts", async () => {
  const bytes = Buffer.from(good);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(await refusalOf(flipped.toString("latin1")), `bit ${bit}`).toBeDefined();
  }
});

test("a token with pieces cut out, doubled or added is refused", async () => {
  const span = fc.tuple(fc.nat(good.length), fc.nat(good.length), fc.string({ maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(span, async ([from, to, piece]) => {
      const mutated = good.slice(0, from) + piece + good.slice(to);
      fc.pre(mutated !== good);
      expect(await refusalOf(mutated)).toBeDefined();
    }),
    { numRuns: 300 },
  );
});

test("whatever stands in a rightly signed header or payload, the answer is yes or a refusal, never a failure", async () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.json(),
    fc.record(
      {
        alg: fc.constantFrom("HS256", "none", 1),
        typ: fc.constantFrom("JWT", 1),
        kid: fc.anything(),
        sub: fc.oneof(fc.string(), fc.anything()),
        aud: fc.constantFrom(APP, [APP], null),
        iat: fc.oneof(fc.constant(SECOND), fc.double()),
        exp: fc.oneof(fc.constant(SECOND + 60), fc.double(), fc.bigInt().map(String)),
        ctx: fc.anything(),
        jti: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  const text = (value: unknown) => {
    try {
      return encodePart(value as object);
    } catch {
      return encodePart("{}"); // what JSON cannot say
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constant(HEADER), part), part, async (header, payload) => {
      await refusalOf(signed(text(header), text(payload)));
    }),
    { numRuns: 500 },
  );
});

test("two members of one name are found wherever they stand, and one of each is not", async () => {
  const name = fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) => text !== "__proto__");
  const tree = fc.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.array(fc.dictionary(name, fc.string()))), {
    maxKeys: 4,
  });
  const claims = (ctx: string) =>
    handMade(`{"sub":"u","aud":"${APP}","iat":${SECOND},"exp":${SECOND + 60},"ctx":${ctx}}`);
  await fc.assert(
    fc.asyncProperty(tree, name, async (value, twice) => {
      const inner = `{${JSON.stringify(twice)}:1,"x":{},${JSON.stringify(twice)}:"2"}`;
      const holds = JSON.stringify({ value });
      fc.pre(Buffer.byteLength(holds) < 1_500);
      expect(await refusalOf(claims(holds))).toBeUndefined();
      const repeated = await refusalOf(claims(`{"value":[${holds},${inner}]}`));
      expect(repeated?.reason).toBe("its payload has a member twice");
    }),
    { numRuns: 200 },
  );
});

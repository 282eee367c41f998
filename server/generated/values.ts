import fc from "fast-check";

/*
 * Values that go to the server in tests: right and nearly right by a schema of the OpenAPI document, and wrong in the ways that
 * have broken servers.
 */
type Json = Record<string, unknown>;
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
};

const NASTY = [
  "",
  "\u0000",
  "\ud800",
  "__proto__",
  "null",
  "'; drop table feedback; --",
  '"*',
  "%",
  "é".repeat(500),
  "=1+1",
];
export const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(...NASTY),
  fc.string({ maxLength: 20 }),
);
const anything: fc.Arbitrary<unknown> = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.constant(null));

/** A value of this shape, more or less: mostly right, so that requests get past the schema, and sometimes anything. */
export const jsonOf = (schema: Schema, anyId: fc.Arbitrary<string>, depth = 0): fc.Arbitrary<unknown> => {
  const wrong = { weight: 1, arbitrary: anything };
  const mostly = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary }, wrong);
  if (depth > 6) return anything;
  if (schema.const !== undefined) return mostly(fc.constant(schema.const));
  if (schema.enum) return mostly(fc.constantFrom(...schema.enum));
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => jsonOf(one, anyId, depth + 1)));
  const [type] = [schema.type].flat();
  if (type === "object" || schema.properties) {
    const named = Object.entries(schema.properties ?? {}).map(
      ([name, inner]) => [name, jsonOf(inner, anyId, depth + 1)] as const,
    );
    const requiredKeys = (schema.required ?? []).filter((name) => schema.properties?.[name]);
    const object = fc.record(Object.fromEntries(named), { requiredKeys: requiredKeys as never });
    const more =
      typeof schema.additionalProperties === "object"
        ? fc.dictionary(text, jsonOf(schema.additionalProperties, anyId, depth + 1), { maxKeys: 3 })
        : fc.constant({});
    return mostly(fc.tuple(object, more).map(([a, b]) => ({ ...(b as Json), ...(a as Json) })));
  }
  if (type === "array") return mostly(fc.array(jsonOf(schema.items ?? {}, anyId, depth + 1), { maxLength: 4 }));
  if (type === "boolean") return mostly(fc.boolean());
  if (type === "integer")
    return mostly(
      fc.integer({ min: Math.max(schema.minimum ?? -5, -5), max: Math.min(schema.maximum ?? 1_000, 1_000) }),
    );
  if (type === "number") return mostly(fc.oneof(fc.integer({ min: 0, max: 500 }), fc.double()));
  if (type !== "string") return anything;
  if (schema.pattern?.includes("{24}")) return anyId;
  if (schema.format === "date-time")
    return mostly(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
    );
  return text;
};

const NESTED = fc.constantFrom(1, 10, 100, 1_000, 20_000);
const nest = (open: string, close: string, deep: number, inside: string): string =>
  open.repeat(deep) + inside + close.repeat(deep);

/** JSON text of a value: mostly as it is, and sometimes broken, nested, repeated or grown on its way. */
export const written = (values: fc.Arbitrary<unknown>): fc.Arbitrary<string> => {
  const whole = values.map((value) => JSON.stringify(value) ?? "");
  const at = (of: string, place: number): number => Math.floor(place * of.length);
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const inObject = (more: fc.Arbitrary<string>) =>
    fc
      .tuple(whole, more)
      .map(([json, one]) =>
        json.startsWith("{") ? json.replace(/^\{(?=(.?))/, (_, next) => `{${one}${next === "}" ? "" : ","}`) : json,
      );
  return fc.oneof(
    { weight: 14, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, place).map(([json, end]) => json.slice(0, at(json, end))) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(whole, place, fc.string({ unit: "binary", maxLength: 3 }))
        .map(([json, here, put]) => json.slice(0, at(json, here)) + put + json.slice(at(json, here))),
    },
    { weight: 1, arbitrary: fc.tuple(whole, NESTED).map(([json, deep]) => nest("[", "]", deep, json)) },
    { weight: 1, arbitrary: fc.tuple(whole, NESTED).map(([json, deep]) => nest('{"a":', "}", deep, json)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(whole, NESTED, place)
        .map(([json, deep, here]) =>
          json.replace(/(?<=:)("[^"]*"|\d+|null|true|false)/g, (value, _, offset) =>
            offset >= at(json, here) ? nest("[", "]", deep, value) : value,
          ),
        ),
    },
    {
      weight: 1,
      arbitrary: inObject(
        fc.constantFrom(
          '"__proto__":{"a":1}',
          '"constructor":1',
          '"x":1',
          '"content":"twice"',
          `"x":${"9".repeat(10_000)}`,
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: inObject(
        fc.nat({ max: 2_000 }).map((count) => Array.from({ length: count + 1 }, (_, i) => `"k${i}":0`).join(",")),
      ),
    },
  );
};

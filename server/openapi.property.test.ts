import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, PAGE } from "../server-stub/asking.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { addTestApp } from "../server-stub/second-app.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { cursorFor } from "./feedback/cursor.ts";
import { dataUrl, samplePng } from "./images/sample-images.ts";

type Json = Record<string, unknown>;
type Schema = {
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
type Operation = {
  parameters?: Array<{ name: string; in: string; schema: Schema }>;
  requestBody?: { content: Record<string, { schema?: Schema; example?: unknown }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type Document = { paths: Record<string, Record<string, Operation>> };

const RUNS = 60;

const stub: Stub = await startStub();
const document = (await (await fetch(`${stub.url}/openapi.json`)).json()) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    method,
    operation,
  })),
);

/** Ids of what is there, by the second word of their paths: then not every request asks for nothing. */
const known = new Map<string, string[]>();
const kindOf = (path: string): string => path.split("/")[2] ?? "";
const learn = (kind: string, id: string): void => void known.set(kind, [...(known.get(kind) ?? []), id].slice(-40));
let otherKey = "";
let cookie = "";
beforeAll(async () => {
  otherKey = (await addTestApp(stub)).secretKey;
  const { ask, submit } = asking(() => stub);
  for (const content of ["one", "two", "three", "four", "five", "six"]) {
    const sent = await submit({
      content,
      customerEmail: `${content}@example.com`,
      screenshotDataUrl: dataUrl(samplePng()),
    });
    const { id } = (await sent.json()) as { id: string };
    for (const kind of ["feedback", "customers"]) learn(kind, id); // a customer has the id of their first feedback
  }
  learn("apps", STUB_APP_ID);
  const token = (await stub.signInLink()).split("=")[1];
  cookie = (await ask("/v1/session", { key: null, body: { token } })).headers.get("set-cookie")?.split(";")[0] ?? "";
});
afterAll(() => stub.close());

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
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(...NASTY),
  fc.string({ maxLength: 20 }),
);
const knownId = (kind: string) =>
  fc.nat().map((at) => known.get(kind)?.at(-1 - (at % (known.get(kind)?.length ?? 1))) ?? "0".repeat(24));
const idOf = (kind: string) =>
  fc.oneof(
    { weight: 8, arbitrary: knownId(kind) },
    { weight: 1, arbitrary: fc.stringMatching(/^[0-9a-f]{24}$/) },
    { weight: 1, arbitrary: text },
  );
const anyId = fc.constantFrom("feedback", "apps", "keys", "webhooks").chain(idOf);
const cursor = fc.oneof({ weight: 6, arbitrary: knownId("feedback").map(cursorFor) }, { weight: 1, arbitrary: text });
const anything: fc.Arbitrary<unknown> = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.constant(null));

/** A value of this shape, more or less: mostly right, so that requests get past the schema, and sometimes anything. */
const jsonOf = (schema: Schema, depth = 0): fc.Arbitrary<unknown> => {
  const wrong = { weight: 1, arbitrary: anything };
  const mostly = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary }, wrong);
  if (depth > 6) return anything;
  if (schema.const !== undefined) return mostly(fc.constant(schema.const));
  if (schema.enum) return mostly(fc.constantFrom(...schema.enum));
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => jsonOf(one, depth + 1)));
  const [type] = [schema.type].flat();
  if (type === "object" || schema.properties) {
    const named = Object.entries(schema.properties ?? {}).map(
      ([name, inner]) => [name, jsonOf(inner, depth + 1)] as const,
    );
    const requiredKeys = (schema.required ?? []).filter((name) => schema.properties?.[name]);
    const object = fc.record(Object.fromEntries(named), { requiredKeys: requiredKeys as never });
    const more =
      typeof schema.additionalProperties === "object"
        ? fc.dictionary(text, jsonOf(schema.additionalProperties, depth + 1), { maxKeys: 3 })
        : fc.constant({});
    return mostly(fc.tuple(object, more).map(([a, b]) => ({ ...(b as Json), ...(a as Json) })));
  }
  if (type === "array") return mostly(fc.array(jsonOf(schema.items ?? {}, depth + 1), { maxLength: 4 }));
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

/** Who asks, as headers. The cookie is looked up when the request is made. */
const credentials = (who: string): Record<string, string> => {
  if (who === "nobody") return {};
  if (who === "member") return { Cookie: cookie };
  if (who === "publishable") return { Authorization: `Bearer ${stub.publishableKey}`, Origin: PAGE };
  return { Authorization: `Bearer ${who === "other" ? otherKey : stub.secretKey}` };
};

const parameter = (schema: Schema): fc.Arbitrary<string> =>
  jsonOf(schema).map((value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? "")));

const requestOf = ({
  path,
  method,
  operation,
}: (typeof operations)[number]): fc.Arbitrary<{ url: string; query: string[][]; init: RequestInit }> => {
  const { parameters = [], requestBody } = operation;
  const values = (where: "path" | "query") =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((one) => one.in === where)
          .map(({ name, schema }) => {
            const value = where === "path" ? idOf(kindOf(path)) : name === "cursor" ? cursor : parameter(schema);
            return [
              name,
              where === "path"
                ? value
                : fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value }),
            ];
          }),
      ),
    ) as fc.Arbitrary<Record<string, string | undefined>>;
  const content = Object.entries(requestBody?.content ?? {});
  const body = content.length
    ? fc.oneof(
        ...content.map(([type, { schema, example }]) =>
          type === "application/json"
            ? fc
                .oneof(
                  { weight: 6, arbitrary: jsonOf(schema ?? {}) },
                  { weight: 3, arbitrary: fc.constant(example ?? {}) },
                )
                .map((value) => ({ type, value: JSON.stringify(value) ?? "" }))
            : text.map((value) => ({ type, value })),
        ),
      )
    : fc.constant(undefined);
  const secret = { weight: 6, arbitrary: fc.constant("secret") };
  const who = fc.oneof(secret, {
    weight: 3,
    arbitrary: fc.constantFrom("member", "member", "other", "publishable", "nobody"),
  });
  const idempotencyKey = fc.option(fc.oneof(fc.uuid(), fc.stringMatching(/^[ -~]{1,20}$/)), {
    nil: undefined,
    freq: 4,
  });
  return fc
    .tuple(values("path"), values("query"), body, who, idempotencyKey)
    .map(([inPath, inQuery, sent, asking, twin]) => ({
      url: path.replace(
        /\{(\w+)\}/g,
        (_, name: string) => encodeURIComponent((inPath[name] ?? "").toWellFormed()) || "-",
      ),
      query: Object.entries(inQuery).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value.toWellFormed()]],
      ),
      init: {
        method: method.toUpperCase(),
        redirect: "manual",
        headers: {
          ...credentials(asking),
          ...(sent ? { "Content-Type": sent.type } : {}),
          ...(twin ? { "Idempotency-Key": twin } : {}),
        },
        ...(sent ? { body: sent.value } : {}),
      } as RequestInit,
    }));
};

/** What would close the door that the others go through is asked last. */
const order = operations.sort((a, b) => Number(a.method === "delete") - Number(b.method === "delete"));

test.each(order)(
  "$name answers with what the document says, whatever it is asked",
  async (one) => {
    await fc.assert(
      fc.asyncProperty(requestOf(one), async ({ url, query, init }) => {
        stub.clock.advance(1_000); // so that no limit is met
        const answer = await fetch(`${stub.url}${url}?${new URLSearchParams(query)}`, init);
        const body = await answer.text();
        const documented = Object.keys(one.operation.responses);
        expect(answer.status, `${one.name}: ${body.slice(0, 300)}`).not.toBe(500);
        expect(documented, `${url}: ${body.slice(0, 300)}`).toContain(String(answer.status));
        if (answer.status >= 400)
          expect(JSON.parse(body)).toMatchObject({
            error: { code: expect.any(String), requestId: expect.any(String) },
          });
        const made = /"id":"([0-9a-f]{24})"/.exec(body)?.[1];
        if (made && answer.status === 201) learn(kindOf(one.path), made);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  60_000,
);

test("the routes are those of the document, each with every method that it takes", () => {
  expect(operations.length).toBeGreaterThan(30);
});

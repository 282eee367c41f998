import fc from "fast-check";
import { cursorFor } from "../feedback/cursor.ts";
import { jsonOf, type Schema, text, written } from "./values.ts";

export type Operation = {
  parameters?: Array<{ name: string; in: string; schema: Schema }>;
  requestBody?: { content: Record<string, { schema?: Schema; example?: unknown }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
};
export type Document = { paths: Record<string, Record<string, Operation>> };
export type NamedOperation = { name: string; path: string; method: string; operation: Operation };
export type GeneratedRequest = { url: string; query: string[][]; init: RequestInit };

export const operationsOf = ({ paths }: Document): NamedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      method,
      operation,
    })),
  );

/** What a path is about, by its second word. */
export const kindOf = (path: string): string => path.split("/")[2] ?? "";

/** An id as one segment of a path. Dots alone would be resolved by the client, and another address be asked. */
const segment = (id: string): string => (/^\.*$/.test(id) ? "-" : encodeURIComponent(id.toWellFormed()));

/** Headers that programs on the way, browsers and attackers send, beside those that belong there. */
const MORE_HEADERS: Array<[string, string[]]> = [
  ["Content-Type", ["application/json; charset=utf-8", "application/json; charset=utf-16", "text/plain", "x", ""]],
  ["Content-Encoding", ["identity", "gzip", "br"]],
  ["Accept", ["*/*", "text/html", "x"]],
  ["If-None-Match", ["*", '"x"', "x".repeat(300)]],
  ["Range", ["bytes=0-1", "bytes=-", "bytes=9999-"]],
  ["Origin", ["https://evil.example", "null", "http://localhost", "x"]],
  ["Referer", ["http://localhost/page", "x"]],
  ["Sec-Fetch-Site", ["cross-site", "same-origin"]],
  ["X-Forwarded-For", ["203.0.113.9", "x, y", ""]],
  ["X-HTTP-Method-Override", ["DELETE", "PUT"]],
  ["Earshot-Connection", ["x", "ear_con_", "x".repeat(9_000)]],
  ["Earshot-User-Token", ["x", "a.b.c", "x".repeat(9_000), "eyJhbGciOiJub25lIn0.e30."]],
  ["Cookie", ["earshot_session=x", "=;=", "x".repeat(2_000)]],
  ["Authorization", ["Bearer", "Bearer x", "Basic eDp5", `Bearer ${"x".repeat(3_000)}`]],
];
const oneHeader = fc
  .constantFrom(...MORE_HEADERS)
  .chain(([name, values]) => fc.constantFrom(...values).map((value): Record<string, string> => ({ [name]: value })));
const moreHeaders = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Record<string, string>>({}) },
  { weight: 3, arbitrary: oneHeader },
  {
    weight: 1,
    arbitrary: fc.array(oneHeader, { maxLength: 5 }).map((all) => Object.assign({}, ...all) as Record<string, string>),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 150 })
      .map((count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`X-${i}`, "y"]))),
  },
);
const moreQuery = fc.oneof(
  { weight: 12, arbitrary: fc.constant<string[][]>([]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("limit", "__proto__", "constructor", "_method", "q", "app[]")
      .chain((name) => text.map((value) => [[name, value]])),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("limit", "cursor", "app").map((name) => [
      [name, "1"],
      [name, "2"],
    ]),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 500 }).map((count) => Array.from({ length: count }, (_, i) => [`p${i}`, ""])),
  },
);

/**
 * Requests of an operation, by its own schemas: mostly right, so that they get past the first door, and wrong in every part.
 *
 * @param knownId Ids of what is there, of one kind. @param credentials Who asks, as headers.
 */
export const generatedRequests = ({
  knownId,
  organizationId,
  credentials,
}: {
  organizationId: string;
  knownId: (kind: string) => fc.Arbitrary<string>;
  credentials: (who: string) => Record<string, string>;
}) => {
  const idOf = (kind: string) =>
    fc.oneof(
      { weight: 8, arbitrary: knownId(kind) },
      { weight: 1, arbitrary: fc.stringMatching(/^[0-9a-f]{24}$/) },
      { weight: 1, arbitrary: fc.constantFrom("0".repeat(25), "A".repeat(24), "../..", "%2e", "0".repeat(23)) },
      { weight: 1, arbitrary: text },
    );
  const anyId = fc.constantFrom("feedback", "apps", "keys", "webhooks").chain(idOf);
  const cursor = fc.oneof(
    { weight: 6, arbitrary: knownId("feedback").map((id) => cursorFor(organizationId, id)) },
    { weight: 1, arbitrary: text },
  );
  const parameter = (schema: Schema): fc.Arbitrary<string> =>
    jsonOf(schema, anyId).map((value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? "")));
  const who = fc.oneof(
    { weight: 6, arbitrary: fc.constant("secret") },
    { weight: 3, arbitrary: fc.constantFrom("member", "member", "other", "publishable", "nobody") },
  );
  const idempotencyKey = fc.option(fc.oneof(fc.uuid(), fc.stringMatching(/^[ -~]{1,20}$/)), {
    nil: undefined,
    freq: 4,
  });

  return ({ path, method, operation }: NamedOperation): fc.Arbitrary<GeneratedRequest> => {
    const { parameters = [], requestBody } = operation;
    const values = (where: "path" | "query") =>
      fc.record(
        Object.fromEntries(
          parameters
            .filter((one) => one.in === where)
            .map(({ name, schema }) => {
              const value = where === "path" ? idOf(kindOf(path)) : name === "cursor" ? cursor : parameter(schema);
              const maybe = fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
              return [name, where === "path" ? value : maybe];
            }),
        ),
      ) as fc.Arbitrary<Record<string, string | undefined>>;
    const content = Object.entries(requestBody?.content ?? {});
    const body = content.length
      ? fc.oneof(
          ...content.map(([type, { schema, example }]) =>
            type === "application/json"
              ? written(
                  fc.oneof(
                    { weight: 6, arbitrary: jsonOf(schema ?? {}, anyId) },
                    { weight: 3, arbitrary: fc.constant(example ?? {}) },
                  ),
                ).map((value) => ({ type, value }))
              : text.map((value) => ({ type, value })),
          ),
        )
      : fc.constant(undefined);
    return fc
      .tuple(values("path"), values("query"), moreQuery, body, who, idempotencyKey, moreHeaders)
      .map(([inPath, inQuery, more, sent, asking, twin, others]) => ({
        url: path.replace(/\{(\w+)\}/g, (_, name: string) => segment(inPath[name] ?? "")),
        query: [...Object.entries(inQuery), ...more].flatMap(([name = "", value]) =>
          value === undefined ? [] : [[name, value.toWellFormed()]],
        ),
        init: {
          method: method.toUpperCase(),
          redirect: "manual",
          headers: {
            ...credentials(asking),
            ...(sent ? { "Content-Type": sent.type } : {}),
            ...(twin ? { "Idempotency-Key": twin } : {}),
            ...others,
          },
          ...(sent ? { body: sent.value } : {}),
        } as RequestInit,
      }));
  };
};

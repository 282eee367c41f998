import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  pattern?: string;
  format?: string;
};
type Tool = { name: string; inputSchema: { properties?: Record<string, Schema>; required?: string[] } };
type Answer = {
  result?: { isError?: boolean; content: Array<{ type: string; text?: string }>; tools?: Tool[] };
  error?: { code: number };
};

/** More than are deleted on the way. */
const MANY = 60;

let stub: Stub;
let tools: Tool[];
const ids: string[] = [];
const { ask, submit } = asking(() => stub);
const rpc = async (method: string, params: object): Promise<{ status: number; body: Answer }> => {
  const answer = await ask("/mcp", {
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    method: "POST",
    headers: { "Content-Type": "application/json" },
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
};

beforeAll(async () => {
  stub = await startStub();
  for (let i = 0; i < MANY; i++) {
    stub.clock.advance(1_000);
    const body = { content: `number ${i}`, customerEmail: `${i}@example.com`, screenshotDataUrl: dataUrl(samplePng()) };
    ids.push(((await (await submit(body)).json()) as { id: string }).id);
  }
  tools = (await rpc("tools/list", {})).body.result?.tools ?? [];
});
afterAll(() => stub.close());

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "`".repeat(50),
    "%",
    "'; drop table feedback; --",
    "2026-01-01T00:00:00Z",
    "x".repeat(10_000),
  ),
);
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.anything(), { maxLength: 2 }),
  fc.object({ maxDepth: 2 }),
);
/** Mostly what the schema says, so that calls get past it. */
const valueFor = (schema: Schema): fc.Arbitrary<unknown> => {
  const types = [schema.type].flat();
  const right = schema.enum
    ? fc.constantFrom(...schema.enum)
    : schema.pattern?.includes("{24}")
      ? fc.nat(MANY).map((at) => ids[at] ?? "0".repeat(24))
      : types.includes("array")
        ? fc.array(valueFor(schema.items ?? {}), { maxLength: 3 })
        : schema.format?.startsWith("date")
          ? fc
              .constantFrom("2025-12-31T00:00:00Z", "2026-01-02")
              .filter((at) => at.length > 10 === (schema.format === "date-time"))
          : types.includes("integer")
            ? fc.integer({ min: 1, max: 20 })
            : text;
  const orNull = types.includes("null") ? fc.oneof(fc.constant(null), right) : right;
  return fc.oneof({ weight: 8, arbitrary: orNull }, { weight: 1, arbitrary: anything });
};
const argumentsOf = ({ inputSchema: { properties = {}, required = [] } }: Tool): fc.Arbitrary<object> => {
  const named = Object.entries(properties).map(([name, schema]) => {
    const value = valueFor(schema);
    return [name, required.includes(name) ? value : fc.option(value, { nil: undefined, freq: 2 })] as const;
  });
  return fc.oneof(
    { weight: 12, arbitrary: fc.record(Object.fromEntries(named)) },
    { weight: 1, arbitrary: fc.object({ maxDepth: 2 }) },
  );
};

test("whatever a tool is called with, it answers, or says what is wrong: it never fails", async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc
        .constantFrom(...tools)
        .chain((tool) => argumentsOf(tool).map((args) => ({ name: tool.name, arguments: args }))),
      async (call) => {
        stub.clock.advance(1_000); // so that no limit is met
        const { status, body } = await rpc("tools/call", call);
        if (status === 400) return; // half characters, `__proto__`: refused before any tool sees them
        expect(status, JSON.stringify(call)).toBe(200);
        expect(body.error?.code ?? -32602).toBe(-32602);
        const { isError = false, content = [] } = body.result ?? {};
        if (body.result) expect(content[0]?.text).toMatch(isError ? /^[a-z_]+: .*\.$/s : /./s);
        outcomes.add(`${call.name} ${isError ? "refused" : "done"}`);
      },
    ),
    { numRuns: 400, endOnFailure: true },
  );
  const done = [...outcomes].filter((outcome) => outcome.endsWith("done"));
  expect(done.length, "too few calls got past the schemas").toBeGreaterThan(tools.length / 2);
}, 60_000);

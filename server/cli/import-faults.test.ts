import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTheirs } from "../../server-stub/importing.ts";
import type { Pulled } from "../import/pull.ts";

const COUNT = 110;

let theirs: Awaited<ReturnType<typeof startTheirs>>;
beforeAll(async () => {
  theirs = await startTheirs(COUNT);
}, 300_000);
afterAll(() => theirs.close());

/** Lines between us and the product that fail as lines do, and a product that answers with what it should not. */
const faultyLine = async () => {
  const answers: Array<{ status: number; headers?: Record<string, string>; body?: string } | "cut"> = [];
  let meanwhile: ((body: string) => string) | undefined;
  let asked = 0;
  const server = createServer(async (request, response) => {
    const fault = request.url?.includes("?") ? answers.shift() : undefined;
    asked++;
    if (fault === "cut")
      return void response.writeHead(200, { "Content-Length": 10_000 }).write("{", () => request.socket.destroy());
    if (fault) return void response.writeHead(fault.status, fault.headers).end(fault.body);
    const { authorization = "" } = request.headers;
    const answer = await fetch(theirs.stub.url + request.url, { headers: { authorization } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isList = answer.headers.get("content-type")?.includes("json");
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "" });
    response.end(isList && meanwhile ? meanwhile(bytes.toString()) : bytes);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    forget: () => void answers.splice(0),
    next: (...more: typeof answers) => void answers.push(...more),
    change: (how: typeof meanwhile) => {
      meanwhile = how;
    },
    close: () => new Promise((done) => server.close(done)),
  };
};

test("refusals, cut connections and answers that are no JSON are waited out; what cannot be read is left out, told and counted", async () => {
  const { database, earshot, from, countOf } = await theirs.ours("faults", "productsights");
  const line = await faultyLine();
  line.next(
    { status: 429, headers: { "Retry-After": "1" } },
    { status: 500 },
    "cut",
    { status: 200, body: "<html>" },
    { status: 503, headers: { "Retry-After": new Date(Date.now() + 1_000).toUTCString() } },
  );
  const bad = [
    { id: "bad-1", createdAt: "2026-01-01T00:00:00Z" },
    { id: "bad-2", content: "  ", createdAt: "2026-01-01T00:00:00Z" },
    { id: "bad-3", content: "x", createdAt: "once upon a time" },
    { id: "bad-4", content: "x", createdAt: "9999-01-01T00:00:00Z" },
    { id: "\u001b[2J", content: 7, createdAt: "2026-01-01T00:00:00Z" },
    null,
    [],
  ];
  const odd = [
    {
      id: "long",
      content: `${"x".repeat(9_000)}`,
      createdAt: "2026-01-01T00:00:00Z",
      tags: Array(30)
        .fill(0)
        .map((_, i) => `t${i}`),
    },
    {
      id: "odd",
      content: "an odd one \ud800 \u0000",
      createdAt: "2026-01-01T00:00:00.000Z",
      customerEmail: "nobody",
      pageUrl: "javascript:alert(1)",
      tags: ["a", 7, "a", "x".repeat(100)],
      status: "lost",
      sourceType: "fax",
    },
  ];
  let isFirst = true;
  line.change((body) => {
    if (!isFirst) return body;
    isFirst = false;
    const page = JSON.parse(body) as { insights: unknown[] };
    return JSON.stringify({ ...page, insights: [...bad, ...odd, ...page.insights] });
  });
  const started = performance.now();
  const { code, out, err } = await earshot(...from(line.url), "--json");
  const answer = JSON.parse(out) as Pulled;
  expect(performance.now() - started).toBeGreaterThan(2_000);
  expect(answer).toMatchObject({ imported: COUNT + 2, refused: bad.length, present: 0 });
  expect(code).toBe(1);
  expect(Object.values(answer.reasons).reduce((sum, of) => sum + of)).toBe(bad.length);
  expect(err).toContain("item bad-2 is left out: it has no text");
  expect(err).toContain("item bad-4 is left out: it says that it was sent in the future");
  expect(err).toContain("item long: content cut to 8192 characters");
  expect(err).toMatch(/answers 429: trying again in [12] s/);
  for (const said of [out, err]) expect(said).not.toMatch(/\[2J|javascript:|ps_/);
  expect(answer.notes).toMatchObject({ "its picture is not in ProductSights' list": COUNT / 10 });
  expect(await countOf("feedback")).toBe(COUNT + 2);
  // What was left out is looked at again, what is here is not.
  expect(JSON.parse((await earshot(...from(line.url), "--json")).out)).toMatchObject({ imported: 0, refused: 0 });
  await line.close();
  await database.drop();
}, 300_000);

test("a product that leads in a circle, sends the key elsewhere, refuses it or answers something else is given up, and the next run goes on", async () => {
  const { database, earshot, from, countOf } = await theirs.ours("hostile", "productsights");
  const [line, elsewhere] = [await faultyLine(), await faultyLine()];
  const refused = async (): Promise<string> => {
    const { code, out, err } = await earshot(...from(line.url), "--json");
    expect(code).toBe(1);
    const { error } = JSON.parse(out) as { error: { code: string; message: string } };
    expect(error.code).toBe("refused");
    for (const said of [out, err]) expect(said).not.toContain("ps_");
    return error.message;
  };
  line.next({ status: 302, headers: { Location: `${elsewhere.url}/api/insights` } });
  expect(await refused()).toMatch(
    /sends elsewhere \(302\), where the key must not go\. Give the right address with --from/,
  );
  expect(elsewhere.asked()).toBe(0);
  line.next({ status: 403 });
  expect(await refused()).toMatch(/refuses the key \(403\)\. Give one that may read, in EARSHOT_IMPORT_KEY/);
  line.next({ status: 200, body: '{"items":[]}' });
  expect(await refused()).toMatch(/is not as the product documents it\. Check --from/);
  line.next({ status: 429, headers: { "Retry-After": "86400" } });
  expect(await refused()).toMatch(
    /asks to wait 86400 s\. What is here stays; run the same command again, and it goes on/,
  );
  const before = line.asked();
  line.change((body) => JSON.stringify({ ...(JSON.parse(body) as object), nextCursor: "round" }));
  line.next(...Array.from({ length: 9 }, () => ({ status: 200, body: '{"insights":[],"nextCursor":"round"}' })));
  expect(await refused()).toMatch(/leads in a circle/);
  expect(line.asked() - before).toBeLessThan(5);
  // The place that was kept is none of the product's: it refuses it, and the list is read from its beginning.
  line.change(undefined);
  const places = await database.look("SELECT place FROM imports");
  expect(places).toEqual([{ place: '{"list":"insights","cursor":"round"}' }]);
  line.forget();
  const { code, out } = await earshot(...from(line.url), "--json");
  expect([code, JSON.parse(out)]).toMatchObject([0, { imported: COUNT }]);
  expect(await countOf("imports")).toBe(0);
  await Promise.all([line.close(), elsewhere.close()]);
  await database.drop();
}, 300_000);

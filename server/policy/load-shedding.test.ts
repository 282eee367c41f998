import { Hono } from "hono";
import { expect, test } from "vitest";
import { Problem, writeProblem } from "../problems.ts";
import type { Variables } from "../services.ts";
import { loadShedding } from "./load-shedding.ts";

/** An app whose work ends when the test says so. */
const slowApp = (limits: { requests: number; bytes: number }) => {
  const finish: Array<() => void> = [];
  const app = new Hono<{ Variables: Variables }>();
  app.onError((error, context) => writeProblem(context, error as Problem));
  app.use((context, next) => {
    context.set("address", context.req.header("X-Test-Address") ?? String(Math.random()));
    return next();
  });
  app.use(loadShedding(limits));
  app.post("/", async (context) => {
    await new Promise<void>((done) => finish.push(done));
    return context.text("done");
  });
  const post = (size = 0, address = String(Math.random())) =>
    app.request("/", { method: "POST", headers: { "Content-Length": String(size), "X-Test-Address": address } });
  return { post, finish };
};
const settled = () => new Promise((next) => setTimeout(next, 5));

test("what is beyond the limit is refused at once and told when to come back; room that becomes free is used", async () => {
  const { post, finish } = slowApp({ requests: 2, bytes: 1_000 });
  const first = [post(), post()];
  await settled();
  const refused = await post();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  finish.shift()?.();
  await first[0];
  const next = post();
  await settled();
  for (const done of finish) done();
  expect((await Promise.all([...first, next])).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test("large bodies count by their size, and one alone is never too large", async () => {
  const { post, finish } = slowApp({ requests: 100, bytes: 1_000 });
  const large = post(5_000);
  await settled();
  expect((await post(10)).status).toBe(503);
  for (const done of finish.splice(0)) done();
  expect((await large).status).toBe(200);
  const small = [post(400), post(400)];
  await settled();
  expect((await post(400)).status).toBe(503);
  for (const done of finish) done();
  await Promise.all(small);
});

test("a request that fails gives its place back", async () => {
  const app = new Hono<{ Variables: Variables }>();
  app.onError((error, context) => writeProblem(context, error as Problem));
  app.use(loadShedding({ requests: 1, bytes: 1 }));
  app.get("/", () => {
    throw new Problem("not_found", { what: "thing" });
  });
  for (let i = 0; i < 3; i++) expect((await app.request("/")).status).toBe(404);
});

test("one address has at most half: somebody who sends slowly on purpose does not keep the others out", async () => {
  const { post, finish } = slowApp({ requests: 4, bytes: 10_000 });
  const slow = [post(10, "a"), post(10, "a")];
  await settled();
  expect((await post(10, "a")).status).toBe(503);
  const other = post(10, "b");
  await settled();
  for (const done of finish) done();
  expect((await Promise.all([...slow, other])).map(({ status }) => status)).toEqual([200, 200, 200]);
});

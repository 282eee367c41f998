import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import { addPages } from "./pages.ts";
import { type Problem, writeProblem } from "./problems.ts";
import type { Variables } from "./services.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-pages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, text] of Object.entries({
  "widget/earshot.js": "loader",
  "widget/assets/form-4f2a.js": "the form",
  "widget/demo.html": "<script data-key='__KEY__'></script>",
  "console/index.html": "<!doctype html>",
  "preview/index.html": "<!doctype html>",
  "preview/assets/preview-4f2a.js": "the preview",
  "docs/docs.html": "<!doctype html>",
  "outside.js": "not ours to give",
})) {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const appWith = (demoKey?: () => Promise<string | undefined>) => {
  const app = new Hono<{ Variables: Variables }>();
  app.onError((error, context) => writeProblem(context, error as Problem));
  addPages(app, folder, demoKey);
  return app;
};
const app = appWith();

test("the loader is kept for minutes and asked for again by its ETag, from any site", async () => {
  const answer = await app.request("/earshot.js");
  expect([answer.status, await answer.text()]).toEqual([200, "loader"]);
  expect(answer.headers.get("content-type")).toMatch(/^text\/javascript/);
  expect(answer.headers.get("cache-control")).toMatch(/max-age=300\b/);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  const again = await app.request("/earshot.js", { headers: { "If-None-Match": answer.headers.get("etag") ?? "" } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("what has a hash in its name is kept for ever", async () => {
  const answer = await app.request("/assets/form-4f2a.js");
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
});

test.each([
  "/assets/other.js",
  "/assets/..%2f..%2foutside.js",
  "/assets/%2e%2e%2f%2e%2e%2foutside.js",
  "/assets/",
  "/docs/x.js",
])("%s is not there", async (path) => {
  const answer = await app.request(path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain("not ours");
});

test.each(["/", "/docs", "/as/userz/docs"])(
  "the page %s runs no script of others, and stands in no frame",
  async (path) => {
    const answer = await app.request(path);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy");
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule);
  },
);

test("the demo page is there with a key, which it carries as any site would, and not without one", async () => {
  expect((await app.request("/demo")).status).toBe(404);
  expect(await (await appWith(async () => "ear_pub_demo").request("/demo")).text()).toContain(
    "data-key='ear_pub_demo'",
  );
});

test("the preview of the form stands in no frame but the console's, and lets no request out", async () => {
  const policyOf = async (path: string) => (await app.request(path)).headers.get("content-security-policy") ?? "";
  const policy = await policyOf("/console/preview");
  for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'self'"])
    expect(policy).toContain(rule);
  expect(policy).not.toContain("connect-src"); // none, by default
  expect(policy).not.toContain("frame-ancestors 'none'");
  expect(await policyOf("/")).toContain("frame-src 'self'");
  const script = await app.request("/console/preview/assets/preview-4f2a.js");
  expect([script.status, await script.text()]).toEqual([200, "the preview"]);
});

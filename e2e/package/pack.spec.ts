import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { importsOf, ROOT } from "./source-files.ts";

/** A project of somebody else, with the packed package and what it depends on installed, and nothing more. */
const project = mkdtempSync(join(tmpdir(), "earshot-package-"));
const installed = join(project, "node_modules/earshot");
const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  dependencies?: Record<string, string>;
};
let files: string[] = [];

const link = (name: string) => {
  const place = join(project, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), place, "junction");
};

const run = (file: string, ...args: string[]): string =>
  execFileSync(process.execPath, [file, ...args], { cwd: project, encoding: "utf8" });

const runSource = (source: string): string => {
  writeFileSync(join(project, "program.mjs"), source);
  return run("program.mjs").trim();
};

test.beforeAll(() => {
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", project];
  const [{ filename }] = JSON.parse(execFileSync("npm", pack, { cwd: ROOT, encoding: "utf8" }));
  execFileSync("tar", ["-xzf", filename], { cwd: project });
  files = readdirSync(join(project, "package"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(project, "package/").length));
  mkdirSync(join(project, "node_modules"));
  renameSync(join(project, "package"), installed);
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  for (const name of [...Object.keys(dependencies), "@types/node"]) link(name);
});

test.afterAll(() => rmSync(project, { recursive: true, force: true }));

test("the package holds what was built and the documents, and no tests, source maps or data", () => {
  const foreign = files.filter(
    (file) => !/^(dist\/|server\/cli\/earshot\.js$|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file),
  );
  expect(foreign).toEqual([]);
  expect(files.filter((file) => /\.(test|spec)\.|\.map$|\.db(-|$)|(^|\/)(data|node_modules)\//.test(file))).toEqual([]);
  for (const file of [
    "dist/package/widget.js",
    "dist/package/api.js",
    "dist/package/events.js",
    "dist/package/token.js",
    "dist/server/main.mjs",
    "dist/widget/earshot.js",
  ])
    expect(files).toContain(file);
});

test("the package holds no key and no path of the machine that built it", () => {
  const telling = files.filter((file) => {
    const text = readFileSync(join(installed, file), "utf8");
    return /ear_(pub|sk|sig|con)_[A-Za-z0-9_-]{49}/.test(text) || text.includes(ROOT);
  });
  expect(telling).toEqual([]);
});

test("what a page imports brings everything along: no package is left to resolve", () => {
  const bare = files
    .filter((file) => file.startsWith("dist/package/") && file.endsWith(".js"))
    .flatMap((file) => importsOf(join("dist/package", file.slice("dist/package/".length))))
    .filter(({ target }) => !target.startsWith("dist/package/"));
  expect(bare).toEqual([]);
});

test("every export can be imported, also where there is no page", () => {
  const print = (name: string) => runSource(`console.log(Object.keys(await import("earshot/${name}")).sort().join())`);
  expect(print("api").split(",")).toEqual(expect.arrayContaining(["EarshotError", "createEarshot"]));
  expect(print("events").split(",")).toEqual(["createEventSender"]);
  expect(print("widget").split(",")).toContain("mount");
  expect(print("token").split(",")).toEqual(["UserTokenError", "importSecret", "mint", "verify"]);
  expect(print("server").split(",")).toEqual(expect.arrayContaining(["StartError", "createServer"]));
});

test("the server runs inside another program, and makes its keys at the first start only", () => {
  const program = `
    import { createEarshot } from "earshot/api";
    import { createServer } from "earshot/server";
    const options = { dataFolder: "./feedback", port: 0 };
    const first = await createServer(options);
    const client = createEarshot({ baseUrl: first.url, apiKey: first.keys.secret });
    const { id } = await client.feedback.create({ content: "It works." });
    const { data } = await client.feedback.list();
    await first.close();
    const second = await createServer(options);
    console.log(JSON.stringify({ same: data[0].id === id, content: data[0].content, keys: second.keys ?? null }));
    await second.close();`;
  expect(JSON.parse(runSource(program))).toEqual({ same: true, content: "It works.", keys: null });
});

test("a host's back end mints a token that the server takes", () => {
  const program = `
    import { createServer } from "earshot/server";
    import { mint, verify } from "earshot/token";
    const server = await createServer({ dataFolder: "./private", port: 0 });
    const ask = async (path, method = "GET", body, more = {}) => {
      const headers = { Authorization: "Bearer " + server.keys.secret, "Content-Type": "application/json", ...more };
      return (await fetch(server.url + path, { method, headers, body: body && JSON.stringify(body) })).json();
    };
    const { id: app } = (await ask("/v1/apps")).data[0];
    const { id: kid, secret } = await ask("/v1/apps/" + app + "/signing-secrets", "POST");
    const { token } = await mint({ app, sub: "user-42", ctx: { name: "Ann" } }, { kid, secret });
    const { claims } = await verify(token, { app, secrets: [{ kid, secret }] });
    const { id } = await ask("/v1/feedback", "POST", { content: "Hello" }, { "Earshot-User-Token": token });
    const { customer } = await ask("/v1/feedback/" + id);
    const { error } = await ask("/v1/feedback", "POST", { content: "Hello" }, { "Earshot-User-Token": token + "x" });
    console.log(JSON.stringify({ sub: claims.sub, customer, refused: error.code }));
    await server.close();`;
  expect(JSON.parse(runSource(program))).toEqual({
    sub: "user-42",
    customer: { sub: "user-42", ctx: { name: "Ann" } },
    refused: "invalid_user_token",
  });
});

test("the command says its version", () => {
  const { version, bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    version: string;
    bin: { earshot: string };
  };
  expect(run(join(installed, bin.earshot), "--version").trim()).toBe(version);
});

const CONSUMER = `
import { createEarshot, EarshotError, type Submission } from "earshot/api";
import { createServer, type EarshotServer, type ServerOptions } from "earshot/server";
import { type MintedToken, mint } from "earshot/token";
import { mount } from "earshot/widget";

const submission: Submission = { content: "Hello", category: "idea" };
export const id: string = (await createEarshot({ baseUrl: "https://example.com" }).feedback.create(submission)).id;
const options: ServerOptions = { port: 0, blobs: "./files", webhookHosts: ["hooks.internal:8080"] };
export const server: EarshotServer = await createServer(options);
export const minted: Promise<MintedToken> = mint({ app: "0", sub: "u", ctx: { plan: "pro" } }, { secret: "x" });
export const code = (error: EarshotError): string => error.code;
export const use: typeof mount = mount;
// @ts-expect-error a category that does not exist
export const wrong: Submission = { content: "Hello", category: "rant" };
`;

for (const [moduleResolution, module] of [
  ["bundler", "esnext"],
  ["nodenext", "nodenext"],
] as const) {
  test(`types resolve with moduleResolution ${moduleResolution}`, () => {
    writeFileSync(join(project, "consumer.ts"), CONSUMER);
    const options = { strict: true, noEmit: true, skipLibCheck: true, target: "es2024", types: ["node"] };
    const config = { compilerOptions: { ...options, module, moduleResolution }, files: ["consumer.ts"] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
    expect(run(join(ROOT, "node_modules/typescript/bin/tsc"), "-p", ".")).toBe("");
  });
}

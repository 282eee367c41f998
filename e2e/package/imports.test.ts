import { describe, expect, it } from "vitest";
import { type Import, importGraph, testFiles } from "./source-files.ts";

/**
 * Who may import what. The first entry whose name begins a file's path rules it; what ends in "/" is a folder of the
 * project or a family of packages. Change this and the table in ARCHITECTURE.md together, or better, neither.
 */
const ROOMS: Record<string, string[]> = {
  "shared/contract/": ["shared/contract/", "zod/mini"],
  "shared/own.ts": [],
  "shared/errors.ts": ["shared/own.ts", "shared/contract/"],
  "shared/api/": ["shared/api/", "shared/errors.ts", "shared/own.ts", "shared/contract/"],
  "shared/transport/": ["shared/transport/", "shared/api/", "shared/errors.ts", "shared/own.ts", "shared/contract/"],
  "shared/capture/": ["shared/capture/", "shared/errors.ts", "shared/own.ts", "shared/contract/", "html2canvas"],
  "widget/": ["widget/", "shared/", "preact"],
  "extension/manifest.ts": ["package.json", "@crxjs/vite-plugin"],
  "extension/icons/draw.ts": ["build/", "node:", "playwright"],
  "extension/": ["extension/", "widget/", "shared/", "preact", "webextension-polyfill", "zod/mini"],
  "console/": [
    "console/",
    "shared/api/",
    "shared/errors.ts",
    "shared/contract/",
    "preact",
    "@tanstack/virtual-core",
    "uplot",
  ],
  "server/": [
    "server/",
    "shared/contract/",
    "package.json",
    "node:",
    "hono",
    "@hono/node-server",
    "@simplewebauthn/server",
    "aws4fetch",
    "ioredis",
    "jose",
    "kysely",
    "openid-client",
    "pg",
    "tldts",
    "zod",
  ],
  "server-stub/": [
    "server-stub/",
    "server/",
    "shared/contract/",
    "build/services/",
    "node:",
    "jose",
    "pg",
    "vitest",
    "zod",
  ],
  "build/": [
    "build/",
    "extension/manifest.ts",
    "node:",
    "vite",
    "vitest",
    "@vitest/browser-playwright",
    "@crxjs/vite-plugin",
    "fflate",
    "pg",
  ],
};

/** Packages that one file alone knows, so that another can take their place. */
const ONE_FILE = ["html2canvas", "webextension-polyfill"];

const graph = importGraph();
const tests = testFiles(graph);
const shipped = [...graph].filter(([file]) => !tests.has(file));

/** Whether an import is one that an entry stands for: a file, a folder, a package, or a part of a package. */
const matches = (target: string, entry: string): boolean =>
  target === entry || target.startsWith(entry.endsWith("/") || entry.endsWith(":") ? entry : `${entry}/`);

const roomOf = (file: string): string | undefined => Object.keys(ROOMS).find((room) => file.startsWith(room));

describe("imports", () => {
  it.each(Object.keys(ROOMS))("of %s are those that it may have", (room) => {
    const allowed = ROOMS[room] ?? [];
    const wrong = shipped
      .filter(([file]) => roomOf(file) === room)
      .flatMap(([file, imports]) =>
        imports
          .filter(({ target }) => !allowed.some((entry) => matches(target, entry)))
          .map(({ target }) => `${file} imports ${target}`),
      );
    expect(wrong, `${room} may import ${allowed.join(", ")}: move what it needs there, or hand it in`).toEqual([]);
  });

  it("come from files that stand in a room of the list above", () => {
    const homeless = shipped
      .map(([file]) => file)
      .filter((file) => file.includes("/") && !/^(e2e|bench)\//.test(file) && roomOf(file) === undefined);
    expect(homeless, "add the folder to ROOMS and to ARCHITECTURE.md").toEqual([]);
  });

  it.each(ONE_FILE)("of %s stand in one file", (name) => {
    const users = shipped.filter(([, imports]) =>
      imports.some(({ target, isType }) => !isType && matches(target, name)),
    );
    expect(users.map(([file]) => file).length, `wrap ${name} once: ${users.map(([file]) => file)}`).toBeLessThan(2);
  });

  it("of the full zod stand in the server only: it asks the page's policy for eval", () => {
    const isFull = ({ target, isType }: Import) => !isType && matches(target, "zod") && !matches(target, "zod/mini");
    const users = shipped.filter(([file, imports]) => !file.startsWith("server/") && imports.some(isFull));
    expect(users.map(([file]) => file)).toEqual([]);
  });
});

/** Everything that runs when a file is loaded, packages too; `lazily` follows `import()` as well. */
const reachedFrom = (file: string, lazily: boolean, reached = new Set<string>()): Set<string> => {
  for (const { target, isType, isLazy } of graph.get(file) ?? []) {
    if (isType || (isLazy && !lazily) || reached.has(target)) continue;
    reached.add(target);
    reachedFrom(target, lazily, reached);
  }
  return reached;
};

describe("what a page loads", () => {
  const isPage = (file: string) => /^(widget|console|shared\/(api|capture|transport))\//.test(file);
  const pageFiles = shipped.map(([file]) => file).filter(isPage);

  it("holds no schema library and nothing of Node: import schemas as types there", () => {
    const wrong = pageFiles.flatMap((file) =>
      [...reachedFrom(file, true)]
        .filter((target) => target.startsWith("node:") || matches(target, "zod"))
        .map((target) => `${file} reaches ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("holds the picture engine only once somebody wants a picture: load it with import()", () => {
    const wrong = pageFiles.filter(
      (file) => !file.startsWith("shared/capture/") && reachedFrom(file, false).has("html2canvas"),
    );
    expect(wrong).toEqual([]);
  });
});

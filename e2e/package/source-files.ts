import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { type ESTree, parseSync, Visitor } from "vite";

export const ROOT = dirname(dirname(import.meta.dirname));

/** Every file of the project, relative to its root: what git tracks, and what it would track if it were added. */
export const projectFiles = (): string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: ROOT, encoding: "utf8" })
    .split("\0")
    .filter((file) => file !== "" && existsSync(join(ROOT, file)))
    .sort();

export const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** One import or re-export of a file. */
export type Import = {
  /** A file of the project relative to its root, or a package as it is written (`zod/mini`, `node:fs`). */
  target: string;
  /** Erased by the compiler: nothing of it runs. */
  isType: boolean;
  /** `import()`: loaded when it is needed. */
  isLazy: boolean;
};

const resolve = (file: string, specifier: string): string => {
  const path = specifier.replace(/\?.*$/, ""); // ?inline, ?script&iife
  return path.startsWith(".") ? posix.join(posix.dirname(file), path) : path;
};

/** The text of a string, also where a minifier wrote it as a template; `undefined` where it is put together at run time. */
const textOf = (node: ESTree.Expression | null | undefined): string | undefined => {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  return node?.type === "TemplateLiteral" && node.quasis.length === 1 ? node.quasis[0]?.value.raw : undefined;
};

/** Everything a TypeScript or JavaScript file imports, read by a parser: comments and strings do not count. */
export const importsOf = (file: string): Import[] => {
  const { program, errors } = parseSync(file, read(file));
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (source: ESTree.Expression | null | undefined, isType: boolean, isLazy = false) => {
    const specifier = textOf(source);
    if (specifier !== undefined) found.push({ target: resolve(file, specifier), isType, isLazy });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === "type"),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ImportExpression: (node) => add(node.source, false, true),
    TSImportType: (node) => add(node.source, true),
  }).visit(program);
  return found;
};

/** The imports of every TypeScript file of the project, by file. */
export const importGraph = (): Map<string, Import[]> =>
  new Map(
    projectFiles()
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("e2e/pages/"))
      .map((file) => [file, importsOf(file)]),
  );

/**
 * The files that only tests reach: tests, and what nothing but tests imports. They may import what they like.
 */
export const testFiles = (graph: Map<string, Import[]>): Set<string> => {
  const importers = new Map<string, string[]>();
  for (const [file, imports] of graph)
    for (const { target } of imports) importers.set(target, [...(importers.get(target) ?? []), file]);
  const tests = new Set([...graph.keys()].filter((file) => /\.(test|spec)\.tsx?$/.test(file)));
  for (let size = -1; size !== tests.size; ) {
    size = tests.size;
    for (const file of graph.keys()) {
      const users = importers.get(file) ?? [];
      if (users.length > 0 && users.every((user) => tests.has(user))) tests.add(file);
    }
  }
  return tests;
};

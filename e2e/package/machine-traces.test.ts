import { expect, it } from "vitest";
import { projectFiles, read } from "./source-files.ts";

/** What ties a file to one machine or account, and so has no place in a repository. */
const TRACES: [what: string, pattern: RegExp][] = [
  ["an absolute path of somebody's machine", /(?<![\w.:/-])\/(?:work|root|(?:home|Users)\/[\w.-]+)\/[\w.-]/],
  ["a path of somebody's Windows", /\b[A-Z]:\\Users\\/],
  ["a package registry's address", /^\s*(?:@[\w-]+:)?registry\s*=/m],
  ["a file's address at another package registry than npm's", /"resolved":\s*"https?:(?!\/\/registry\.npmjs\.org\/)/],
  ["a package registry's password", /_(?:authToken|auth|password)\s*=/],
];

const isText = (file: string) => !/\.(png|jpe?g|webp|ico|woff2?|zip)$/.test(file);

it.each(TRACES)("no file holds %s", (_, pattern) => {
  const found = projectFiles()
    .filter(isText)
    .flatMap((file) => {
      const match = pattern.exec(read(file));
      return match ? [`${file}: ${match[0]}`] : [];
    });
  expect(found, "write it relative to the project, or take it from the environment").toEqual([]);
});

it("no file points outside the repository at a folder called shared", () => {
  const found = projectFiles()
    .filter(isText)
    .flatMap((file) =>
      [...read(file).matchAll(/(?:\.\.\/)+shared\b/g)]
        .filter(([path]) => path.split("../").length - 1 >= file.split("/").length)
        .map(([path]) => `${file}: ${path}`),
    );
  expect(found).toEqual([]);
});

import { expect, it } from "vitest";
import { projectFiles, read } from "./source-files.ts";

/** Files of ours that are source: not documents, not settings of tools at the root, not pages that imitate foreign sites. */
const source = projectFiles().filter((file) => file.includes("/") && /\.(tsx?|js|css|html)$/.test(file));

it("files and folders are kebab-case", () => {
  const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
  const wrong = source.filter((file) => !file.split("/").every((part) => kebab.test(part)));
  expect(wrong, "rename them: words in lower case, joined by hyphens").toEqual([]);
});

it("no file is a drawer for odds and ends", () => {
  const wrong = source.filter((file) => /(^|[/-])(utils?|helpers?|common|types|misc)(\.test)?\.tsx?$/.test(file));
  expect(wrong, "name each file after the one idea it holds").toEqual([]);
});

it("no source file is longer than 300 lines", () => {
  const long = source
    .map((file) => [file, read(file).split("\n").length - 1] as const)
    .filter(([, lines]) => lines > 300)
    .map(([file, lines]) => `${file}: ${lines} lines`);
  expect(long, "split them by idea; about 80 lines is usual here").toEqual([]);
});

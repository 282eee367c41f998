import { describe, expect, it } from "vitest";
import { failuresOfPlaywright, failuresOfVitest } from "./failures.ts";

describe("what failed", () => {
  it("is named with the first lines of its message, by Vitest's report", () => {
    const report = {
      testResults: [
        {
          name: "/a.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "a holds", status: "passed" },
            { fullName: "b holds", status: "failed", failureMessages: ["\u001b[31mexpected 1\u001b[0m\n\nto be 2"] },
          ],
        },
        { name: "/b.test.ts", status: "failed", message: "Cannot find c.ts", assertionResults: [] },
        { name: "/c.test.ts", status: "passed", assertionResults: [{ fullName: "c holds", status: "passed" }] },
      ],
    };
    expect(failuresOfVitest(report)).toEqual([
      "/a.test.ts > b holds\n    expected 1\n    to be 2",
      "/b.test.ts\n    Cannot find c.ts",
    ]);
  });

  it("is named by Playwright's report, however deep it stands, and when it passed only in the end", () => {
    const test = (status: string) => [
      { projectName: "firefox", status, results: [{ errors: [{ message: "no button" }] }] },
    ];
    const spec = (title: string, status: string) => ({ title, file: "a.spec.ts", line: 3, tests: test(status) });
    const report = {
      suites: [
        { specs: [spec("one", "expected")], suites: [{ specs: [spec("two", "unexpected"), spec("three", "flaky")] }] },
      ],
      errors: [{ message: "no browser" }],
    };
    expect(failuresOfPlaywright(report)).toEqual([
      "[firefox] a.spec.ts:3 > two\n    no button",
      "[firefox] a.spec.ts:3 > three\n    no button",
      "outside of any test\n    no browser",
    ]);
  });

  it("is nothing where nothing failed or the report is empty", () => {
    expect(failuresOfVitest({})).toEqual([]);
    expect(failuresOfPlaywright({})).toEqual([]);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { submissionSchema } from "../../contract/submission.ts";
import { PAGE_LOGS, type PageLog } from "./page-log.ts";
import { toldLogs } from "./told-logs.ts";

const AT = Date.UTC(2026, 10, 22, 8);
const log = (message: string, at = AT): PageLog => ({ level: "error", message, at });

test("a note is told with its time and its level, without what is private", () => {
  expect(toldLogs([{ level: "warn", message: "No cart for ann@example.com", at: AT }])).toEqual([
    { level: "warn", message: "No cart for removed", at: "2026-11-22T08:00:00.000Z" },
  ]);
});

test("as much as a page can note is what the server takes, and short enough to be read", () => {
  const full = Array.from({ length: PAGE_LOGS.entries }, (_, n) => log(`${n} ${"word ".repeat(600)}`.slice(0, 2_048)));
  const logs = toldLogs(full);
  expect(submissionSchema.safeParse({ content: "x", logs }).success).toBe(true);
  expect(JSON.stringify(logs).length).toBeLessThan(20_000);
  expect(logs.at(-1)?.message).toMatch(/^99 word .*…$/);
});

test("half a secret at the end of a message that was cut is not told", () => {
  const text = `${"x ".repeat(1_000)}token kX9fQ2mV7tB4nZ8wL3pR6sD1gH5jC0yA`.padEnd(2_020).slice(0, 2_048);
  const cut = `${"removed-by-the-rule ".repeat(1)}${"kX9f".repeat(600)}`.slice(0, PAGE_LOGS.length);
  expect(toldLogs([log(text)])[0]?.message).not.toContain("kX9f");
  expect(toldLogs([log(cut)])[0]?.message).toBe("removed-by-the-rule");
});

test("a time that no clock shows is no note, and keeps nothing else from being sent", () => {
  const times = [Number.NaN, 1e300, 8.64e15, 253_402_300_800_000, Date.now() * 1_000, -1, -62_198_755_200_000];
  const logs = toldLogs([...times.map((at) => log("forged", at)), log("first", 0), log("last", 253_402_300_799_999)]);
  expect(logs.map(({ message }) => message)).toEqual(["first", "last"]);
  expect(submissionSchema.safeParse({ content: "x", logs }).success).toBe(true);
});

test("whatever a page says of itself, what is told of it is what the server takes", () => {
  const any = fc.record({
    level: fc.constantFrom("warn" as const, "error" as const),
    message: fc.string({ unit: "binary", maxLength: PAGE_LOGS.length }),
    at: fc.oneof(fc.double(), fc.double({ min: 0, max: 9e15 })),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: PAGE_LOGS.entries }), (logs) => {
      expect(submissionSchema.safeParse({ content: "x", logs: toldLogs(logs) }).success).toBe(true);
    }),
  );
});

import { expect, test } from "vitest";
import { CHOOSE_THEIR_ENGINE, databaseTests, testsThatChoose } from "./database-tests.ts";

test("what asks for a database of its own runs on every engine, also where a suite asks for it", () => {
  expect(databaseTests()).toEqual(
    expect.arrayContaining([
      "server/routes/feedback.test.ts",
      "server/outbox/outbox.test.ts",
      "server/uploads/uploads.test.ts",
      "server/cli/run.test.ts",
    ]),
  );
  expect(databaseTests()).not.toContain("server/images/clean-image.test.ts");
});

test("every test that opens a database runs on both engines, or says in CHOOSE_THEIR_ENGINE why it does not", () => {
  const [choosing, reasons] = [testsThatChoose(), Object.keys(CHOOSE_THEIR_ENGINE)];
  const hasReason = (file: string) => reasons.some((place) => file.startsWith(place));
  expect(
    choosing.filter((file) => !hasReason(file)),
    "take server-stub/own-database.ts, or write the reason down",
  ).toEqual([]);
  expect(
    reasons.filter((place) => !choosing.some((file) => file.startsWith(place))),
    "no such test any more",
  ).toEqual([]);
});

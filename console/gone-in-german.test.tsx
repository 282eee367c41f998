import "./testing/in-german.ts";
import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { EarshotError } from "../shared/errors.ts";
import { explain } from "./explain.ts";
import { GONE, goneAnswer } from "./testing/example-gone.ts";
import { exampleRecord } from "./testing/example-record.ts";
import { exampleServer } from "./testing/example-server.ts";
import { showApp } from "./testing/show-app.tsx";
import { GONE_TEXT } from "./ui/gone-text.ts";

test("an inbox narrowed to what is gone says so in German, and goes on without it", async () => {
  await page.viewport(1280, 800);
  const records = [exampleRecord({ content: "Die Summe stimmt nicht" })];
  showApp(exampleServer({ records, rooms: [goneAnswer] }), `#/?customer=${GONE}`);
  await screen.findByRole("heading", { name: "Diese Person gibt es nicht mehr" });
  await userEvent.click(screen.getByRole("button", { name: GONE_TEXT.de.clear }));
  expect(await screen.findByRole("link", { name: /Die Summe stimmt nicht/ })).toBeTruthy();
});

test.each(["assignee", "change.assignee"])("a refusal that names who is gone is German: %s", (path) => {
  const refusal = new EarshotError("not_found", "There is no such member here.", { status: 404, details: { path } });
  expect(explain(refusal)).toBe("Dieses Mitglied gibt es nicht mehr.");
});

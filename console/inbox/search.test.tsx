import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { exampleServer } from "../testing/example-server.ts";
import { numbered, rowTexts } from "../testing/numbered-records.ts";
import { showApp } from "../testing/show-app.tsx";

test("Enter leads from the search to what was found, also when the row that the keys were at is not among it", async () => {
  await page.viewport(1280, 800);
  showApp(exampleServer({ records: numbered(3, 1) }));
  await screen.findByRole("link", { name: /Feedback 3/ });
  await userEvent.keyboard("j/Feedback 1");
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 1"])); // before Enter: the list follows what is typed
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement?.textContent).toContain("Feedback 1"));
  await userEvent.keyboard("j");
  await waitFor(() => expect(document.querySelector(".record-text")?.textContent).toBe("Feedback 1"));
});

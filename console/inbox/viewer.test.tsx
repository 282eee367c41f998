import { screen, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Feedback } from "../../shared/contract/record.ts";
import { fullRecord } from "../testing/example-record.ts";
import { exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { recordText } from "./record-text.ts";
import { text as inboxText } from "./text.ts";

const { viewer } = recordText;
const picture = { ...fullRecord().screenshot!, url: "/console/mark.svg" }; // any picture that is there

/** Opens a record, and its picture alone. */
const open = async (given: Partial<Feedback> = {}) => {
  await page.viewport(1280, 800);
  const record = fullRecord({ screenshot: picture, ...given });
  showApp(exampleServer({ records: [record] }), `#${record.id}`);
  const detail = within(await screen.findByRole("article"));
  await userEvent.click(detail.getByRole("button", { name: inboxText.detail.pictureOpen }));
  return { detail, dialog: await screen.findByRole("dialog", { name: inboxText.detail.picture }) };
};

test("what is masked in a picture is a layer of its own, told apart from what is missing in it", async () => {
  const { detail, dialog } = await open();
  expect(detail.getByText(inboxText.detail.gaps).nextElementSibling?.textContent).toBe("A frame of another site");
  expect(detail.getByText(inboxText.detail.masked).nextElementSibling?.textContent).toBe("2");
  const layer = (name: string) => within(dialog).getByRole("button", { name });
  const labels = () => [...dialog.querySelectorAll(".layer-box")].map(({ textContent }) => textContent);
  expect(labels()).toEqual([]);
  expect(within(dialog).queryByText(viewer.maskedNote)).toBeNull();

  layer(`${viewer.masked} (2)`).focus();
  await userEvent.keyboard(" ");
  expect(layer(`${viewer.masked} (2)`).getAttribute("aria-pressed")).toBe("true");
  expect(labels()).toEqual([viewer.gap.masked, viewer.gap.masked]);
  within(dialog).getByText(viewer.maskedNote);
  const [first] = dialog.querySelectorAll(".layer-box");
  const sheet = dialog.querySelector(".viewer-sheet")!.getBoundingClientRect();
  const { left, top, width } = first!.getBoundingClientRect();
  const inSheet = [left - sheet.left, top - sheet.top, width].map((length) =>
    Math.round((length / sheet.width) * 1440),
  );
  expect(inSheet).toEqual([400, 300, 240]);

  await userEvent.click(layer(`${viewer.gaps} (1)`));
  expect(labels()).toEqual([viewer.gap.masked, viewer.gap.masked, "A frame of another site"]);
  await userEvent.click(layer(`${viewer.masked} (2)`));
  expect(labels()).toEqual(["A frame of another site"]);
  expect(within(dialog).queryByText(viewer.maskedNote)).toBeNull();
  within(dialog).getByText(viewer.gapsNote);
});

test("a picture in which nothing is masked has no such layer", async () => {
  const { detail, dialog } = await open({ capture: { method: "tab", gaps: [] } });
  expect(within(dialog).queryByRole("button", { name: new RegExp(viewer.masked) })).toBeNull();
  expect(detail.queryByText(inboxText.detail.masked)).toBeNull();
});

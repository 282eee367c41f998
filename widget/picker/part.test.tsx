import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Words } from "../draft.ts";
import { noDraft } from "../no-draft.ts";
import { formsOfEachTest, message } from "../testing/controls.ts";

const open = formsOfEachTest();
const card = page.getByRole("group", { name: "You pointed at this" });
const button = page.getByRole("button", { name: "Point at something" });
const words: Words = {
  content: "It is slow.",
  email: "",
  element: { selector: "#cart button", text: "Remove" },
  pointedOn: "https://shop.example/cart",
};
const draft = { ...noDraft, read: async () => words };
const at = (url: string) => ({ draft, page: () => ({ url, browser: {} }) });

test("what was pointed at is there again with its draft, on the page that it is on", async () => {
  open({ options: at("https://shop.example/cart") });
  await expect.element(card.getByText("#cart button")).toBeVisible();
});

test("on another page the words come back without it", async () => {
  open({ options: at("https://shop.example/") });
  await expect.element(message).toHaveValue("It is slow.");
  await expect.element(button).toBeVisible();
  await expect.element(card).not.toBeInTheDocument();
});

test("in a container, where there may be no page around, nothing is offered to point at", async () => {
  const container = document.body.appendChild(document.createElement("div"));
  open({ options: { container } });
  await expect.element(page.getByRole("button", { name: "Add a screenshot" })).toBeVisible();
  await expect.element(button).not.toBeInTheDocument();
  container.remove();
});

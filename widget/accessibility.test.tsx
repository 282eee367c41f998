import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { EarshotError } from "../shared/errors.ts";
import { openForm } from "./testing/open-form.ts";

const message = page.getByRole("textbox", { name: "Your message" });
const send = page.getByRole("button", { name: "Send", exact: true });
const problem = new EarshotError("origin_not_allowed", "", { status: 403 });
const refused = [{ id: "e", submission: { content: "from last week" }, problem }];

type Form = ReturnType<typeof openForm>;
const sendIt = async () => {
  await message.fill("It is slow.");
  await send.click();
};
/** Every state a user can meet, and the way there. */
const STATES: Record<string, (form: Form) => Promise<unknown>> = {
  empty: async () => {},
  "with a complaint": () => send.click(),
  "with a picture and all that will be sent": async () => {
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await expect.element(page.getByRole("img")).toBeVisible();
    await page.getByRole("radio", { name: "Praise" }).click();
    await page.getByText("What will be sent").click();
    await page.getByRole("checkbox", { name: "Browser" }).click();
  },
  "with the picture shown larger": async () => {
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await page.getByRole("button", { name: "Show larger" }).click();
    await expect.element(page.getByRole("dialog", { name: "Screenshot of this page" })).toBeVisible();
  },
  sending: async ({ deliver }) => {
    await sendIt();
    deliver({ state: "sending" });
  },
  saved: async ({ deliver }) => {
    await sendIt();
    deliver({ state: "saved", problem, nextTryAt: 1 });
  },
  sent: async ({ deliver }) => {
    await sendIt();
    deliver({ state: "sent", id: "0192a7c0ffee0192a7c0ffee" });
  },
  "needs you": async ({ deliver }) => {
    await sendIt();
    deliver({ state: "needs-you", problem, entry: "e" });
  },
};

let form: Form | undefined;
beforeEach(async () => {
  document.documentElement.lang = "en";
  document.title = "Test";
});
afterEach(() => {
  form?.mounted.destroy();
  document.querySelector("earshot-widget")?.remove();
});

const violations = async () => {
  // A colour in the middle of a fade is nobody's.
  const root = document.querySelector("earshot-widget")?.shadowRoot;
  await Promise.all(
    root?.getAnimations().map((one) => (one.effect?.getTiming().iterations === 1 ? one.finished : 0)) ?? [],
  );
  const { violations } = await axe.run("earshot-widget", { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
};

for (const theme of ["light", "dark"] as const)
  for (const [name, reach] of Object.entries(STATES))
    test(`the form has no accessibility fault: ${name}, ${theme}`, async () => {
      await page.viewport(1280, 800);
      form = openForm({ options: { theme, tags: ["beta"] }, refused });
      await reach(form);
      expect(await violations()).toEqual([]);
    });

test("at four times the size, on a phone's width, every control can still be reached", async () => {
  await page.viewport(320, 200);
  form = openForm({ options: { theme: "light" } });
  expect(await violations()).toEqual([]);
  await send.click();
  await expect.element(page.getByText("Write a few words first.")).toBeInTheDocument();
  const panel = document.querySelector("earshot-widget")!.shadowRoot!.querySelector("dialog")!;
  expect(panel.scrollWidth).toBeLessThanOrEqual(320);
});

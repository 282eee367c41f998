import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { parseSettings } from "../settings.ts";
import { formsOfEachTest, hasFocus, message, send } from "../testing/controls.ts";

const open = formsOfEachTest();
const settings = async () => parseSettings({ form: { rating: true, tags: ["Checkout", "Mobile app"] } });
const star = (n: number) => page.getByRole("radio", { name: `${n} of 5`, exact: true });
beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Test";
});
const sendIt = async () => {
  await message.fill("It is slow.");
  await send.click();
};

test("without a word of the app's owner nobody is asked for a rating or a topic", async () => {
  open({ ports: { settings: async () => parseSettings({ form: {} }) } });
  await expect.element(message).toBeVisible();
  await expect.element(star(1)).not.toBeInTheDocument();
  await expect.element(page.getByRole("group", { name: "Topics" })).not.toBeInTheDocument();
});

test("one to five by mouse, and the chosen one again takes it back", async () => {
  const { submissions } = open({ ports: { settings } });
  await expect.element(page.getByRole("group", { name: "How do you like it?" })).toBeVisible();
  await star(4).click();
  await expect.element(star(4)).toBeChecked();
  await star(4).click();
  await expect.element(star(4)).not.toBeChecked();
  await star(2).click();
  await sendIt();
  await expect.poll(() => submissions[0]?.rating).toBe(2);
});

test("by keyboard: arrow keys choose, a button takes it back and the focus stays", async () => {
  const { submissions } = open({ ports: { settings } });
  await star(1).click();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await expect.element(star(3)).toBeChecked();
  await hasFocus(star(3));
  await page.getByRole("button", { name: "Take back" }).click();
  await expect.element(star(3)).not.toBeChecked();
  await hasFocus(star(1));
  await sendIt();
  await expect.poll(() => submissions.length).toBe(1);
  expect(submissions[0]).not.toHaveProperty("rating");
});

test("right to left, the stars stand from the right and the left arrow goes on", async () => {
  open({ options: { locale: "he" }, ports: { settings } });
  const stars = page.getByRole("radio", { name: /5/ });
  await expect.poll(() => stars.elements().length).toBe(5);
  const [first, second] = stars.elements() as [HTMLElement, HTMLElement];
  expect(first.getBoundingClientRect().x).toBeGreaterThan(second.getBoundingClientRect().x);
  await stars.nth(0).click();
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(stars.nth(1)).toBeChecked();
});

test("topics are sent beside the site's own tags, each once, and can be taken back", async () => {
  const { submissions } = open({ options: { tags: ["beta", "Checkout"] }, ports: { settings } });
  const topic = (name: string) => page.getByRole("group", { name: "Topics" }).getByRole("checkbox", { name });
  await topic("Checkout").click();
  await topic("Mobile app").click();
  await expect.element(topic("Mobile app")).toBeChecked();
  await sendIt();
  await expect.poll(() => submissions[0]?.tags).toEqual(["beta", "Checkout", "Mobile app"]);
});

test("a topic that was unticked is not sent", async () => {
  const { submissions } = open({ ports: { settings } });
  const topic = page.getByRole("checkbox", { name: "Checkout" });
  await topic.click();
  await topic.click();
  await sendIt();
  await expect.poll(() => submissions.length).toBe(1);
  expect(submissions[0]).not.toHaveProperty("tags");
});

test.each(["light", "dark"] as const)("rating and topics have no accessibility fault, %s", async (theme) => {
  open({ options: { theme }, ports: { settings } });
  await star(3).click();
  await page.getByRole("checkbox", { name: "Checkout" }).click();
  await expect.element(page.getByRole("button", { name: "Take back" })).toBeVisible();
  const root = document.querySelector("earshot-widget")!.shadowRoot!;
  await Promise.all(root.getAnimations().map((one) => one.finished));
  const { violations } = await axe.run("earshot-widget", { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
});

test("the app's form asks for no e-mail where it is switched off or the site says who is there", async () => {
  const { submissions, mounted } = open({ ports: { settings: async () => parseSettings({ mode: "private" }) } });
  mounted.identify({ name: "Ann", email: "ann@example.com" });
  await expect.element(message).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: /E-mail/ })).not.toBeInTheDocument();
  await sendIt();
  await expect.poll(() => submissions.length).toBe(1);
  expect(submissions[0]).not.toHaveProperty("customerEmail");
  expect(submissions[0]).not.toHaveProperty("customerName");
});

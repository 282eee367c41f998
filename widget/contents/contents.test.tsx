import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { jsonText } from "../../shared/transport/json-text.ts";
import { formsOfEachTest, message, send } from "../testing/controls.ts";
import { fieldsOf } from "./fields.ts";

const open = formsOfEachTest();
const boxes = () => page.getByRole("group").getByRole("checkbox");
const inRoot = (selector: string) => document.querySelector("earshot-widget")!.shadowRoot!.querySelector(selector)!;
const press = (name: string) => page.getByText(name, { exact: true }).click();

/** A form with something in every field that there can be. */
const openFull = async () => {
  const form = open({ options: { tags: ["beta"] } });
  form.mounted.identify({ name: "Ann", email: "ann@example.com" });
  form.mounted.setMetadata({ plan: "pro", seats: 3 });
  await page.getByRole("radio", { name: "Problem" }).click();
  await message.fill("The export is empty.");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect.element(page.getByRole("button", { name: "Retake" })).toBeVisible();
  form.mounted.close();
  form.mounted.open(); // what the site said is read when a form opens
  await press("What will be sent");
  await expect.element(boxes().first()).toBeVisible();
  return form;
};

test("every field of the request is listed with its value as it goes, and each but the words can be taken out", async () => {
  const { submissions } = await openFull();
  const shown = [...inRoot(".contents ul").querySelectorAll("li")].map(
    (item) => item.querySelector("small")?.textContent,
  );
  const listed = boxes().elements() as HTMLInputElement[];
  for (const box of listed) if (!box.disabled) box.click();
  await expect.poll(() => listed.filter(({ checked }) => checked).length).toBe(1);
  await send.click();
  await expect.poll(() => submissions).toEqual([{ content: "The export is empty." }]);
  for (const value of [
    "The export is empty.",
    "problem",
    "ann@example.com",
    "Ann",
    '["beta"]',
    "pro",
    "3",
    navigator.userAgent,
  ])
    expect(shown).toContain(value);
});

test("what is sent has no field that was not listed", async () => {
  const { submissions } = await openFull();
  const listed = boxes().elements().length;
  await send.click();
  await expect.poll(() => submissions).toHaveLength(1);
  expect(fieldsOf(submissions[0]!)).toHaveLength(listed);
});

test("the body can be read letter by letter, and is what is sent", async () => {
  const { submissions } = await openFull();
  await page.getByRole("checkbox", { name: "Screenshot", exact: true }).click(); // else it is shortened
  await page.getByRole("checkbox", { name: "Browser" }).click();
  await press("Exactly as it is sent");
  await expect.element(page.getByRole("region", { name: "Exactly as it is sent" })).toBeVisible();
  const body = inRoot("pre").textContent;
  await expect.element(page.getByText(`Bytes: ${body.length}`, { exact: false })).toBeVisible();
  await send.click();
  await expect.poll(() => submissions.map(jsonText)).toEqual([body]);
  expect(body).not.toContain(navigator.userAgent);
});

test("the picture is shortened where the body is read", async () => {
  await openFull();
  await press("Exactly as it is sent");
  await expect
    .poll(() => inRoot("pre").textContent)
    .toMatch(/"screenshotDataUrl":"data:image\/png;base64,[^"]{20,40}…"/);
});

test("what went wrong in the page is listed, follows the page, and is sent as listed or not at all", async () => {
  const log = (message: string) => ({ level: "error" as const, message, at: "2026-11-22T08:00:00.000Z" });
  let logs = [log("No cart")];
  let changed = () => {};
  const { submissions, mounted, deliver } = open({
    options: { page: () => ({ browser: {}, logs }) },
    ports: { whenPageChanges: (change) => (changed = change) },
  });
  await message.fill("It broke.");
  await press("What will be sent");
  const box = page.getByRole("checkbox", { name: "Errors of the page" });
  await expect.element(box).toHaveAccessibleDescription(jsonText(logs));
  logs = [log("No cart"), log("No till")];
  changed();
  await expect.element(box).toHaveAccessibleDescription(jsonText(logs));
  await send.click();
  await expect.poll(() => submissions).toMatchObject([{ logs }]);

  deliver({ state: "sent", id: "0123456789abcdef01234567" });
  await press("Send another");
  await message.fill("It broke again.");
  await press("What will be sent");
  await box.click();
  await send.click();
  await expect.poll(() => submissions).toHaveLength(2);
  expect(submissions[1]).not.toHaveProperty("logs");
  mounted.close();
});

import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { openForm, rememberingDraft } from "./testing/open-form.ts";

let form: ReturnType<typeof openForm> | undefined;
afterEach(() => form?.mounted.destroy());
const email = () =>
  document.querySelector("earshot-widget")?.shadowRoot?.querySelector<HTMLInputElement>("input[type=email]")?.value;
const says = () => expect.poll(email);

test("the address of who was signed in goes with them, also after something was sent", async () => {
  form = openForm();
  form.mounted.identify({ name: "Ann", email: "ann@example.com" });
  await says().toBe("ann@example.com");
  form.mounted.identify({ name: "Bob", email: "bob@example.com" });
  await says().toBe("bob@example.com");
  await page.getByLabelText("Your message").fill("Hello");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => form?.submissions.length).toBe(1);
  form.deliver({ state: "sent", id: "0192a7c0ffee0192a7c0ffee" });
  form.mounted.identify(null);
  await page.getByRole("button", { name: "Send another" }).click();
  await says().toBe("");
});

test("an address that the visitor typed stays, and one that the site gave is in no draft", async () => {
  const draft = rememberingDraft();
  form = openForm({ options: { draft } });
  form.mounted.identify({ email: "ann@example.com" });
  await page.getByLabelText("Your message").fill("Hello");
  await expect.poll(draft.kept).toMatchObject({ content: "Hello", email: "" });
  await page.getByLabelText(/e-?mail/i).fill("me@example.org");
  form.mounted.identify(null);
  form.mounted.identify({ email: "bob@example.com" });
  await says().toBe("me@example.org");
  expect(draft.kept()).toMatchObject({ email: "me@example.org" });
});

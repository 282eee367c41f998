import { afterEach, beforeEach, expect } from "vitest";
import { type Locator, page } from "vitest/browser";
import { openForm } from "./open-form.ts";

/** For tests: the form's parts, by the names that users hear. */
export const message = page.getByRole("textbox", { name: "Your message" });
export const email = page.getByRole("textbox", { name: "E-mail optional" });
export const send = page.getByRole("button", { name: "Send", exact: true });
export const dialog = page.getByRole("dialog", { name: "Send feedback" });

/** The focus inside the root; from outside it is the host element's. */
export const hasFocus = (locator: Locator) =>
  expect.poll(() => (locator.element().getRootNode() as ShadowRoot).activeElement === locator.element()).toBe(true);

/** Opens forms that are gone after each test. */
export const formsOfEachTest = (): typeof openForm => {
  let opened: ReturnType<typeof openForm>[] = [];
  beforeEach(() => page.viewport(1280, 800));
  afterEach(() => {
    for (const { mounted } of opened) mounted.destroy();
    opened = [];
  });
  return (given) => {
    const form = openForm(given);
    opened.push(form);
    return form;
  };
};

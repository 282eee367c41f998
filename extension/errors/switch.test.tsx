import { render } from "preact";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { TEXT } from "../text.ts";
import { ErrorsSwitch } from "./switch.tsx";

/** A switch whose change is decided by the test. */
const shown = (isOn: boolean, isFresh = false) => {
  const place = document.body.appendChild(document.createElement("div"));
  const asked: boolean[] = [];
  let decided = Promise.withResolvers<void>();
  const change = (to: boolean) => {
    asked.push(to);
    decided = Promise.withResolvers();
    return decided.promise;
  };
  render(<ErrorsSwitch isOn={isOn} isFresh={isFresh} change={change} />, place);
  const box = place.querySelector("input")!;
  return {
    box,
    asked,
    decide: () => decided,
    said: () => place.querySelector("[role=status]")!.textContent,
    described: () => place.querySelector(`#${box.getAttribute("aria-describedby")}`)!.textContent,
  };
};

test("while it is being changed it keeps the focus, and another press changes nothing", async () => {
  const { box, asked, decide } = shown(false);
  box.focus();
  await userEvent.keyboard(" ");
  await expect.poll(() => box.getAttribute("aria-disabled")).toBe("true");
  await userEvent.keyboard(" ");
  expect([asked, document.activeElement]).toEqual([[true], box]);
  decide().resolve();
  await expect.poll(() => box.getAttribute("aria-disabled")).toBe("false");
  await userEvent.keyboard(" ");
  expect([asked, document.activeElement, box.checked]).toEqual([[true, true], box, false]);
});

test("a press that fails says so, until the next", async () => {
  const { box, decide, said } = shown(true);
  expect(said()).toBe("");
  box.click();
  decide().reject(new Error("QUOTA_BYTES exceeded"));
  await expect.poll(said).toBe(TEXT.unforeseen);
  await expect.poll(() => box.getAttribute("aria-disabled")).toBe("false");
  box.click();
  await expect.poll(said).toBe("");
});

test("what it says stays true for weeks; how what was earlier goes along is said only just after", () => {
  expect([shown(false).described(), shown(true).described()]).toEqual([TEXT.errorsWhat, TEXT.errorsAreOn]);
  expect([shown(true, true), shown(true), shown(false, true)].map(({ said }) => said())).toEqual([
    TEXT.errorsFromNow,
    "",
    "",
  ]);
});

import { render } from "preact";
import { expect, test } from "vitest";
import { TEXT } from "../text.ts";
import { ErrorSites } from "./error-sites.tsx";

test("a site that could not be switched off stays in the list, and that is said; else what became of it is", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  let fails = true;
  const end = async () => {
    if (fails) throw new Error("The worker died");
    return [];
  };
  render(<ErrorSites initial={["https://shop.example"]} end={end} />, place);
  const press = () => place.querySelector("button")!.click();
  const said = () => place.querySelector("[role=status]")!.textContent;
  press();
  await expect.poll(said).toBe(TEXT.unforeseen);
  expect(place.querySelector("strong")!.textContent).toBe("shop.example");
  fails = false;
  press();
  await expect.poll(said).toBe(TEXT.errorsEnded("shop.example"));
  expect([place.querySelector("li"), document.activeElement?.id]).toEqual([null, "errors"]);
});

import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { dialog, email, formsOfEachTest, hasFocus, message, send } from "./testing/controls.ts";

const open = formsOfEachTest();

test("nothing is sent without words: the field says so and has the focus", async () => {
  const { submissions } = open();
  await send.click();
  await expect.element(message).toHaveAccessibleDescription("Write a few words first.");
  await hasFocus(message);
  await message.fill("x");
  await expect.element(message).toHaveAccessibleDescription("");
  expect(submissions).toEqual([]);
});

test("the focus goes in, stays in, and comes back; Escape closes", async () => {
  const opener = document.body.appendChild(document.createElement("button"));
  opener.focus();
  const { events } = open();
  await hasFocus(message);
  for (let presses = 0; presses < 14; presses++) {
    await userEvent.keyboard("{Tab}");
    expect(document.activeElement === document.body || document.activeElement?.localName === "earshot-widget").toBe(
      true,
    );
  }
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  expect(document.activeElement).toBe(opener);
  expect(events.map(({ type }) => type)).toEqual(["open", "close"]);
  opener.remove();
});

test("a press beside the panel closes it; one that began in the text does not", async () => {
  const { mounted } = open();
  await expect.element(dialog).toBeVisible();
  const panel = document.querySelector("earshot-widget")!.shadowRoot!.querySelector("dialog")!;
  message.element().dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
  panel.dispatchEvent(new MouseEvent("click"));
  expect(panel.open).toBe(true);
  panel.dispatchEvent(new PointerEvent("pointerdown"));
  panel.dispatchEvent(new MouseEvent("click"));
  expect(panel.open).toBe(false);
  mounted.open();
  expect(panel.open).toBe(true);
});

test("the page's shortcuts do not fire while somebody writes", async () => {
  const fired: string[] = [];
  const ends = new AbortController();
  const guard = (event: KeyboardEvent) => {
    if (!(event.target as HTMLElement).isContentEditable) fired.push(event.type);
  };
  document.addEventListener("keydown", guard, { signal: ends.signal });
  document.addEventListener("keydown", guard, { signal: ends.signal, capture: true });
  window.addEventListener("keyup", () => fired.push("keyup"), { signal: ends.signal });
  open();
  await message.click();
  await userEvent.keyboard("jk");
  ends.abort();
  expect(fired).toEqual([]);
  await expect.element(message).toHaveValue("jk");
});

test("a focus trap of the page that eats Tab does not eat ours", async () => {
  const ends = new AbortController();
  const eat = (event: KeyboardEvent) => event.key === "Tab" && event.preventDefault();
  document.addEventListener("keydown", eat, { signal: ends.signal, capture: true });
  open();
  await hasFocus(message);
  await userEvent.keyboard("{Tab}");
  ends.abort();
  await hasFocus(email);
});

test("in a container it is a part of the page: no dialog, no way to close it", async () => {
  const container = document.body.appendChild(document.createElement("div"));
  const { submissions, mounted } = open({
    options: { container, source: { type: "browser-extension", sdk: "earshot-extension" } },
  });
  await expect.element(message).toBeVisible();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Close" })).not.toBeInTheDocument();
  await message.fill("from the popup");
  await send.click();
  expect(submissions[0]).toMatchObject({
    sourceType: "browser-extension",
    client: { sdk: { name: "earshot-extension" } },
  });
  mounted.destroy();
  expect(container.childElementCount).toBe(0);
  container.remove();
});

/** As the browser paints it, in whatever notation it was said. */
const painted = (color: string): number[] => {
  const context = new OffscreenCanvas(1, 1).getContext("2d")!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
};

test.each([
  ["gold", [255, 215, 0], [0, 0, 0]],
  ["oklch(0.3 0.1 260)", undefined, [255, 255, 255]],
  ["no colour at all", [52, 81, 224], [255, 255, 255]],
])(
  "sentences can be overridden, and the accent colour %s gets an ink that can be read on it",
  async (accent, ground, ink) => {
    open({ options: { accent, theme: "light", texts: { send: "Absenden" } } });
    const button = page.getByRole("button", { name: "Absenden" });
    await expect.element(button).toBeVisible();
    const { backgroundColor, color } = getComputedStyle(button.element());
    if (ground) expect(painted(backgroundColor)).toEqual(ground);
    expect(painted(color)).toEqual(ink);
  },
);

test("twenty times opened and closed leaves nothing, and destroying it leaves nothing at all", async () => {
  const before = document.documentElement.outerHTML;
  const { mounted } = open();
  const count = () => document.querySelector("earshot-widget")!.shadowRoot!.querySelectorAll("*").length;
  const nodes = count();
  for (let times = 0; times < 20; times++) {
    mounted.close();
    mounted.open();
  }
  await hasFocus(message);
  expect(count()).toBe(nodes);
  mounted.destroy();
  expect(document.documentElement.outerHTML).toBe(before);
});

test("what a page's listener throws is the page's: the message goes its way all the same", async () => {
  const thrown: string[] = [];
  const ends = new AbortController();
  const hear = (event: ErrorEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    thrown.push(event.message.replace(/^Uncaught Error: /, ""));
  };
  window.addEventListener("error", hear, { signal: ends.signal, capture: true });
  const on = ({ type }: { type: string }) => {
    throw new Error(type);
  };
  const { submissions, deliver } = open({ options: { on } });
  await message.fill("once");
  await send.click();
  await expect.poll(() => submissions.length).toBe(1);
  expect(() => deliver({ state: "sent", id: "fb_1" })).not.toThrow();
  await expect.element(page.getByText("Thank you")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => thrown).toEqual(["open", "submit", "sent", "close"]);
  ends.abort();
});

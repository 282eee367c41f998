import type { Page } from "playwright";
import { expect, test } from "vitest";
import { openSite } from "./testing/site.ts";
import { browserOfFile, dialog, launcher, sendMessage, tag, visit } from "./testing/visit.ts";

browserOfFile();

const HOSTILE = `<style>
  *, *::before, *::after { all: revert !important; font-size: 40px !important; display: none !important; }
  html, body, earshot-widget { display: block !important; opacity: .5 !important; transform: scale(2) !important; }
  button, dialog, input, textarea, form, label { color: red !important; background: lime !important; border: 9px solid !important; }
</style>`;

/** How far apart two pictures are at most, by channel, from 0 to 255. */
const farthest = (page: Page, pictures: readonly (Buffer | undefined)[]): Promise<number> =>
  page.evaluate(
    async (texts) => {
      const [one, other] = await Promise.all(
        texts.map(async (text) => {
          const bitmap = await createImageBitmap(await (await fetch(text)).blob());
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      if (one?.length !== other?.length) return 255;
      return one!.reduce((most, value, index) => Math.max(most, Math.abs(value - other![index]!)), 0);
    },
    pictures.map((picture) => `data:image/png;base64,${picture?.toString("base64")}`),
  );

test("whatever the page's style sheet says, launcher and form keep every pixel", async () => {
  const pictures: Buffer[][] = [];
  const apart: number[] = [];
  for (const style of ["", HOSTILE])
    await visit({ head: (server) => style + tag(server, 'data-theme="light"') }, async (page) => {
      await launcher(page).waitFor();
      const button = await launcher(page).screenshot({ animations: "disabled" });
      await launcher(page).click();
      await page.getByLabel("Your message").waitFor();
      await page.mouse.move(0, 0);
      pictures.push([button, await dialog(page).screenshot({ animations: "disabled", caret: "hide" })]);
      const [plain, styled] = pictures;
      if (!plain || !styled) return;
      await page.goto("about:blank");
      for (const index of [0, 1]) apart.push(await farthest(page, [plain[index], styled[index]]));
    });
  // On a page that scales itself the browser smooths round edges otherwise by a shade that nobody sees.
  expect(apart).toHaveLength(2);
  expect(Math.max(...apart)).toBeLessThanOrEqual(4);
}, 20_000);

test("what some script has put on every object's prototype sends no feedback elsewhere", async () => {
  await using evil = await openSite({ head: () => "" });
  const { origin } = new URL(evil.url);
  const head = (server: string) =>
    `<script>Object.prototype.server = "${origin}"; Object.prototype.launcher = "none";</script>${tag(server)}`;
  await visit({ head }, async (page, { state }) => {
    await launcher(page).click();
    await sendMessage(page, "for us alone");
    await page.getByText("Thank you").waitFor();
    expect(state.received).toMatchObject([{ content: "for us alone" }]);
    expect(evil.paths.filter((path) => path.startsWith("/v1"))).toEqual([]);
  });
});

test("queued calls that make no sense are skipped with one warning, and the others are played", async () => {
  const before = `<script>
    window.heard = [];
    window.Earshot = [null, 7, ["nope"], {}, ["on", "ready", (event) => heard.push(event.type)], [], ["open", { content: "Hello" }]];
  </script>`;
  await visit({ head: (server) => before + tag(server) }, async (page) => {
    await dialog(page).waitFor();
    expect(await page.evaluate("heard")).toEqual(["ready"]);
    const warnings: string[] = [];
    page.on("console", (message) => message.text().startsWith("[earshot]") && warnings.push(message.text()));
    await page.reload();
    await dialog(page).waitFor();
    expect(warnings).toEqual([expect.stringContaining('"nope"')]);
  });
});

test("in a sandbox that forbids forms a message is sent all the same, by press and by key", async () => {
  const policy = () => "sandbox allow-scripts allow-same-origin";
  await visit({ policy }, async (page, { state }) => {
    await launcher(page).click();
    await sendMessage(page, "by press");
    await page.getByText("Thank you").waitFor();
    await page.getByRole("button", { name: "Send another" }).click();
    await page.getByLabel("Your message").fill("by key");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Thank you").waitFor();
    await page.getByRole("button", { name: "Send another" }).click();
    await page.getByLabel("Your message").fill("from a field");
    await page.getByLabel("E-mail").press("Enter");
    await page.getByText("Thank you").waitFor();
    expect(state.received.map(({ content }) => content)).toEqual(["by press", "by key", "from a field"]);
  });
});

test("a page's policy that blocks our server is told at once, to the visitor and to the developer, once", async () => {
  const policy = (server: string) => `connect-src 'self'; script-src 'unsafe-inline' ${server}`;
  await visit({ policy }, async (page, { state }) => {
    const lines: string[] = [];
    page.on("console", (message) => message.text().startsWith("[earshot]") && lines.push(message.text()));
    await launcher(page).click();
    await sendMessage(page, "blocked");
    await page.getByText("Not sent yet").waitFor();
    await page.getByText("The rules of this site").waitFor();
    expect(await page.getByText("by itself").count()).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/connect-src/)]);
    expect(state.received).toEqual([]);
  });
});

const MODAL = `<button onclick="mine.showModal()">Their dialog</button>
  <dialog id="mine"><p>Theirs</p><button onclick="mine.close()">Close theirs</button></dialog>
  <dialog id="inner"><button onclick="inner.close()">Close inner</button></dialog>
  <script>
    // As many dialogs do: a press beside the box closes it.
    mine.onclick = ({ clientX, clientY }) => {
      const { left, right, top, bottom } = mine.getBoundingClientRect();
      if (clientX < left || clientX > right || clientY < top || clientY > bottom) mine.close();
    };
  </script>`;
const isOpen = (page: Page, id: string) => page.evaluate(`${id}.open && ${id}.matches(":modal")`);
const launcherHasFocus = (page: Page) =>
  expect
    .poll(() => launcher(page).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button))
    .toBe(true);

test("while a dialog of the page is open the form opens above it, and closed gives the focus back to where it was", async () => {
  await visit({ body: MODAL }, async (page, { state }) => {
    await page.getByRole("button", { name: "Their dialog" }).click();
    await launcher(page).click();
    await sendMessage(page, "about this dialog");
    await page.getByText("Thank you").waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    await launcherHasFocus(page);
    expect(await isOpen(page, "mine")).toBe(true);
    expect(state.received).toMatchObject([{ content: "about this dialog" }]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate("mine.open")).toBe(false);
    await expect
      .poll(() => page.evaluate("document.querySelector('earshot-widget').parentNode === document.documentElement"))
      .toBe(true);
    await launcher(page).click();
    await dialog(page).waitFor();
  });
});

test("a dialog of the page that closes, or goes, under the open form takes neither it nor the launcher along", async () => {
  for (const end of ["mine.close()", "mine.remove()"])
    await visit({ body: MODAL }, async (page) => {
      await page.getByRole("button", { name: "Their dialog" }).click();
      await launcher(page).click();
      await page.getByLabel("Your message").fill("half a thought");
      await page.evaluate(end);
      await expect.poll(() => dialog(page).evaluate((panel) => panel.matches(":modal"))).toBe(true);
      await dialog(page).waitFor();
      expect(await page.getByLabel("Your message").inputValue()).toBe("half a thought");
      await page.keyboard.press("Escape");
      await launcher(page).click();
      await dialog(page).waitFor();
    });
}, 20_000);

test("in a dialog over a dialog it works as well; destroyed, nothing is left in either", async () => {
  await visit({ body: MODAL }, async (page) => {
    const before = await page.evaluate("mine.outerHTML + inner.outerHTML");
    await page.evaluate("mine.showModal(); inner.showModal()");
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Close inner" }).click();
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.evaluate("Earshot.destroy()");
    await page.waitForTimeout(100);
    expect(await page.locator("earshot-widget").count()).toBe(0);
    expect((await page.evaluate<string>("mine.outerHTML + inner.outerHTML")).replaceAll(' open=""', "")).toBe(before);
  });
});

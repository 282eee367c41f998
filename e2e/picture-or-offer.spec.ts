import { expect } from "@playwright/test";
import { test } from "./fixtures/form-test.ts";

/** What a user waits at most, in ms, until they see a picture or what else they can do. */
const PATIENCE_MS = 3_000;
/** For the files to come and the form to be drawn again. */
const AROUND_MS = 1_000;

/** Pages of 10,000 elements: of one most is out of sight, of the other most is in it. */
const PAGES: Record<string, string> = {
  "of which few are in sight": `for (let i = 0; i < 2500; i++) {
    const row = document.createElement("p");
    for (const name of ["b", "i", "u"]) row.append(document.createElement(name));
    row.firstElementChild.append("Row " + i);
    document.body.append(row);
  }`,
  "of which most are in sight": `for (let i = 0; i < 10000; i++) {
    const dot = document.createElement("i");
    dot.style.cssText = "display:inline-block;width:6px;height:6px;margin:1px;background:teal";
    document.body.append(dot);
  }`,
};

const SHELL = `document.querySelector("earshot-widget").shadowRoot.querySelector(".shell")`;

test.skip(({ browserName }) => browserName !== "chromium", "no other browser can be slowed down");

for (const [name, fill] of Object.entries(PAGES))
  test(`on a page of 10,000 elements, ${name}, a picture or an offer comes in time on a slow machine`, async ({
    form,
    page,
    context,
  }) => {
    await form.open();
    await page.evaluate(fill);
    await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const ms = await page.evaluate<number>(`new Promise((done) => {
      const shell = ${SHELL};
      let startedAt;
      new MutationObserver(() => {
        if (shell.hasAttribute("data-aside")) startedAt ??= performance.now();
        else if (startedAt) done(performance.now() - startedAt);
      }).observe(shell, { attributes: true });
      shell.querySelector(".add").click();
    })`);
    expect(ms).toBeLessThan(PATIENCE_MS + AROUND_MS);
    await expect(form.button("pictureRetake").or(form.button("pictureWithout"))).toBeVisible();
  });

test("where no engine ever arrives the offers come in time, and the message can be sent", async ({ form, page }) => {
  await page.route(/assets\/(renderer|html2canvas)-.*\.js/, () => {}); // they never come
  await form.open();
  await form.write();
  await form.button("pictureAdd").click();
  await expect(form.button("pictureWithout")).toBeVisible({ timeout: PATIENCE_MS + AROUND_MS });
  await form.button("pictureWithout").click();
  await form.send();
  await expect(form.text("sentTitle")).toBeVisible();
});

test("where a part of the engine does not come, there is a picture without what it draws", async ({ form, page }) => {
  let tries = 0;
  await page.route(/assets\/svg-.*\.js/, (route) => {
    tries++;
    return route.abort();
  });
  await form.open();
  await page.evaluate(
    `document.body.insertAdjacentHTML("afterbegin", '<svg width="90" height="90"><rect width="90" height="90"/></svg>')`,
  );
  await form.button("pictureAdd").click();
  await expect(form.button("pictureRetake")).toBeVisible();
  expect(tries).toBeGreaterThan(0);
});

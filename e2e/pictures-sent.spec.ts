import { expect, type Page } from "@playwright/test";
import type { Served } from "../server-stub/scaled/start.ts";
import { html, RECORDER } from "./fixtures/host-site.ts";
import { isUnharmed, message, open, panel, records, scriptTag, send, sent, test } from "./fixtures/host-test.ts";

/* What leaves a page with the widget's own way to a picture, where something private stands on it. */

/** Of one length, so that nothing that is no secret has another place. */
const [ONE, OTHER] = ["mango-4111", "lemon-5222"];

const account = (secret: string, tag: string, head = "") =>
  html(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Account</title>${RECORDER}${head}
<style>body { font: 16px monospace } select { width: 9em } .rr-mask::before { content: attr(title) }</style></head><body><h1>Account</h1>
<p><input type="password" aria-label="Password" value="${secret}"> <input autocomplete="cc-number" aria-label="Card" value="${secret}">
<textarea data-private aria-label="Note">${secret}</textarea> <select class="fs-mask" aria-label="Which"><option>${secret}</select></p>
<p data-earshot-mask>${secret} <b>${secret}</b></p><p class="rr-mask" title="${secret}">${secret}</p><canvas class="ph-no-capture" width="200" height="40"></canvas>
<iframe class="rr-block" title="Theirs" srcdoc="<p>${secret}"></iframe><div id="shadow"></div>
<script>
document.querySelector("canvas").getContext("2d").fillText("${secret}", 5, 20);
document.querySelector("#shadow").attachShadow({ mode: "open" }).innerHTML = "<p data-earshot-block>${secret}</p>";
</script>${tag}</body></html>`);

const writeWithPicture = async (page: Page, text: string) => {
  await open(page);
  await message(page).fill(text);
  await page.getByRole("button", { name: "Add a screenshot" }).click();
};

const pictureOf = async (stub: Served, content: string): Promise<string> => {
  const record = (await records(stub)).find((one) => one.content === content);
  const headers = { Authorization: `Bearer ${stub.secretKey}` };
  const answer = await fetch(stub.url + record?.screenshot?.url, { headers });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer()).toString("base64");
};

test("the stored picture of a page is the same whatever its secrets are", async ({ page, stub, site }) => {
  const pages = new Map([ONE, OTHER].map((secret) => [`/${secret}`, account(secret, scriptTag(stub))]));
  const { url } = await site((path) => pages.get(path));
  for (const secret of [ONE, OTHER]) {
    await page.goto(`${url}/${secret}`);
    await writeWithPicture(page, `With ${secret}`);
    await expect(page.getByRole("img", { name: "Screenshot of this page" })).toBeVisible();
    await send(page);
    await sent(page);
    await isUnharmed(page);
  }
  const [one, other] = [await pictureOf(stub, `With ${ONE}`), await pictureOf(stub, `With ${OTHER}`)];
  expect(one.length).toBeGreaterThan(1_000);
  expect(other === one).toBe(true);
});

test("where a picture is masked is a layer of it in the team's console, which knows nothing of what was there", async ({
  page,
  stub,
  site,
}) => {
  const { url } = await site(() => account(ONE, scriptTag(stub)));
  await page.goto(url);
  const places = await page
    .locator("input, textarea, select, p[data-earshot-mask], p.rr-mask, canvas, iframe, #shadow p")
    .evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      }),
    );
  await writeWithPicture(page, "See the card");
  await expect(page.getByRole("img", { name: "Screenshot of this page" })).toBeVisible();
  await expect(panel(page).getByText("Not in the screenshot")).toHaveCount(0);
  await send(page);
  await sent(page);
  const [record] = await records(stub);
  const told = record?.capture?.gaps?.map(({ reason, rect }) => [reason, rect && Object.values(rect)]);
  expect(told).toHaveLength(places.length);
  expect(told).toEqual(expect.arrayContaining(places.map((place) => ["masked", place])));
  expect(JSON.stringify(record)).not.toContain(ONE);

  await page.goto(await stub.signInLink());
  await page.getByRole("link", { name: /See the card/ }).click();
  await page.getByRole("button", { name: "Open the picture in full size" }).click();
  const viewer = page.getByRole("dialog", { name: "Picture", exact: true });
  await expect(viewer.getByRole("img")).toBeVisible();
  await expect(viewer.getByText("Masked", { exact: true })).toHaveCount(0);
  await viewer.getByRole("button", { name: `Masked (${places.length})` }).click();
  await expect(viewer.getByText("Masked", { exact: true })).toHaveCount(places.length);
  await expect(viewer.getByText("Masked on the sender's page, before anything was sent.")).toBeVisible();
});

test("where masking throws no picture is sent, and the words are", async ({ page, stub, site }) => {
  // What the masker asks every element; the page's own questions are answered.
  const broken = `<script>
{ const { matches } = Element.prototype;
  Element.prototype.matches = function (selector) { if (selector.includes("data-earshot-mask")) throw new Error("not here"); return matches.call(this, selector); }; }
</script>`;
  const { url } = await site(() => account(ONE, scriptTag(stub), broken));
  await page.goto(url);
  await writeWithPicture(page, "Only words");
  await expect(panel(page).getByText("Private parts of this page could not be hidden")).toBeVisible();
  await send(page);
  await sent(page);
  const [record, ...others] = await records(stub);
  expect([record?.content, record?.screenshot ?? null, others]).toEqual(["Only words", null, []]);
});

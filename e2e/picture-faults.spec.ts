import { expect } from "@playwright/test";
import { test } from "./fixtures/form-test.ts";

/** What a user waits at most, in ms, until they see a picture or what else they can do: their patience, and the moment more. */
const WAIT_MS = 4_000;
/** For the files to come and the form to be drawn again. */
const AROUND_MS = 1_500;

type Ends = "a picture" | "offers";
/** What a browser, a page or the network can do to what takes pictures. A script runs before all of the page's own. */
const FAULTS: [name: string, ends: Ends, fault: { script?: string; lost?: RegExp; policy?: string }][] = [
  ["our renderer cannot be fetched", "a picture", { lost: /assets\/renderer-/ }],
  [
    "a part of our renderer cannot be fetched",
    "a picture",
    { lost: /assets\/(resources|replaced|glass|counters|covers)-/ },
  ],
  ["html2canvas cannot be fetched, nor is it wanted", "a picture", { lost: /assets\/html2canvas-/ }],
  ["no engine can be fetched", "offers", { lost: /assets\/(renderer|html2canvas)-/ }],
  [
    "html2canvas cannot be fetched, and the page's rules want it",
    "offers",
    { lost: /assets\/html2canvas-/, policy: "img-src 'self'" },
  ],
  ["only html2canvas can draw under the page's rules", "a picture", { policy: "img-src 'self'" }],
  [
    "html2canvas throws",
    "offers",
    {
      policy: "img-src 'self'",
      script:
        "Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() { throw new Error('not here'); } })",
    },
  ],
  [
    "html2canvas never comes to its end",
    "offers",
    { policy: "img-src 'self'", script: "window.createImageBitmap = () => new Promise(() => {})" },
  ],
  [
    "a picture is never decoded",
    "offers",
    { script: "HTMLImageElement.prototype.decode = () => new Promise(() => {})" },
  ],
  ["no style can be read", "offers", { script: "window.getComputedStyle = () => { throw new Error('not here'); }" }],
  ["there is no OffscreenCanvas", "offers", { script: "delete window.OffscreenCanvas" }],
  ["there is no createImageBitmap", "offers", { script: "delete window.createImageBitmap" }],
  ["there are no workers", "a picture", { script: "delete window.Worker" }],
  [
    "canvases give nothing",
    "a picture",
    { script: "HTMLCanvasElement.prototype.toBlob = (done) => setTimeout(() => done(null))" },
  ],
  [
    "a canvas may not be read",
    "offers",
    {
      script:
        "OffscreenCanvas.prototype.convertToBlob = () => Promise.reject(new DOMException('tainted', 'SecurityError'))",
    },
  ],
];

for (const [name, ends, { script, lost, policy }] of FAULTS)
  test(`where ${name} the end is ${ends} in time, and the message can be sent`, async ({ form, page, browserName }) => {
    test.skip(browserName !== "chromium", "the faults are the same in every browser");
    if (script) await page.addInitScript(script);
    if (lost) await page.route(lost, (route) => route.abort());
    if (policy)
      await page.addInitScript((content) => {
        document.addEventListener("DOMContentLoaded", () => {
          document.head.append(
            Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content }),
          );
        });
      }, policy);
    await form.open();
    await form.write();
    await form.button("pictureAdd").click();
    const end = form.button(ends === "offers" ? "pictureWithout" : "pictureRetake");
    await expect(end).toBeVisible({ timeout: WAIT_MS + AROUND_MS });
    await form.send();
    await expect(form.text("sentTitle")).toBeVisible();
  });

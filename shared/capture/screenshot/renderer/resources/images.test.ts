import { describe, expect, it } from "vitest";
import { browserOfGroup, ENGINES, html, inPage, OPEN, png, startSite } from "./testing/two-sites.ts";

const RED = png(40, 20, [200, 0, 0]);
const GREEN = png(40, 20, [0, 200, 0]);

describe.each(ENGINES)("pictures in %s", (engine) => {
  const visit = browserOfGroup(engine);

  it("of the page's own origin come without another request, and without a fetch", async () => {
    await using site = await startSite({
      "/": html(`<img src="red.png"><div style="background:url(green.png);height:9px"></div>`, {
        "Content-Security-Policy": "default-src 'self' 'unsafe-inline'; connect-src 'none'; img-src 'self' data:",
      }),
      "/red.png": RED,
      "/green.png": GREEN,
    });
    await visit(site.url, async (page) => {
      const before = site.requests.length;
      const script = `return [await colour(await resources.element(document.images[0])), await colour(await resources.image("green.png")), violations.join()]`;
      expect(await inPage(page, script)).toEqual(["200,0,0", "0,200,0", ""]);
      expect(site.requests.slice(before).map(({ url }) => url)).toEqual([]);
    });
  });

  it("that are large are not asked for again either, wherever the browser keeps them", async () => {
    const large = png(1_500, 1_000, [0, 0, 200]);
    await using site = await startSite({
      "/": html(
        `<img src="kept.png" width="60"><img src="forgotten.png" width="60"><p style="background:url(kept.png)">`,
      ),
      "/kept.png": { ...large, headers: { "Cache-Control": "max-age=600" } },
      "/forgotten.png": { ...large, headers: { "Cache-Control": "no-store" } },
    });
    await visit(site.url, async (page) => {
      const before = site.requests.length;
      const script = `const all = await Promise.all([...document.images].map((image) => resources.element(image)));
        return [...await Promise.all(all.map(colour)), await colour(await resources.image("kept.png")), (await load(all[0].dataUrl)).naturalWidth]`;
      expect(await inPage(page, script)).toEqual(["0,0,200", "0,0,200", "0,0,200", 60]);
      expect(site.requests.slice(before).map(({ url }) => url)).toEqual([]);
    });
  });

  it("of other origins come where these allow it, and never with credentials", async () => {
    await using other = await startSite({
      "/red.png": { ...RED, headers: OPEN },
      "/green.png": { ...GREEN, headers: OPEN },
    });
    const photo = `${other.url}/red.png`;
    await using site = await startSite({ "/": html(`<img src="${photo}">`) });
    await visit(site.url, async (page) => {
      await page.context().addCookies([{ name: "session", value: "mine", url: other.url }]);
      const script = `return [await colour(await resources.element(document.images[0])), await colour(await resources.image("${other.url}/green.png"))]`;
      expect(await inPage(page, script)).toEqual(["200,0,0", "0,200,0"]);
      const asked = other.requests.filter(({ headers }) => headers.origin);
      expect(asked.at(-1)?.url).toBe("/green.png");
      expect(asked.flatMap(({ headers }) => headers.cookie ?? [])).toEqual([]);
    });
  });

  it("of other origins that do not allow it are missing, or come through the app's relay", async () => {
    await using other = await startSite({ "/red.png": RED });
    const photo = `${other.url}/red.png`;
    await using site = await startSite({
      "/": html(`<img src="${photo}"><img src="away.png">`),
      "/relayed.png": GREEN,
      "/away.png": { type: "text/plain", body: "", status: 302, headers: { Location: photo } },
    });
    await visit(site.url, async (page) => {
      const script = `return Promise.all([...document.images].map((image) => resources.element(image).then(colour)))`;
      expect(await inPage(page, script)).toEqual(["image", "image"]);
      const relay = `(url) => { (window.asked ??= []).push(url); return fetch("/relayed.png").then((response) => response.blob()); }`;
      expect(await inPage(page, script, relay)).toEqual(["0,200,0", "0,200,0"]);
      expect(await page.evaluate("asked")).toEqual([photo, `${site.url}/away.png`]);
    });
  });

  it("of a site that refuses them are missing, and those of one that does not all come", async () => {
    const at = (url: string) => Array.from({ length: 8 }, (_, index) => `<img src="${url}/red.png?${index}">`).join("");
    await using closed = await startSite({ "/red.png": RED });
    await using open = await startSite({ "/red.png": { ...RED, headers: OPEN } });
    for (const headers of [{}, { "Content-Security-Policy": "connect-src 'self'" }]) {
      await using site = await startSite({ "/": html(at(closed.url) + at(open.url), headers) });
      await visit(site.url, async (page) => {
        const script = `return Promise.all([...document.images].map((image) => resources.element(image).then(colour)))`;
        expect(await inPage(page, script)).toEqual([...Array(8).fill("image"), ...Array(8).fill("200,0,0")]);
      });
    }
  });

  it("that are broken, lazy or gone are not asked for again", async () => {
    await using site = await startSite({
      "/": html(`<img src="gone.png"><img loading="lazy" src="lazy.png" style="position:absolute;top:90000px">`),
      "/lazy.png": RED,
    });
    await visit(site.url, async (page) => {
      const before = site.requests.length;
      const script = `const [gone, lazy] = await Promise.all([...document.images].map((image) => resources.element(image)));
        return [gone, "dataUrl" in lazy, document.images[1].complete];`;
      expect(await inPage(page, script)).toEqual([{ missing: "image" }, true, false]);
      expect(site.requests.slice(before).map(({ url }) => url)).toEqual([]);
    });
  });

  it("that never come are given up, and everything ends when the picture does", async () => {
    await using site = await startSite({ "/": html("") });
    await visit(site.url, async (page) => {
      await page.route("**/slow*.png", () => {});
      const script = `const startedAt = performance.now();
        const controller = new AbortController();
        const short = openResources(window, { signal: controller.signal, deadlineMs: 300 });
        const all = await Promise.all(Array.from({ length: 20 }, (_, index) => short.image("/slow" + index + ".png")));
        const ended = performance.now() - startedAt;
        controller.abort();
        const after = openResources(window, { signal: controller.signal, deadlineMs: 3000 });
        return [new Set(all.map((one) => one.missing)).size, ended < 1500, await after.image("/red.png"), await after.fonts([{ family: "a", weight: "400", style: "normal", text: "a" }])]`;
      expect(await inPage(page, script)).toEqual([1, true, { missing: "image" }, ""]);
    });
  });
});

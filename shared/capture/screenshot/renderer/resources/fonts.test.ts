import { describe, expect, it } from "vitest";
import { browserOfGroup, ENGINES, font, html, inPage, OPEN, startSite } from "./testing/two-sites.ts";

const USED = (family: string, text = "A") =>
  `[{ family: '${family}, serif', weight: "400", style: "normal", text: "${text}" }]`;
/** A square of 100 pixels where the font is there, next to nothing where it is not. */
const SVG = `\`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><style>\${css}</style><text y="80" font-size="100" font-family="Square">A</text></svg>\``;
const READY = "await document.fonts.ready;";

describe.each(ENGINES)("fonts in %s", (engine) => {
  const visit = browserOfGroup(engine);

  it("are embedded where text needs them, in the range that it needs, and drawn", async () => {
    await using site = await startSite({
      "/": html(
        `<link rel="stylesheet" href="css/a.css"><p style="font:20px Square">A</p><p style="font:20px Other">A</p>`,
      ),
      "/css/a.css": {
        type: "text/css",
        body: `@import "deeper/b.css" screen; @font-face { font-family: Other; src: url(../other.ttf) }
          @media print { @font-face { font-family: Square; src: url(print.ttf) } }`,
      },
      "/css/deeper/b.css": {
        type: "text/css",
        body: `@layer a { @media screen { @font-face { font-family: "Square"; font-weight: 100 900; unicode-range: U+41-5A; src: url(../../square.eot) format('embedded-opentype'), url(../../square.ttf) format("truetype") } } }
          @font-face { font-family: Square; font-weight: 100 900; unicode-range: U+4??; src: url(cyrillic.ttf) }`,
      },
      "/square.ttf": font,
      "/other.ttf": font,
    });
    await visit(site.url, async (page) => {
      const script = `${READY} const css = await resources.fonts(${USED("Square")});
        return [css.match(/@font-face/g).length, css.includes("100 900"), await drawn(${SVG}, 50, 50), resources.missing]`;
      expect(await inPage(page, script)).toEqual([1, true, "0,0,0", []]);
      expect(site.requests.map(({ url }) => url)).not.toContain("/css/deeper/cyrillic.ttf");
      const asked = site.requests.length;
      await inPage(page, `await resources.fonts(${USED("Square")})`);
      expect(site.requests.length).toBe(asked);
    });
  });

  it("of another origin's sheet are found in its text, and the sheet is put nowhere", async () => {
    await using other = await startSite({
      "/fonts.css": {
        type: "text/css",
        body: `/* @import "no.css"; */ @font-face { font-family: Square; src: url(files/square.ttf) }`,
        headers: OPEN,
      },
      "/files/square.ttf": { ...font, headers: OPEN },
    });
    await using site = await startSite({
      "/": html(`<link rel="stylesheet" href="${other.url}/fonts.css"><p style="font:20px Square">A</p>`),
    });
    await visit(site.url, async (page) => {
      const script = `${READY} const css = await resources.fonts(${USED("Square")});
        return [await drawn(${SVG}, 50, 50), document.adoptedStyleSheets.length, document.styleSheets.length]`;
      expect(await inPage(page, script)).toEqual(["0,0,0", 0, 1]);
    });
  });

  it("come without the page's own fetch, and the icons of a font by their code points", async () => {
    await using site = await startSite({
      "/": html(`<style>@font-face { font-family: Square; src: url(square.ttf); unicode-range: U+E000-E0FF }</style>
        <style>@font-face { font-family: Square; src: url(latin.ttf); unicode-range: U+0-FF }</style>
        <p style="font:20px Square">\u{e001}A</p><script>window.fetch = () => { throw new Error("not yours") }</script>`),
      "/square.ttf": font,
      "/latin.ttf": font,
    });
    await visit(site.url, async (page) => {
      const script = `${READY} const css = await resources.fonts(${USED("Square", "\u{e001}")});
        return [css.match(/@font-face/g).length, await drawn(${SVG.replace(">A<", ">\u{e001}<")}, 50, 50), resources.missing, document.querySelectorAll("iframe").length]`;
      expect(await inPage(page, script)).toEqual([1, "0,0,0", [], 0]);
    });
  });

  it("that a script has made are missing, and those of no sheet that may be read", async () => {
    await using other = await startSite({
      "/fonts.css": { type: "text/css", body: `@font-face { font-family: Closed; src: url(square.ttf) }` },
      "/square.ttf": { ...font, headers: OPEN },
    });
    await using site = await startSite({
      "/": html(
        `<link rel="stylesheet" href="${other.url}/fonts.css"><p style="font:20px Closed">A</p><p style="font:20px Made">A</p>`,
      ),
      "/square.ttf": font,
    });
    await visit(site.url, async (page) => {
      const script = `const bytes = await (await fetch("/square.ttf")).arrayBuffer();
        document.fonts.add(await new FontFace("Made", bytes).load()); ${READY}
        const css = await resources.fonts([...${USED("Made")}, ...${USED("Closed")}]);
        return [css, resources.missing]`;
      expect(await inPage(page, script)).toEqual([
        "",
        [
          { reason: "font", detail: "made" },
          { reason: "font", detail: "closed" },
        ],
      ]);
    });
  });

  it.each([
    ["in its header", { "Content-Security-Policy": "connect-src https://feedback.example" }, ""],
    ["in its head", {}, `<meta http-equiv="Content-Security-Policy" content="connect-src https://feedback.example">`],
  ])("are not asked for where the page's policy %s forbids it, and nothing is reported", async (_, headers, head) => {
    await using site = await startSite({
      "/": html(
        `${head}<style>@font-face { font-family: Square; src: url(square.ttf) }</style><p style="font:20px Square">A</p>`,
        headers,
      ),
      "/square.ttf": font,
    });
    await visit(site.url, async (page) => {
      const script = `${READY} return [await resources.fonts(${USED("Square")}), resources.missing, violations]`;
      expect(await inPage(page, script)).toEqual(["", [{ reason: "font", detail: "square" }], []]);
    });
  });

  it("come under a policy in the header when the page has fetched from there itself", async () => {
    await using site = await startSite({
      "/": html(
        `<style>@font-face { font-family: Square; src: url(square.ttf) }</style><p style="font:20px Square">A</p>
         <script>fetch("/data.json")</script>`,
        { "Content-Security-Policy": "connect-src 'self'" },
      ),
      "/data.json": { type: "application/json", body: "{}" },
      "/square.ttf": font,
    });
    await visit(site.url, async (page) => {
      const script = `${READY} const css = await resources.fonts(${USED("Square")}); return [await drawn(${SVG}, 50, 50), violations]`;
      expect(await inPage(page, script)).toEqual(["0,0,0", []]);
    });
  });
});

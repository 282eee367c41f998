import { describe, expect, it } from "vitest";
import { browserOfGroup, ENGINES, html, inPage, startSite } from "./testing/two-sites.ts";

const SPRITE = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY ns "http://x.example">]><!-- "made" by hand -->
<svg xmlns:i="&ns;" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
  <style>.b { fill: rgb(0, 0, 200) } #g stop { stop-color: rgb(0, 200, 0) }</style>
  <linearGradient id="g"><stop offset="0" stop-color="rgb(0, 200, 0)"/></linearGradient>
  <symbol id="flag" viewBox="0 0 20 10"><rect width="10" height="10" fill="url(#g)"/><use xlink:href="#half"/><script>bad()</script><i:pgf id="i"/><path style="fill:red" d='' aria-label="&ns; &amp; &#65; it's"/></symbol>
  <rect id="half" x="10" width="10" height="10" class="b" onclick="bad()"/>
</svg>`;
const draw = (id: string) =>
  `\`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs>\${markup}</defs><use href="#\${${id}}" width="200" height="100"/></svg>\``;

describe.each(ENGINES)("drawings of other files in %s", (engine) => {
  const visit = browserOfGroup(engine);

  it("come with what they refer to and their styles, also under Trusted Types", async () => {
    await using site = await startSite({
      "/": html(`<svg><use href="/icons/all.svg#flag"/></svg><script>fetch("/")</script>`, {
        "Content-Security-Policy": "require-trusted-types-for 'script'; trusted-types 'none'; style-src 'self'",
      }),
      "/icons/all.svg": { type: "image/svg+xml", body: SPRITE },
    });
    await visit(site.url, async (page) => {
      const script = `const markup = await resources.symbols(new Set(["icons/all.svg#flag"]), document);
        const svg = ${draw(`symbolId("icons/all.svg#flag")`)};
        return [await drawn(svg, 50, 50), await drawn(svg, 150, 50), markup.includes("bad"), violations, resources.missing]`;
      expect(await inPage(page, script)).toEqual(["0,200,0", "0,0,200", false, [], []]);
    });
  });

  it("that are not there, or may not be fetched, are named", async () => {
    await using site = await startSite({ "/": html("") });
    await visit(site.url, async (page) => {
      const script = `return [await resources.symbols(new Set(["/gone.svg#x", "https://other.example/a.svg#x", "#here"]), document), resources.missing.length]`;
      expect(await inPage(page, script)).toEqual(["", 3]);
    });
  });
});

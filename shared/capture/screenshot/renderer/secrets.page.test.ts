import { expect, test } from "vitest";
import { never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

/** What the engine makes of the page: the document that the browser is given to draw, and the pixels of it. */
const capture = async () => {
  const setter = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src")!;
  const documents: string[] = [];
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...setter,
    set(address: string) {
      if (address.startsWith("data:image/svg+xml;charset=utf-8,")) documents.push(decodeURIComponent(address));
      setter.set!.call(this, address);
    },
  });
  try {
    const { bitmap, gaps } = await rendererEngine(window, { exclude: () => false }, never);
    return { markup: documents.join(""), data: pixelsOf(bitmap), gaps };
  } finally {
    Object.defineProperty(HTMLImageElement.prototype, "src", setter);
  }
};

const PLACES: Record<string, string> = {
  "an option": `<select><option data-private selected>NAME</option><option>b</option></select>`,
  "an option in an open list": `<select size="3"><option>b</option><option data-private>NAME</option></select>`,
  "the label of a group of options": `<select size="3"><optgroup data-private label="NAME"><option>b</option></optgroup></select>`,
  "an option's label": `<select><option data-private label="NAME" selected>x</option></select>`,
  "a list's mark": `<style>.m::marker{content:"NAME"}</style><ul><li class="m" data-private>x</li></ul>`,
  "an attribute that the style sheet shows": `<style>.a::before{content:attr(data-name)}</style><p class="a" data-private data-name="NAME">x</p>`,
  "what stands before an element without a box": `<style>.d::before{content:"NAME"}</style><p class="d" data-private style="display:contents">x</p>`,
  "text in an element without a box": `<div style="display:contents" data-private>NAME <b>NAME</b></div>`,
  "a title and an alternative text": `<p data-private title="NAME"><img alt="NAME" src="data:,"></p>`,
  "a broken picture's alternative text": `<img data-private alt="NAME" src="data:,">`,
  "text of a drawing": `<svg width="300" height="50"><text data-private y="30">NAME</text></svg>`,
  "part of a text of a drawing": `<svg width="300" height="50"><text y="30">a <tspan data-private>NAME</tspan> b</text></svg>`,
  "the title of a drawing": `<svg width="300" height="50"><title data-private>NAME</title><desc data-private>NAME</desc></svg>`,
  "what a drawing uses": `<svg width="0" height="0"><symbol data-private id="sy"><text y="30">NAME</text></symbol><g data-private><text y="30" id="tx">NAME</text></g></svg><svg width="300" height="50"><use href="#sy"/><use href="#tx"/></svg>`,
  "what a drawing shows once more": `<svg width="300" height="100"><text data-private id="shown" y="30">NAME</text><use href="#shown" y="50"/></svg>`,
  "a private use": `<svg width="0" height="0"><symbol id="sz"><text data-private y="30">NAME</text></symbol></svg><svg width="300" height="50"><use href="#sz"/></svg>`,
  "what a mask is made of": `<svg width="0" height="0"><mask data-private id="mk"><text fill="white" y="30">NAME</text></mask><clipPath data-private id="ck"><text y="30">NAME</text></clipPath></svg><div style="width:300px;height:60px;background:red;mask:url(#mk)"></div><div style="width:300px;height:60px;background:red;clip-path:url(#ck)"></div>`,
  "a pattern": `<svg width="300" height="60"><pattern data-private id="pt" width="300" height="60" patternUnits="userSpaceOnUse"><text y="30">NAME</text></pattern><rect width="300" height="60" fill="url(#pt)"/></svg>`,
  "a gradient's stop": `<svg width="300" height="60"><linearGradient id="lg"><stop data-private stop-color="red"/><stop offset="1"/></linearGradient><rect width="300" height="60" fill="url(#lg)"/></svg>`,
  "a page in a drawing": `<svg width="300" height="60"><foreignObject width="300" height="60" data-private><p>NAME</p></foreignObject></svg>`,
  "a masked page in a drawing": `<svg width="300" height="60"><foreignObject width="300" height="60"><p data-private>NAME</p></foreignObject></svg>`,
  details: `<details data-private open><summary>NAME</summary>NAME</details><details><summary data-private>NAME</summary>x</details>`,
  ruby: `<ruby>a<rt data-private>NAME</rt></ruby> <ruby data-private>NAME<rt>NAME</rt></ruby>`,
  "a placeholder": `<textarea data-private placeholder="NAME"></textarea><input data-private placeholder="NAME">`,
  "what a field suggests": `<input data-private list="dl" value="NAME"><datalist id="dl"><option>NAME</option></datalist>`,
  "a button's name": `<input type="button" data-private value="NAME"><input type="submit" data-private value="NAME"><button data-private>NAME</button>`,
  mathematics: `<math><mi data-private>NAME</mi><mo>=</mo><mrow data-private><mtext>NAME</mtext></mrow></math><math data-private><mtext>NAME</mtext></math>`,
  "a caption and a cell": `<table><caption data-private>NAME</caption><tr><td data-private>NAME</td><th data-private>NAME</th></tr></table>`,
  "a field set's name": `<fieldset><legend data-private>NAME</legend>x</fieldset>`,
  "first letters and lines": `<style>.f::first-letter{color:red;font-size:40px}</style><p class="f" data-private>NAME</p>`,
  "dots before": `<style>.t::before{content:"NAME";-webkit-text-security:disc}</style><p class="t">x</p>`,
  "dots as placeholder": `<style>.q::placeholder{-webkit-text-security:disc}</style><input class="q" placeholder="NAME">`,
  "a ground": `<p data-private style='background:url("data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Ctext y=%2730%27%3ENAME%3C/text%3E%3C/svg%3E")'>x</p>`,
  "a picture as contents": `<p data-private style='content:url("data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Ctext y=%2730%27%3ENAME%3C/text%3E%3C/svg%3E")'>x</p>`,
  "hidden text behind a picture as contents": `<p style='content:url("data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3C/svg%3E")'>NAME</p>`,
  "closed lists of checks": `<input type="checkbox" data-private CHECKED><input type="range" data-private value="RANGE">`,
  "a gauge": `<progress data-private max="100" value="RANGE"></progress><meter data-private max="100" value="RANGE"></meter>`,
  "a span with a picture": `a <span class="rr-mask"><img width="100" height="60" src='data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Ctext y=%2730%27%3ENAME%3C/text%3E%3C/svg%3E'></span> b`,
  "selected content": `<style>select.b,select.b::picker(select){appearance:base-select}</style><select class="b"><button><selectedcontent></selectedcontent></button><option data-private selected>NAME</option></select>`,
};

for (const [where, html] of Object.entries(PLACES))
  test(`${where} that is private is in no picture, and in nothing that one is made of`, async () => {
    const made: Awaited<ReturnType<typeof capture>>[] = [];
    for (const [name, range, checked] of [
      ["IsabelQuince", "20", "checked"],
      ["ecniuQlebasI", "80", ""],
    ] as const) {
      stage.innerHTML = `<style>*{font-family:monospace!important}</style><div style="font-size:20px;position:relative">${html.replaceAll("NAME", name).replaceAll("RANGE", range).replaceAll("CHECKED", checked)}</div><i style="position:absolute;left:500px;top:300px;width:20px;height:20px;background:red"></i>`;
      await new Promise((done) => setTimeout(done, 30));
      const one = await capture();
      expect(one.markup.includes(name)).toBe(false);
      made.push(one);
    }
    // Of the same letters, so as wide and as high.
    expect(made[0]!.data.some((value, index) => Math.abs(value - made[1]!.data[index]!) > 32)).toBe(false);
  });

import { expect, test } from "vitest";
import { box, never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

const SQUARE = `<i style="${box(500, 300, "rgb(1, 2, 3)")}"></i>`;

const PAGES: Record<string, string> = {
  "elements of a drawing": `<svg width="90" height="20"><a"b><rect width="9" height="9"/></a"b><x:y></x:y><1></1><é></é></svg>`,
  "attributes of a drawing": `<svg width="90" height="20" @click="go()" 1x="a" a"b="c" :class="x" v-on:x.y="z" -a="b"><rect @click="go()" a"b="c" .x="y" width="9" height="9"/></svg>`,
  "elements of a formula": `<math><a"b><mi>x</mi></a"b><x:y><mi>y</mi></x:y></math>`,
  "elements and attributes of the page": `<a"b @click="go()" a"b="c"><x:y :z="a">text</x:y></a"b>`,
  "control characters and halves of characters": `<p>a\u0001\u001f\ufffe\ud800b</p><input value="\udc00\u0008" placeholder="\ud800"><select><option>\u0002\ud800</option></select><textarea>\u000b\ud800</textarea><svg width="90" height="20"><text y="9" class="a" x="\u0001\ud800">\u0003\ud800</text></svg>`,
  "the end of a section": `<style>.e::before{content:"]]>\\1 0\\1 "}</style><p class="e" title="]]>">]]&gt;</p><textarea>]]&gt;</textarea>`,
  languages: `<p lang='"<&'>a</p><table><tr><td colspan='2"<'>a</td></tr></table>`,
};

for (const [what, html] of Object.entries(PAGES))
  test(`${what} that no document in XML takes spoil no picture`, async () => {
    stage.innerHTML = html + SQUARE;
    const { bitmap, gaps } = await rendererEngine(window, { exclude: () => false }, never);
    const data = pixelsOf(bitmap);
    const at = (350 * 800 + 550) * 4;
    expect([...data.slice(at, at + 3)]).toEqual([1, 2, 3]);
    expect(gaps).toEqual([]);
  });

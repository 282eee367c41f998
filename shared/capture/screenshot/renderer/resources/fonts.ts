import { toDataUrl } from "../../data-url.ts";
import { addressOf } from "./address.ts";
import { type Face, faceKey, faceOf, familiesOf } from "./face.ts";
import { type FaceRule, faceRules } from "./face-rules.ts";
import { faceSource } from "./face-source.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { Missing } from "./index.ts";
import { covers, rangesOf } from "./unicode-range.ts";

export type UsedFont = { family: string; weight: string; style: string; text: string };

/** Of all fonts of one picture. */
const MOST_BYTES = 6_000_000;
const DESCRIPTORS = [
  "font-family",
  "font-weight",
  "font-style",
  "font-stretch",
  "unicode-range",
  "font-feature-settings",
  "font-variation-settings",
  "size-adjust",
  "ascent-override",
  "descent-override",
  "line-gap-override",
];

type Kept = { files: Map<string, Promise<string | undefined>>; sheets: Map<string, Promise<string | undefined>> };

/** What was fetched for a document, for its next pictures. Gone when the document is. */
const kept = new WeakMap<Document, Kept>();

type Wanted = { weights: Set<string>; styles: Set<string>; characters: Set<number> };

/** What is asked of each family, by its name. */
const wantedOf = (used: readonly UsedFont[]): Map<string, Wanted> => {
  const wanted = new Map<string, Wanted>();
  for (const { family, weight, style, text } of used)
    for (const name of familiesOf(family)) {
      const one = wanted.get(name) ?? { weights: new Set(), styles: new Set(), characters: new Set() };
      wanted.set(name, one);
      one.weights.add(weight);
      one.styles.add(style);
      for (const character of text) one.characters.add(character.codePointAt(0) ?? 0);
    }
  return wanted;
};

/** Whether a face is of a weight, or of a range of weights with it. */
const hasWeight = (face: Face, weight: number): boolean => {
  const [first = 400, last = first] = face.weight.split(" ").map(Number);
  return weight >= first && weight <= last;
};

/** Those that the text is set in: where a family has the very weight, its others serve other text. */
const chosen = (faces: Face[], { weights, styles }: Wanted): Face[] => {
  const needed = new Set<Face>();
  for (const weight of weights)
    for (const style of styles) {
      const kind = /^(italic|oblique)/.test(style);
      const inKind = faces.filter((face) => /^(italic|oblique)/.test(face.style) === kind);
      const exact = inKind.filter((face) => hasWeight(face, Number(weight) || (weight === "bold" ? 700 : 400)));
      for (const face of exact.length > 0 ? exact : faces) needed.add(face);
    }
  return [...needed];
};

const faceOfRule = ({ style }: CSSFontFaceRule): Face => {
  const value = (name: string) => style.getPropertyValue(name);
  return faceOf(
    value("font-family"),
    value("font-weight"),
    value("font-style"),
    value("font-stretch"),
    value("unicode-range"),
  );
};

/** The fonts of a page's text. */
export const fontsOf = (
  view: Window,
  fetchFile: FetchFile,
  miss: (missing: Missing) => void,
): ((used: readonly UsedFont[]) => Promise<string>) => {
  const { document } = view;
  const here: Kept = kept.get(document) ?? { files: new Map(), sheets: new Map() };
  kept.set(document, here);
  const { files, sheets } = here;
  let left = MOST_BYTES;

  const fileAt = (url: string): Promise<string | undefined> => {
    const before = files.get(url);
    if (before) return before;
    const file = fetchFile(url).then((blob) => blob && toDataUrl(blob));
    files.set(url, file);
    void file.then((one) => one ?? files.delete(url));
    return file;
  };

  const write = async ({ rule, base }: FaceRule): Promise<string | undefined> => {
    const { local, urls } = faceSource(rule.style.getPropertyValue("src"));
    const addresses = urls.flatMap((url) => addressOf(url, base)?.href ?? []);
    // The one that the browser has fetched; where it does not tell, the first is it.
    const address = addresses.find((one) => view.performance.getEntriesByName(one).length > 0) ?? addresses[0];
    const file = address && (address.startsWith("data:") ? address : await fileAt(address));
    if (!file && local.length === 0) return undefined;
    if (file && file.length > left) return undefined;
    left -= file?.length ?? 0;
    const descriptors = DESCRIPTORS.flatMap((name) => {
      const value = rule.style.getPropertyValue(name);
      return value ? [`${name}:${value}`] : [];
    });
    const src = [...local, ...(file ? [`url("${file}")`] : [])].join();
    const text = `@font-face{${descriptors.join(";")};src:${src}}`;
    return text.replace(/[<&]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `);
  };

  return async (used) => {
    try {
      const wanted = wantedOf(used);
      const loaded = new Map<string, Face>();
      for (const { family, weight, style, stretch, unicodeRange, status } of document.fonts) {
        if (status !== "loaded") continue;
        const face = faceOf(family, weight, style, stretch, unicodeRange);
        const characters = wanted.get(face.family)?.characters;
        if (characters && covers(rangesOf(unicodeRange), characters)) loaded.set(faceKey(face), face);
      }
      if (loaded.size === 0) return "";
      const rules = new Map<string, FaceRule>();
      // Of two for the same face the later one holds.
      for (const one of await faceRules(view, fetchFile, sheets)) rules.set(faceKey(faceOfRule(one.rule)), one);
      const texts: Promise<string>[] = [];
      for (const [family, asked] of wanted)
        for (const face of chosen(
          [...loaded.values()].filter((one) => one.family === family),
          asked,
        )) {
          const rule = rules.get(faceKey(face));
          const text = rule ? write(rule) : Promise.resolve(undefined);
          texts.push(
            text
              .catch(() => undefined)
              .then((one) => {
                if (!one) miss({ reason: "font", detail: family });
                return one ?? "";
              }),
          );
        }
      return (await Promise.all(texts)).join("");
    } catch {
      miss({ reason: "font" });
      return "";
    }
  };
};

import { addressOf } from "./address.ts";
import type { Allowance } from "./allowance.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { Missing } from "./index.ts";
import { elementsOf, readSvg, type SvgElement, writeSvg } from "./svg-tree.ts";
import { symbolId } from "./symbol-id.ts";

const SVG = "http://www.w3.org/2000/svg";
const MOST_BYTES = 2_000_000;
const REFERENCE = /url\((?:["']|&quot;|&apos;)?#([^"')&]+)(?:["']|&quot;|&apos;)?\)/g;
const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };

/** What does something, or shows something of elsewhere, which a picture in the picture cannot; sheets are written anew. */
const isLeftOut = (name: string): boolean =>
  /^(script|style|foreignObject|metadata|a?link|iframe|audio|video|animate\w*|set)$/.test(name);

/** A sprite, with its elements by their ids. */
type Sprite = { byId: Map<string, SvgElement>; sheets: string };

const spriteOf = (text: string): Sprite | undefined => {
  const svg = readSvg(text.replace(/^\ufeff/, ""));
  if (!svg) return undefined;
  const byId = new Map<string, SvgElement>();
  let sheets = "";
  for (const element of elementsOf(svg)) {
    const id = element.attributes.get("id");
    if (id && !byId.has(id)) byId.set(id, element);
    if (element.name === "style") sheets += element.children.filter((child) => typeof child === "string").join("");
  }
  return { byId, sheets: sheets.replace(/&\w+;/g, (one) => ENTITIES[one] ?? one) };
};

/** An element of a sprite and all that it refers to, in names that nothing else in the picture has. */
const cutOut = ({ byId }: Sprite, id: string, nameOf: (id: string) => string): string | undefined => {
  const wanted = new Set([id]);
  const parts: string[] = [];
  for (const one of wanted) {
    const original = byId.get(one);
    if (!original) continue;
    const part = structuredClone(original);
    for (const { name, attributes } of elementsOf(part))
      for (const [key, value] of attributes) {
        if (key === "id") attributes.set(key, nameOf(value));
        else if (key === "href" && value.startsWith("#")) {
          wanted.add(value.slice(1));
          attributes.set(key, `#${nameOf(value.slice(1))}`);
        } else if (key === "href" && !(name === "image" && value.startsWith("data:image/"))) attributes.delete(key);
        else
          attributes.set(
            key,
            value.replace(REFERENCE, (_, next: string) => {
              wanted.add(next);
              return `url(#${nameOf(next)})`;
            }),
          );
      }
    parts.push(isLeftOut(part.name) ? "" : writeSvg(part, isLeftOut, ` xmlns="${SVG}"`));
  }
  return byId.has(id) ? parts.join("") : undefined;
};

/** The sheets of a sprite, for the parts that were cut out of it only: their names begin alike. */
const rulesFor = (
  view: Window & typeof globalThis,
  { byId, sheets }: Sprite,
  name: string,
  nameOf: (id: string) => string,
) => {
  if (!sheets) return "";
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(sheets);
  const parts = `[id^="${name}"]`;
  return [...sheet.cssRules]
    .filter((rule): rule is CSSStyleRule => rule.type === CSSRule.STYLE_RULE)
    .map(({ selectorText, style }) => {
      const selector = selectorText.replace(/#([\w-]+)/g, (all, id: string) => (byId.has(id) ? `#${nameOf(id)}` : all));
      const text = style.cssText.replace(REFERENCE, (_, id: string) => `url(#${nameOf(id)})`);
      return `${parts}:is(${selector}),${parts} :is(${selector}){${text}}`;
    })
    .join("");
};

export type Symbols = (addresses: ReadonlySet<string>, from: Document) => Promise<string>;

/** The drawings of other files that a page uses. */
export const symbolsOf = (
  view: Window,
  allowance: Allowance,
  fetchFile: FetchFile,
  miss: (missing: Missing) => void,
): Symbols => {
  const sprites = new Map<string, Promise<Sprite | undefined>>();

  const spriteAt = (url: URL): Promise<Sprite | undefined> => {
    const before = sprites.get(url.href);
    if (before) return before;
    // A browser shows those of the page's own origin only.
    const file = url.origin === view.origin ? fetchFile(url.href) : Promise.resolve(undefined);
    const sprite = file.then(async (blob) =>
      blob && blob.size < MOST_BYTES ? spriteOf(await blob.text()) : undefined,
    );
    sprites.set(url.href, sprite);
    return sprite;
  };

  const markup = async (address: string, from: Document): Promise<string | undefined> => {
    const url = addressOf(address, from.baseURI);
    if (!url) return undefined;
    const id = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    const sprite = id ? await spriteAt(url) : undefined;
    if (!sprite) return undefined;
    const name = symbolId(address);
    const nameOf = (one: string) => (one === id ? name : `${name}-${symbolId(one)}`);
    const parts = cutOut(sprite, id, nameOf);
    if (parts === undefined) return undefined;
    const rules = rulesFor(view as Window & typeof globalThis, sprite, name, nameOf);
    const style =
      rules && `<style xmlns="${SVG}">${rules.replace(/[<&]/g, (one) => `&#${one.charCodeAt(0)};`)}</style>`;
    return allowance.take(parts.length + style.length) ? parts + style : undefined;
  };

  return async (addresses, from) => {
    const texts = [...addresses].map((address) =>
      markup(address, from)
        .catch(() => undefined)
        .then((text) => {
          if (text === undefined) miss({ reason: "image", detail: address });
          return text ?? "";
        }),
    );
    return (await Promise.all(texts)).join("");
  };
};

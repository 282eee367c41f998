/** An element of a drawing, as it is written: texts and values with their entities. */
export type SvgElement = { name: string; attributes: Map<string, string>; children: (SvgElement | string)[] };

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gi;
const ATTRIBUTE = /([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAME = /^[a-z_][\w.-]*$/i;

/** Text that can stand anywhere in markup: entities that only its own file knew are left out, and what no markup may hold. */
const clean = (text: string): string =>
  text
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)[^\s;&]*;?/gi, "")
    .replace(/["<]/g, (one) => (one === "<" ? "&lt;" : "&quot;"))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be in a document
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "");

/**
 * Reads a drawing without a document: that would be text that becomes one, which Trusted Types forbid, and its styles would be
 * reported where a page's policy forbids such.
 *
 * @returns Its outermost element, or `undefined` when it is not well formed.
 */
export const readSvg = (text: string): SvgElement | undefined => {
  const root: SvgElement = { name: "", attributes: new Map(), children: [] };
  const open = [root];
  let end = 0;
  for (const token of text.matchAll(TOKEN)) {
    const [whole, data, closed, name, attributes = "", isEmpty, plain] = token;
    if (token.index !== end) return undefined;
    end += whole.length;
    const inner = open.at(-1);
    if (closed !== undefined) {
      if (open.length < 2 || open.pop()?.name !== closed) return undefined;
    } else if (name !== undefined) {
      const element: SvgElement = { name, attributes: new Map(), children: [] };
      for (const [, key = "", double, single] of attributes.matchAll(ATTRIBUTE)) {
        const known = key === "xlink:href" ? "href" : key;
        if (NAME.test(known) && !/^(on|xmlns)/i.test(known))
          element.attributes.set(known, clean(double ?? single ?? ""));
      }
      inner?.children.push(element);
      if (!isEmpty) open.push(element);
    } else if (plain !== undefined) inner?.children.push(clean(plain));
    else if (data !== undefined) inner?.children.push(clean(data.replaceAll("&", "&amp;")));
  }
  const [svg] = root.children.filter((child) => typeof child !== "string");
  return open.length === 1 && end === text.length && svg?.name === "svg" ? svg : undefined;
};

export function* elementsOf(element: SvgElement): Generator<SvgElement> {
  yield element;
  for (const child of element.children) if (typeof child !== "string") yield* elementsOf(child);
}

/** The markup of an element. What is in it is left out where `isLeftOut` says so. */
export const writeSvg = (element: SvgElement, isLeftOut: (name: string) => boolean, prefix = ""): string => {
  const { name, attributes, children } = element;
  const pairs = [...attributes].map(([key, value]) => ` ${key}="${value}"`).join("");
  const inner = children.map((child) => {
    if (typeof child === "string") return child;
    return NAME.test(child.name) && !isLeftOut(child.name) ? writeSvg(child, isLeftOut) : "";
  });
  return `<${name}${prefix}${pairs}>${inner.join("")}</${name}>`;
};

import type { Allowance } from "./allowance.ts";
import type { Missing } from "./index.ts";
import { symbolId } from "./symbol-id.ts";

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
/** What does something, or shows something of elsewhere that a picture in the picture cannot show. */
const LEFT_OUT = "script,foreignObject,a[href^='javascript:' i],link,iframe,audio,video,animate,set,animateTransform";

/** Parsed by the request itself: under Trusted Types no text may become a document. */
const requestSvg = (view: Window & typeof globalThis, url: string, signal: AbortSignal): Promise<Document> =>
  new Promise((resolve, reject) => {
    const request = new view.XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.overrideMimeType("image/svg+xml");
    request.onload = () => {
      const { status, responseXML } = request;
      if (status < 400 && responseXML?.documentElement.localName === "svg") resolve(responseXML);
      else reject(new Error("no drawing"));
    };
    request.onerror = request.onabort = () => reject(new Error("no drawing"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send();
  });

const references = (element: Element): string[] =>
  [...element.attributes].flatMap(({ name, value }) => {
    if (/^(xlink:)?href$/.test(name)) return value.startsWith("#") ? [value.slice(1)] : [];
    return [...value.matchAll(/url\(["']?#([^"')]+)["']?\)/g)].map(([, id = ""]) => id);
  });

/** An element of a sprite, with all that it refers to, named so that nothing else in the picture is. */
const cutOut = (sprite: Document, id: string, name: string): Element[] => {
  const parts = new Map<string, Element>();
  const add = (one: string): void => {
    const element = sprite.getElementById(one);
    if (!element || parts.has(one)) return;
    parts.set(one, element.cloneNode(true) as Element);
    for (const part of [element, ...element.querySelectorAll("*")]) for (const next of references(part)) add(next);
  };
  add(id);
  const inName = (one: string) => (one === id ? name : `${name}-${symbolId(one)}`);
  for (const part of parts.values()) {
    for (const one of part.querySelectorAll(LEFT_OUT)) one.remove();
    for (const element of [part, ...part.querySelectorAll("*")])
      for (const { name: attribute, value } of [...element.attributes]) {
        if (/^on/i.test(attribute)) element.removeAttribute(attribute);
        else if (attribute === "id") element.id = inName(value);
        else if (/^(xlink:)?href$/.test(attribute)) {
          element.removeAttribute(attribute);
          element.removeAttributeNS(XLINK, "href");
          if (value.startsWith("#")) element.setAttribute("href", `#${inName(value.slice(1))}`);
          else if (value.startsWith("data:image/") && element.localName === "image")
            element.setAttribute("href", value);
        } else if (value.includes("url("))
          element.setAttribute(
            attribute,
            value.replace(/url\(["']?#([^"')]+)["']?\)/g, (_, one: string) => `url(#${inName(one)})`),
          );
      }
  }
  return [...parts.values()];
};

/** The sheets of a sprite, for one of its elements only. */
const rulesFor = (view: Window & typeof globalThis, sprite: Document, name: string): string => {
  const texts = [...sprite.querySelectorAll("style")].map(({ textContent }) => textContent ?? "");
  if (texts.length === 0) return "";
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(texts.join("\n"));
  const rules = [...sheet.cssRules].map(({ cssText }) => cssText).filter((text) => !text.startsWith("@font-face"));
  return rules.length > 0 ? `#${name}{${rules.join("")}}` : "";
};

/** The drawings of other files that a page uses. */
export const symbolsOf = (
  view: Window,
  allowance: Allowance,
  may: (url: URL) => boolean,
  miss: (missing: Missing) => void,
): ((addresses: ReadonlySet<string>, from: Document) => Promise<string>) => {
  const page = view as Window & typeof globalThis;
  const sprites = new Map<string, Promise<Document | undefined>>();

  const spriteAt = (url: URL): Promise<Document | undefined> => {
    const { href } = url;
    const before = sprites.get(href);
    if (before) return before;
    // A browser shows those of the page's own origin only.
    const isTried = url.origin === view.origin && may(url);
    const sprite = isTried ? allowance.run((signal) => requestSvg(page, href, signal)) : Promise.resolve(undefined);
    sprites.set(href, sprite);
    return sprite;
  };

  const markup = async (address: string, from: Document): Promise<string | undefined> => {
    const url = URL.parse(address, from.baseURI);
    if (!url) return undefined;
    const id = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    const sprite = await spriteAt(url);
    if (!sprite || !id) return undefined;
    const name = symbolId(address);
    const parts = cutOut(sprite, id, name);
    if (parts.length === 0) return undefined;
    const writer = new page.XMLSerializer();
    const style = rulesFor(page, sprite, name);
    const text = [
      ...parts.map((part) => writer.serializeToString(part)),
      style && `<style xmlns="${SVG}">${style.replace(/[<&]/g, (one) => `&#${one.charCodeAt(0)};`)}</style>`,
    ].join("");
    return allowance.take(text.length) ? text : undefined;
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

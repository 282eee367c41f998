import { escapedCss } from "./markup.ts";

/** Stands for an address until its contents are there. No text of a page has this character. */
const MARK = "\u0001";

export type Sheet = {
  /** Whose style is being read: where its pictures are missing. */
  owner: Element | undefined;
  /** The class of a rule; the same rule has the same class. */
  classOf: (css: string, pseudo?: string) => string;
  /** A property's value whose addresses are asked for. */
  withAddresses: (value: string, name?: string) => string;
  /** What a colour scheme comes down to: in a picture nobody prefers any. */
  schemeOf: (value: string) => string;
  /** All rules, once all addresses have come. */
  text: () => string;
};

/**
 * @param fetched Asks for a picture; `later` is told its `data:` address. A stencil is not seen: it says what else is.
 * @param reference The name that something of the same document, such as a gradient, has in the picture.
 */
export const createSheet = (
  isDark: boolean,
  fetched: (address: string, later: (dataUrl: string) => void, owner: Element | undefined, isStencil: boolean) => void,
  reference: (id: string) => string,
): Sheet => {
  const rules = new Map<string, string>();
  const addresses = new Map<string, number>();
  const contents: string[] = [];
  const markOf = (address: string, owner: Element | undefined, isStencil: boolean): string => {
    const key = isStencil + address;
    let index = addresses.get(key);
    if (index === undefined) {
      index = contents.push("data:,") - 1;
      addresses.set(key, index);
      const at = index;
      fetched(
        address,
        (dataUrl) => {
          contents[at] = dataUrl;
        },
        owner,
        isStencil,
      );
    }
    return MARK + index + MARK;
  };
  return {
    owner: undefined,
    classOf(css, pseudo = "") {
      const key = `${pseudo}{${css}}`;
      let name = rules.get(key);
      if (!name) {
        name = `c${rules.size.toString(36)}`;
        rules.set(key, name);
      }
      return name;
    },
    withAddresses(value, name = "") {
      return value.replace(/url\((?:"((?:[^"\\]|\\.)*)"|([^)"']*))\)/g, (all, quoted: string, bare: string) => {
        const address = (quoted ?? bare ?? "").replace(/\\(.)/g, "$1");
        if (address.startsWith("data:")) return all;
        const [page, id] = address.split("#");
        if (id && (page === "" || page === document.URL.split("#")[0]))
          return `url(#${reference(decodeURIComponent(id))})`;
        return `url("${markOf(address, this.owner, /mask|shape/.test(name))}")`;
      });
    },
    schemeOf: (value) => (/dark/.test(value) ? (/light/.test(value) && !isDark ? "light" : "dark") : "light"),
    text() {
      let css = "";
      for (const [rule, name] of rules) css += `.${name}${rule}\n`;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark is one because no text has it
      return escapedCss(css).replace(/\u0001(\d+)\u0001/g, (_, index) => contents[+index] ?? "data:,");
    },
  };
};

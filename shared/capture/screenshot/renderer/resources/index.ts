import { openAllowance } from "./allowance.ts";
import { elementPixelsOf, type Shown } from "./element-pixels.ts";
import { fetchesOf } from "./fetch-file.ts";
import type { UsedFont } from "./fonts.ts";
import { picturesOf } from "./pictures.ts";
import type { Symbols } from "./symbols.ts";

export { symbolId } from "./symbol-id.ts";

export type Missing = {
  /** Which kind of thing. Goes to the capture's gaps. */
  reason: "image" | "font" | "canvas" | "video" | "frame";
  /** Of a font its family, of a sprite its address as it was given. For looking up where it is missing, not for sending. */
  detail?: string;
};

export type Fetched =
  | {
      /** Without a character that means something in markup, or in a style sheet between quotation marks. */
      dataUrl: string;
      /** How large the page's picture says that it is, in CSS pixels; not how many pixels this one has. */
      width?: number;
      height?: number;
    }
  | { missing: Missing["reason"] };

/** The app's image relay: the picture behind an address, or `undefined`. */
export type Relay = (url: string, signal: AbortSignal) => Promise<Blob | undefined>;

/**
 * What of a page must become a `data:` address before its picture can be drawn. Nothing here throws, changes what anybody
 * could see of the page, or tries what the page's policy is known to forbid.
 */
export interface Resources {
  /**
   * The picture behind any address of a style sheet or an element, resolved against the document. Each address once.
   *
   * @param from Whose document shows it, and so may load it. @default the window's
   */
  image(url: string, from?: Document): Promise<Fetched>;
  /** What an element shows now, no finer than it is shown. An element that shows nothing yet gives an empty picture. */
  element(element: Shown): Promise<Fetched>;
  /**
   * The `@font-face` rules that text needs, with their fonts. Only what the page has loaded is in them; kept with the document
   * for its next picture.
   *
   * @param used `family` may be a list, as computed styles have it; `text` says which characters are set in it.
   */
  fonts(used: readonly UsedFont[]): Promise<string>;
  /**
   * What `<use>` draws from other files, as markup for a `<defs>`: each under the id `symbolId(address)`.
   *
   * @param addresses As the `href`s have them, such as `sprite.svg#x`.
   */
  symbols(addresses: ReadonlySet<string>, from: Document): Promise<string>;
  /** Fonts and sprites that could not be had. Grows until their promises are fulfilled. */
  readonly missing: readonly Missing[];
}

/**
 * @param options.signal Ends everything at once; what is under way is then missing.
 * @param options.relay For pictures of other origins that are not open to this one. @default they are missing
 * @param options.deadlineMs For everything together, from now on.
 * @param options.oneMs For a single thing. @default 2,000
 * @param options.place As in `CaptureOptions`.
 */
export const openResources = (
  view: Window,
  {
    signal,
    relay,
    deadlineMs,
    oneMs,
    place = view.document.documentElement,
  }: {
    signal: AbortSignal;
    relay?: Relay | undefined;
    deadlineMs: number;
    oneMs?: number;
    place?: ParentNode | undefined;
  },
): Resources => {
  const allowance = openAllowance(signal, deadlineMs, oneMs);
  const fetches = fetchesOf(view, allowance, place);
  const { fetchFile } = fetches;
  const image = picturesOf(view, allowance, fetches, relay);
  const missing: Missing[] = [];
  const miss = (one: Missing) => void missing.push(one);
  let symbols: Promise<Symbols | undefined> | undefined;
  return {
    image,
    element: elementPixelsOf(view, allowance, fetchFile, image),
    // What few pages have is loaded for these only.
    async fonts(used) {
      const write = await allowance.load(async () => (await import("./fonts.ts")).fontsOf(view, fetchFile, miss));
      if (!write) miss({ reason: "font" });
      return write ? write(used) : "";
    },
    async symbols(addresses, from) {
      if (addresses.size === 0) return "";
      symbols ??= allowance.load(async () =>
        (await import("./symbols.ts")).symbolsOf(view, allowance, fetchFile, miss),
      );
      const write = await symbols;
      if (!write) for (const detail of addresses) miss({ reason: "image", detail });
      return write ? write(addresses, from) : "";
    },
    missing,
  };
};

import type { Allowance } from "./allowance.ts";
import { mayConnect } from "./may-connect.ts";

/** The bytes behind an address, or `undefined`: it is forbidden, not there, or does not come in time. */
export type FetchFile = (url: string) => Promise<Blob | undefined>;

/** One file of a page. */
const MOST_BYTES = 8_000_000;

type Page = Window & typeof globalThis;

/** The browser's own, also where a script of the page has put another one in its place: from an empty frame, gone at once. */
const ownFetch = (view: Page): typeof fetch => {
  if (/^function fetch\(\)\s*\{\s*\[native code\]\s*\}$/.test(String(view.fetch))) return view.fetch.bind(view);
  const frame = view.document.createElement("iframe");
  frame.hidden = true;
  view.document.documentElement.append(frame);
  const own = (frame.contentWindow as Partial<Page> | null)?.fetch;
  frame.remove();
  return (own ?? view.fetch).bind(view);
};

/**
 * Fetches files that the browser has most often fetched before, as it did: from its cache where they are there, with CORS,
 * with credentials to the page's own origin only.
 */
export const fetchesOf = (view: Window, allowance: Allowance): { may: (url: URL) => boolean; fetchFile: FetchFile } => {
  const may = mayConnect(view);
  let own: typeof fetch | undefined;
  return {
    may,
    async fetchFile(url) {
      if (!may(new URL(url))) return undefined;
      own ??= ownFetch(view as Page);
      const fetch = own;
      return allowance.run(async (signal) => {
        const response = await fetch(url, { cache: "force-cache", credentials: "same-origin", signal });
        const announced = Number(response.headers.get("content-length") ?? 0);
        if (!response.ok || announced > MOST_BYTES) return undefined;
        const blob = await response.blob();
        return blob.size > MOST_BYTES ? undefined : blob;
      });
    },
  };
};

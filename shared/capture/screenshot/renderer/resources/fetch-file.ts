import { own } from "../../../../own.ts";
import { nativeFetch } from "../../../native-fetch.ts";
import type { Allowance } from "./allowance.ts";
import { mayConnect } from "./may-connect.ts";

/**
 * The bytes behind an address, or `undefined`: it is forbidden, not there, or does not come in time.
 *
 * @param isShown The browser shows it already, so it is not asked for again: of the page's own origin, only what is still in
 *   the cache comes.
 */
export type FetchFile = (url: string, isShown?: boolean) => Promise<Blob | undefined>;

export type Fetches = { may: (url: URL) => boolean; fetchFile: FetchFile };

/** One file of a page. */
const MOST_BYTES = 8_000_000;

/**
 * Fetches files that the browser has most often fetched before, as it did: from its cache where they are there, with CORS,
 * with credentials to the page's own origin only.
 */
export const fetchesOf = (view: Window, allowance: Allowance, place: ParentNode): Fetches => {
  const may = mayConnect(view, place);
  let fetch: typeof globalThis.fetch | undefined;
  const fetchFile: FetchFile = async (url, isShown = false) => {
    const address = new URL(url);
    if (!may(address)) return undefined;
    fetch ??= nativeFetch(view as Window & typeof globalThis, place);
    const file = fetch;
    const cached = isShown && address.origin === view.origin;
    const init: RequestInit = cached
      ? { cache: "only-if-cached", mode: "same-origin" }
      : { cache: "force-cache", credentials: "same-origin" };
    return allowance.load(async (signal) => {
      const response = await file(url, own({ ...init, signal }));
      if (!response.ok || Number(response.headers.get("content-length") ?? 0) > MOST_BYTES) return undefined;
      const blob = await response.blob();
      return blob.size > MOST_BYTES ? undefined : blob;
    });
  };
  return { may, fetchFile };
};

import { isRelayed } from "../contract/image-host.ts";
import type { HEADERS, ROUTES } from "../contract/routes.ts";
import { own } from "../own.ts";
import type { Relay } from "./screenshot/renderer/resources/index.ts";

/** Copies, checked by their types: the list of all routes would be more than the rest of this file. */
const PATH: (typeof ROUTES)["images"] = "/v1/images";
const USER_TOKEN: (typeof HEADERS)["userToken"] = "Earshot-User-Token";

/** More than a screen shows; what a picture asks for beyond it stays a gap. */
const IMAGES = 100;
/** Of one image, while the server says that it is busy. */
const TRIES = 3;
const BUSY_MS = 300;

export type ImageRelayOptions = {
  /** The server's address, without a slash at the end. */
  server: string;
  /** The publishable key. */
  key: string;
  /** Those of the app's settings. What is elsewhere is not asked for. */
  hosts: readonly string[];
  /** Of who is signed in, for apps in private mode. With `renew` the last one was refused, and nothing means that there is no other. */
  userToken?: (renew: boolean, signal: AbortSignal) => Promise<string | undefined>;
  /** The browser's own. */
  fetch: (url: string, init: RequestInit) => Promise<Response>;
};

const addressOf = (text: string): URL | undefined => {
  try {
    const url = new URL(text);
    url.hash = "";
    return url;
  } catch {
    return undefined;
  }
};

/**
 * Makes the way to images that a page may not read itself: the app's server fetches them. For one picture; it never rejects, and when
 * the server refuses the key, the page or the number of images, it asks no more.
 */
export const createImageRelay = (given: ImageRelayOptions): Relay => {
  const { server, key, hosts, userToken, fetch } = own(given);
  let left = IMAGES;
  /** The host is asked for another token once, whatever number of images wait for it. */
  let renewed: Promise<string | undefined> | undefined;

  const ask = async (url: URL, signal: AbortSignal, tries: number): Promise<Blob | undefined> => {
    const before = renewed;
    const token = await (before ?? userToken?.(false, signal));
    const init = {
      method: "POST",
      headers: own({
        Authorization: `Bearer ${key}`,
        "Content-Type": "application/json",
        ...(token ? { [USER_TOKEN]: token } : {}),
      }),
      // By hand: a page may have told texts how to become JSON. An address has no other character that would need it.
      body: `{"url":"${url.href.replace(/[\\"]/g, "\\$&")}"}`,
      credentials: "omit",
      referrerPolicy: "strict-origin-when-cross-origin",
      signal,
    } as const;
    const answer = await fetch(server + PATH, own(init));
    const { ok, status } = answer;
    if (ok) {
      const blob = await answer.blob();
      return /^image\/(png|jpeg|webp)$/.test(blob.type) ? blob : undefined;
    }
    if (status === 401 && token && !before) {
      renewed ??= userToken?.(true, signal);
      if (await renewed) return ask(url, signal, tries);
    }
    if ([401, 403, 405, 429].includes(status)) left = 0; // so it would answer for the others
    if (status !== 503 || tries <= 1) return undefined;
    await new Promise((over) => setTimeout(over, BUSY_MS));
    return ask(url, signal, tries - 1);
  };

  return async (text, signal) => {
    const url = addressOf(text);
    if (!url || !/^https?:$/.test(url.protocol) || !isRelayed(hosts, url) || left <= 0) return undefined;
    left--;
    return ask(url, signal, TRIES).catch(() => undefined);
  };
};

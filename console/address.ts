import { useEffect, useMemo, useState } from "preact/hooks";
import { ID_PATTERN } from "../shared/contract/routes.ts";

/**
 * Where somebody is in the console: `#/ROOM/REST?QUERY`. It stands in the fragment, so that no server, proxy or log learns what a
 * team looks for, and a reload, a bookmark and the back button keep it.
 */
export type Address = {
  room: string;
  /** What follows the room, such as the id of a record. */
  rest: readonly string[];
  query: URLSearchParams;
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody mistyped a percent sign: then it is one
  }
};

/** @param hash With its `#`. `#ID` alone, as links of earlier versions have it, is that record in the inbox. */
export const parseAddress = (hash: string): Address => {
  const text = hash.replace(/^#/, "");
  if (ID_PATTERN.test(text)) return { room: "inbox", rest: [text], query: new URLSearchParams() };
  const at = text.indexOf("?");
  const path = at < 0 ? text : text.slice(0, at);
  const [room = "", ...rest] = path.split("/").filter(Boolean).map(decoded);
  return { room: room || "inbox", rest, query: new URLSearchParams(at < 0 ? "" : text.slice(at + 1)) };
};

/** The address as a link's `href`. What is empty in the query is left out. */
export const hrefOf = (
  room: string,
  rest: readonly string[] = [],
  query: URLSearchParams | Record<string, string | undefined> = {},
): string => {
  const pairs = query instanceof URLSearchParams ? [...query] : Object.entries(query);
  const asked = new URLSearchParams(pairs.filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();
  return `#/${[room, ...rest].map(encodeURIComponent).join("/")}${asked && `?${asked}`}`;
};

const MOVED = "earshot-moved";

/**
 * Goes to an address of `hrefOf`.
 *
 * @param how `replace` leaves no trail in the history: moving through a list by keyboard, typing into a search field. @default "push"
 */
export const go = (href: string, how: "push" | "replace" = "push"): void => {
  if (href === location.hash) return;
  if (how === "push") history.pushState(null, "", href);
  else history.replaceState(history.state, "", href);
  window.dispatchEvent(new Event(MOVED)); // the browser tells of no move that a script makes
};

/** The address, kept true while somebody moves. */
export const useAddress = (): Address => {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const end = new AbortController();
    const read = () => setHash(location.hash);
    for (const event of ["hashchange", "popstate", MOVED]) window.addEventListener(event, read, { signal: end.signal });
    read();
    return () => end.abort();
  }, []);
  return useMemo(() => parseAddress(hash), [hash]);
};

import { ask, type Connect } from "../ask.ts";
import { pagesOf } from "./site.ts";

/** How long a person may think about the browser's question. */
const ANSWERED_WITHIN_MS = 10 * 60_000;
/** How long pages are open, as a rule, that were there before. */
const FRESH_MS = 5 * 60_000;

/** A site that its user wanted to switch on, or did, and when. */
export type Wanted = { site: string; at: number };
type Kept = { get(): Promise<Wanted | undefined>; set(wanted: Wanted): Promise<void>; clear(): Promise<void> };

type Asking = {
  connect: Connect;
  wanted: Kept;
  /** `browser.permissions.request`. */
  request(what: { origins: string[] }): Promise<boolean>;
};

/**
 * Switches a site on. The browser asks its user first, so this is called in answer to a press and asks at once. Over its question
 * it may close the popup: the wish is kept, and the worker has it when the answer comes (`wasWanted`).
 *
 * @returns Whether it is on now.
 */
export const askFor = async (site: string, { connect, wanted, request }: Asking): Promise<boolean> => {
  const kept = wanted.set({ site, at: Date.now() }).catch(() => {});
  const isAllowed = await request({ origins: [pagesOf(site)] });
  await kept;
  await wanted.clear();
  return isAllowed && (await ask(connect, "switch-errors", { site, isOn: true })).isOn;
};

/** The site that was wanted, if it is one of what the browser has just allowed. It is said once. */
export const wasWanted = async (allowed: readonly string[], kept: Kept): Promise<string | undefined> => {
  const wanted = await kept.get();
  if (!wanted || !allowed.includes(pagesOf(wanted.site))) return undefined;
  await kept.clear();
  return Date.now() - wanted.at < ANSWERED_WITHIN_MS ? wanted.site : undefined;
};

/** Whether a site was switched on just now: what went wrong in its open pages before was not recorded. */
export const isFresh = (begun: Wanted | undefined, site: string, now: number): boolean =>
  begun?.site === site && now - begun.at < FRESH_MS;

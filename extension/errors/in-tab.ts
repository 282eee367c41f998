import * as z from "zod/mini";
import { PAGE_LOGS } from "../../shared/capture/logs/page-log.ts";
import { toldLogs } from "../../shared/capture/logs/told-logs.ts";
import { inTime } from "../../shared/capture/screenshot/in-time.ts";
import type { Submission } from "../../shared/contract/submission.ts";
import browser from "../browser.ts";
import errorsScript from "../content/errors-in-page.ts?script&iife";
import { errorSiteOf } from "./site.ts";
import type { ErrorSites, ErrorSitesWorld } from "./sites.ts";

/** A page that does not answer must not keep anybody waiting. */
const ANSWER_MS = 2_000;

const noted = z
  .array(
    z.strictObject({
      level: z.enum(["warn", "error"]),
      message: z.string().check(z.maxLength(PAGE_LOGS.length)),
      at: z.number(),
    }),
  )
  .check(z.maxLength(PAGE_LOGS.entries));

type InPage = { earshotErrors?: { read?(): unknown; stop?(): void } };

/**
 * Runs in the page's own world, where all that a script calls may be the page's. So it calls nothing but the recorder: what is too many,
 * too long or something else is left where it is, and never comes to us.
 */
const readHere = (entries: number, length: number) => {
  const found = (globalThis as InPage).earshotErrors?.read?.() as Record<number, Record<string, unknown>> | undefined;
  const logs = [];
  for (let index = 0; index < entries; index++) {
    const log = found?.[index];
    if (!log) break;
    const { level, message, at } = log;
    if (typeof message !== "string" || message.length > length || typeof at !== "number") continue;
    if (level === "warn" || level === "error") logs[logs.length] = { level, message, at };
  }
  return logs;
};
const stopHere = () => (globalThis as InPage).earshotErrors?.stop?.();

/** The file that records, as the browser is to inject it. */
export const ERRORS_FILE = errorsScript;

/** Every open page of a site, one that is just going away left out. */
const inEach = async (pages: string, work: (target: { tabId: number }) => Promise<unknown>): Promise<void> => {
  const tabs = await browser.tabs.query({ url: pages });
  await Promise.allSettled(tabs.flatMap(({ id }) => (id === undefined ? [] : [work({ tabId: id })])));
};

export const inOpenPages: ErrorSitesWorld["inOpenPages"] = {
  start: (pages) =>
    inEach(pages, (target) =>
      browser.scripting.executeScript({ target, files: [`/${errorsScript}`], world: "MAIN", injectImmediately: true }),
    ),
  stop: (pages) =>
    inEach(pages, (target) => browser.scripting.executeScript({ target, func: stopHere, world: "MAIN" })),
};

/**
 * What went wrong in a tab's page, as far as it may be told. Nothing where its site was not switched on.
 *
 * @returns Oldest first. A page says of itself what it likes, in these bounds.
 */
export const errorsIn = async (tabId: number, sites: ErrorSites): Promise<NonNullable<Submission["logs"]>> => {
  const site = errorSiteOf((await browser.tabs.get(tabId)).url);
  if (!site || !(await sites.all()).includes(site)) return [];
  const args = [PAGE_LOGS.entries, PAGE_LOGS.length];
  const asked = { target: { tabId }, world: "MAIN" as const, func: readHere as () => unknown, args };
  const found = await inTime(browser.scripting.executeScript(asked), ANSWER_MS).catch(() => undefined);
  const logs = noted.safeParse(found?.[0]?.result);
  return logs.success ? toldLogs(logs.data) : [];
};

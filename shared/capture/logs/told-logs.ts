import type { Submission } from "../../contract/submission.ts";
import { PAGE_LOGS, type PageLog } from "./page-log.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What is sent can be read by who sends it. */
const LONGEST = 500;
const ALL = 16_000;
/** The last moment of a year of four digits. What is beyond is no time, or one in other units: the server would take nothing with it. */
const LAST = 253_402_300_799_999;

const told = (message: string): string => {
  // What was cut may end in half a secret, which no longer looks like one.
  const whole = message.length < PAGE_LOGS.length ? message : message.replace(/\S*$/, "");
  const clean = withoutSecrets(whole).trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
};

/**
 * What may be told of what was noted in a page: without what is private in it, at most 500 characters each and 16,000 in all, the
 * newest.
 */
export const toldLogs = (logs: readonly PageLog[]): NonNullable<Submission["logs"]> => {
  const kept: NonNullable<Submission["logs"]> = [];
  let room = ALL;
  for (const { level, message: noted, at } of logs.toReversed()) {
    const message = told(noted);
    if (!message || !(at >= 0 && at <= LAST)) continue;
    room -= message.length;
    if (room < 0) break;
    kept.unshift({ level, message, at: new Date(at).toISOString() });
  }
  return kept;
};

import type { StoredEvent } from "../store/stored-event.ts";
import { nextTry } from "./schedule.ts";

export type Verdict =
  | { status: "delivered"; nextAt: null }
  | { status: "pending"; nextAt: number }
  | { status: "failed"; nextAt: null };

type Tried = {
  statusCode: number | null;
  /** How many tries were made before this one. */
  attempts: number;
  type: StoredEvent["type"];
  now: number;
  random: () => number;
};

/** What follows from the answer to a try: 2xx is taken, 410 ends it, everything else is tried again while there are tries left. */
export const verdictOn = ({ statusCode, attempts, type, now, random }: Tried): Verdict => {
  if (statusCode !== null && statusCode >= 200 && statusCode < 300) return { status: "delivered", nextAt: null };
  // Who pressed the button is looking now: a test is one try.
  const wait = statusCode === 410 || type === "webhook.test" ? undefined : nextTry(attempts + 1, random);
  return wait === undefined ? { status: "failed", nextAt: null } : { status: "pending", nextAt: now + wait };
};

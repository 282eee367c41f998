import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { Deed } from "../../shared/contract/may-do.ts";

/** What a member must be allowed to do where a key needs this scope, unless the route says something else. */
export const DEED_OF = {
  "feedback:read": "readInbox",
  "feedback:update": "workOnFeedback",
  "feedback:delete": "deleteFeedback",
  "tokens:mint": "manageApps",
  "apps:read": "readInbox",
  "apps:write": "manageApps",
  "keys:write": "manageKeys",
  "webhooks:write": "manageWebhooks",
  "usage:read": "readUsage",
} as const satisfies Partial<Record<KeyScope, Deed>>;

/** The same for any scope: what has no deed of its own is work on feedback. */
export const deedOf = (scope: KeyScope): Deed =>
  scope in DEED_OF ? DEED_OF[scope as keyof typeof DEED_OF] : "workOnFeedback";

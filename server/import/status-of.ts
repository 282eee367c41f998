import { STATUSES, type Status } from "../../shared/contract/enumerations.ts";

/** What products call the steps of the same work. A map, because what is looked up is a stranger's: an object has a `constructor`, too. */
const WORDS = new Map(
  Object.entries<Status>({
    received: "new",
    sanitizing: "new",
    open: "new",
    inbox: "new",
    sanitized: "new",
    batch_pending: "new",
    awaiting_manual: "triaged",
    reviewed: "triaged",
    under_review: "triaged",
    planned: "queued",
    running: "in_progress",
    building: "in_progress",
    pr_opened: "in_progress",
    merged: "done",
    shipped: "done",
    resolved: "done",
    completed: "done",
    complete: "done",
    dismissed: "archived",
    rejected: "archived",
    closed: "archived",
    ...Object.fromEntries(STATUSES.map((status) => [status, status])),
  }),
);

/** Our word for theirs, as far as there is one. */
export const statusOf = (word: unknown): Status | undefined =>
  typeof word === "string" ? WORDS.get(word.toLowerCase().replace(/[ -]/g, "_")) : undefined;

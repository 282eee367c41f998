import type { BulkResult } from "../../shared/contract/feedback-changes.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Api } from "../api.ts";
import { nameOfGone } from "../explain.ts";
import type { Inbox } from "./inbox.ts";
import type { Changes } from "./pending.ts";

/** One record, as it was when the member decided, and what becomes of it. */
export type Step = { record: Feedback; changes: Changes };
/** Another member was quicker: what they made of it, and what was meant to become of it. */
export type Conflict = { before: Feedback; theirs: Feedback; mine: Changes };
export type Outcome = {
  /** Why those of `failed` are as they were. */
  error?: unknown;
  failed?: readonly Step[];
  conflicts?: readonly Conflict[];
  /** How many of many were deleted meanwhile. */
  gone?: number;
};

/** Whether what was to be changed is not there any more; not somebody or something that the change names. */
export const isGone = (error: unknown): boolean =>
  error instanceof EarshotError && error.code === "not_found" && nameOfGone(error) === undefined;

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Those fields that `changes` name, as they are in `record`. */
export const asIn = (record: Feedback, changes: Changes): Changes =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, record[name as keyof Changes]]));

/** What was added and taken away, done to what somebody else left. */
const mergedTags = (before: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] => [
  ...theirs.filter((tag) => mine.includes(tag) || !before.includes(tag)),
  ...mine.filter((tag) => !before.includes(tag) && !theirs.includes(tag)),
];

/**
 * What is left of a change after somebody else changed the record: tags of both are kept, and other fields are only at odds when both
 * changed the same one.
 */
export const rebased = ({ record, changes }: Step, theirs: Feedback): { changes: Changes; isAtOdds: boolean } => {
  const { tags, ...rest } = changes;
  const isAtOdds = Object.entries(rest).some(([name, value]) => {
    const now = theirs[name as keyof Changes];
    return !isEqual(now, record[name as keyof Changes]) && !isEqual(now, value);
  });
  return { isAtOdds, changes: tags ? { ...rest, tags: mergedTags(record.tags, tags, theirs.tags) } : rest };
};

/**
 * Whether somebody else decided otherwise since `record`, as it is `known` here. For who takes back what was done to it; in a change that
 * is made anew, it was seen. Tags are not asked, for each of them is a decision; nor an original, in whose place the server puts its own.
 */
export const isOvertaken = ({ record, changes }: Step, known: Feedback | undefined): boolean =>
  known !== undefined &&
  (["status", "assignee"] as const).some(
    (name) => changes[name] !== undefined && known[name] !== record[name] && known[name] !== changes[name],
  );

/**
 * Sends the change of one record, on the condition that nobody else changed it since it was read.
 *
 * @param how.isForced Whatever anybody else made of it. @param how.isStale It is known that somebody has changed it.
 */
export const sendOne = async (
  api: Api,
  inbox: Inbox,
  step: Step,
  { isForced = false, isStale = false } = {},
): Promise<Outcome> => {
  const { id } = step.record;
  const path = { id };
  const settle = inbox.pend(id, step.changes);
  let { changes } = step;
  let known = inbox.read(id) ?? step.record;
  try {
    for (let tries = isStale ? 1 : 0; ; tries++) {
      if (tries > 0) {
        known = await api.feedback.get(id);
        const left = rebased(step, known);
        if (left.isAtOdds) {
          settle(known);
          return { conflicts: [{ before: step.record, theirs: known, mine: changes }] };
        }
        changes = left.changes;
      }
      const body = isForced || tries > 3 ? changes : { ...changes, ifUpdatedAt: known.updatedAt };
      try {
        settle(await api.ask<Feedback>(ROUTES.feedbackOne, { method: "PATCH", path, body }));
        return {};
      } catch (error) {
        if (!(error instanceof EarshotError && error.code === "conflict")) throw error;
      }
    }
  } catch (error) {
    settle();
    if (isGone(error)) inbox.forget(id);
    return { error, failed: [step] };
  }
};

/** As many as one request may name. */
const MOST = 100;
/** So many are read and sent again at once. */
const TOGETHER = 5;

/**
 * Sends the same change of many records, each on the condition that nobody else changed it since it was read. Those that were
 * changed are read and sent once more, each by itself.
 *
 * @param how.isForced Whatever anybody else made of them.
 */
export const sendMany = async (
  api: Api,
  inbox: Inbox,
  steps: readonly Step[],
  { isForced = false } = {},
): Promise<Outcome> => {
  const waiting = steps.map((step) => ({ step, settle: inbox.pend(step.record.id, step.changes) }));
  const late: typeof waiting = [];
  const failed: Step[] = [];
  let error: unknown;
  let gone = 0;
  for (let from = 0; from < waiting.length; from += MOST) {
    const part = waiting.slice(from, from + MOST);
    const known = part.map(({ step: { record } }) => inbox.read(record.id) ?? record);
    const ifUpdatedAt = Object.fromEntries(known.map(({ id, updatedAt }) => [id, updatedAt]));
    const answers = new Map<string, BulkResult["data"][number]>();
    try {
      const ids = known.map(({ id }) => id);
      const body = { ids, change: part[0]!.step.changes, ...(isForced ? {} : { ifUpdatedAt }) };
      const { data } = await api.ask<BulkResult>(ROUTES.feedbackBulk, { method: "POST", body });
      for (const one of data) answers.set(one.id, one);
    } catch (thrown) {
      error = thrown;
      failed.push(...part.map(({ step }) => step));
      if (isGone(thrown)) for (const { id } of known) inbox.forget(id);
    }
    for (const one of part) {
      const { step, settle } = one;
      const { outcome, updatedAt, tags, reason } = answers.get(step.record.id) ?? {};
      if (outcome === "conflict") {
        late.push(one); // shown as it was meant until its turn comes
        continue;
      }
      const now = inbox.read(step.record.id) ?? step.record;
      const changed = { ...now, ...(step.changes as Partial<Feedback>), tags: tags ?? now.tags };
      settle(updatedAt ? { ...changed, updatedAt } : undefined);
      if (outcome === "not_found") {
        gone++;
        inbox.forget(step.record.id);
      }
      if (outcome === "refused") {
        failed.push(step);
        error ??= new EarshotError("invalid_body", reason ?? "");
      }
    }
  }
  const conflicts: Conflict[] = [];
  for (let from = 0; from < late.length; from += TOGETHER) {
    const sent = late.slice(from, from + TOGETHER).map(({ step, settle }) => {
      const again = sendOne(api, inbox, step, { isStale: true });
      settle();
      return again;
    });
    for (const one of await Promise.all(sent)) {
      conflicts.push(...(one.conflicts ?? []));
      failed.push(...(one.failed ?? []));
      error ??= one.error;
    }
  }
  return { error, failed, conflicts, gone };
};

/** Changes that are alike, together. */
export const alike = (steps: readonly Step[]): Step[][] => {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = JSON.stringify(step.changes);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()];
};

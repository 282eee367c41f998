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
export type Outcome = { error?: unknown; conflicts?: Conflict[] };

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
 * @param isForced Whatever anybody else made of it.
 */
export const sendOne = async (api: Api, inbox: Inbox, step: Step, isForced = false): Promise<Outcome> => {
  const { id } = step.record;
  const path = { id };
  const settle = inbox.pend(id, step.changes);
  let { changes } = step;
  let known = inbox.read(id) ?? step.record;
  try {
    for (let tries = 0; ; tries++) {
      const body = isForced || tries > 2 ? changes : { ...changes, ifUpdatedAt: known.updatedAt };
      try {
        settle(await api.ask<Feedback>(ROUTES.feedbackOne, { method: "PATCH", path, body }));
        return {};
      } catch (error) {
        if (!(error instanceof EarshotError && error.code === "conflict")) throw error;
        known = await api.feedback.get(id);
        const left = rebased(step, known);
        if (left.isAtOdds) {
          settle(known);
          return { conflicts: [{ before: step.record, theirs: known, mine: changes }] };
        }
        changes = left.changes;
      }
    }
  } catch (error) {
    settle();
    const isGone = error instanceof EarshotError && error.code === "not_found" && nameOfGone(error) === undefined;
    if (isGone) inbox.forget(id);
    return { error };
  }
};

/** As many as one request may name. */
const MOST = 100;

/**
 * Sends the same change of many records, each on the condition that nobody else changed it since it was read. Those that were
 * changed are sent once more, each by itself.
 *
 * @param isForced Whatever anybody else made of them.
 */
export const sendMany = async (api: Api, inbox: Inbox, steps: readonly Step[], isForced = false): Promise<Outcome> => {
  const settles = steps.map(({ record, changes }) => inbox.pend(record.id, changes));
  const late: Promise<Outcome>[] = [];
  let error: unknown;
  for (let from = 0; from < steps.length; from += MOST) {
    const part = steps.slice(from, from + MOST);
    const known = part.map(({ record }) => inbox.read(record.id) ?? record);
    const ifUpdatedAt = Object.fromEntries(known.map(({ id, updatedAt }) => [id, updatedAt]));
    const answers = new Map<string, BulkResult["data"][number]>();
    try {
      const ids = known.map(({ id }) => id);
      const body = { ids, change: part[0]!.changes, ...(isForced ? {} : { ifUpdatedAt }) };
      const { data } = await api.ask<BulkResult>(ROUTES.feedbackBulk, { method: "POST", body });
      for (const one of data) answers.set(one.id, one);
    } catch (thrown) {
      error = thrown;
    }
    for (const [index, step] of part.entries()) {
      const { record, changes } = step;
      const settle = settles[from + index]!;
      const { outcome, updatedAt, tags, reason } = answers.get(record.id) ?? {};
      if (outcome === "conflict") late.push(sendOne(api, inbox, step));
      const now = inbox.read(record.id) ?? record;
      settle(updatedAt ? { ...now, ...(changes as Partial<Feedback>), updatedAt, tags: tags ?? now.tags } : undefined);
      if (outcome === "not_found") inbox.forget(record.id);
      if (outcome === "refused") error ??= new EarshotError("invalid_body", reason ?? "");
    }
  }
  const outcomes = await Promise.all(late);
  return {
    error: error ?? outcomes.find((one) => one.error !== undefined)?.error,
    conflicts: outcomes.flatMap(({ conflicts = [] }) => conflicts),
  };
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

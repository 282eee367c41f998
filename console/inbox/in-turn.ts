import type { Api } from "../api.ts";
import type { Inbox } from "./inbox.ts";
import { alike, type Conflict, type Outcome, rebased, type Step, sendMany, sendOne } from "./send-changes.ts";

/** Parts steps into those that are at odds with what somebody else made of their records, and those that can be sent. */
const parted = (steps: readonly Step[], known: readonly Conflict[]): [atOdds: Conflict[], left: Step[]] => {
  const [atOdds, left]: [Conflict[], Step[]] = [[], []];
  for (const step of steps) {
    const theirs = known.find((one) => one.theirs.id === step.record.id)?.theirs;
    if (theirs && rebased(step, theirs).isAtOdds) atOdds.push({ before: step.record, theirs, mine: step.changes });
    else left.push(step);
  }
  return [atOdds, left];
};

/** Sends changes, whatever anybody else made of their records if forced. @returns What became of all of them. */
export type InTurn = (inbox: Inbox, steps: readonly Step[], isForced: boolean) => Promise<Required<Outcome>>;

/** Changes of a record are sent one after the other, for each is made on top of the one before it. All are shown at once. */
export const createTurns = (api: Api): InTurn => {
  const last = new Map<string, Promise<Outcome>>();

  const send = async (inbox: Inbox, group: readonly Step[], isForced: boolean): Promise<Outcome> => {
    const ids = group.map(({ record }) => record.id);
    const before = ids.flatMap((id) => last.get(id) ?? []);
    // What waits for nothing is sent at once, and shows itself.
    const holds = before.length > 0 ? group.map(({ record, changes }) => inbox.pend(record.id, changes)) : [];
    const turn = Promise.all(before).then(async (earlier): Promise<Outcome> => {
      // Where somebody was quicker than the change before this one, this one is asked about with it.
      const [atOdds, left] = parted(group, isForced ? [] : earlier.flatMap(({ conflicts = [] }) => conflicts));
      const [first] = left;
      const sending =
        left.length > 1 ? sendMany(api, inbox, left, { isForced }) : first && sendOne(api, inbox, first, { isForced });
      for (const end of holds) end();
      const sent = (await sending) ?? {};
      return { ...sent, conflicts: [...atOdds, ...(sent.conflicts ?? [])] };
    });
    for (const id of ids) last.set(id, turn);
    const outcome = await turn;
    for (const id of ids) if (last.get(id) === turn) last.delete(id);
    return outcome;
  };

  return async (inbox, steps, isForced) => {
    const outcomes = await Promise.all(alike(steps).map((group) => send(inbox, group, isForced)));
    return {
      error: outcomes.find(({ error }) => error !== undefined)?.error,
      failed: outcomes.flatMap(({ failed = [] }) => failed),
      conflicts: outcomes.flatMap(({ conflicts = [] }) => conflicts),
      gone: outcomes.reduce((all, { gone = 0 }) => all + gone, 0),
    };
  };
};

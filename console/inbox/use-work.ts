import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import { isSignedOut } from "../explain.ts";
import { useConsole } from "../room.tsx";
import type { Inbox } from "./inbox.ts";
import type { Changes } from "./pending.ts";
import { alike, asIn, type Conflict, type Outcome, type Step, sendMany, sendOne } from "./send-changes.ts";
import { work } from "./work-text.ts";

/** What was done, told for a moment, with the way back where there is one. */
export type Told = {
  text: string;
  undo?: () => void;
  /** It did not work: why, and the same once more. */
  error?: unknown;
  again?: () => void;
};

export type Work = {
  told: Told | undefined;
  conflict: Conflict | undefined;
  /** Changes each of them as `changesOf` says; shown at once. @param text What was done, for people. */
  change: (records: readonly Feedback[], changesOf: (record: Feedback) => Changes, text: string) => void;
  /** Deletes them for good. Rejects when the server refuses. */
  remove: (records: readonly Feedback[]) => Promise<void>;
  tell: (told: Told) => void;
  dismiss: () => void;
  settle: (keep: "mine" | "theirs") => void;
};

/** Changing records: shown at once, sent in the order they were made, taken back when refused, and undone when asked. */
export const useWork = (inbox: Inbox | null): Work => {
  const { api, signedOut } = useConsole();
  const [told, setTold] = useState<Told>();
  const [conflict, setConflict] = useState<Conflict>();
  const current = useRef(inbox);
  current.current = inbox;
  /** What is under way for each record: the next change of it waits, for it is made on top. */
  const chains = useRef(new Map<string, Promise<unknown>>());

  const run = useCallback(
    async (steps: readonly Step[], text: string, isForced = false) => {
      const own = current.current;
      if (!own || steps.length === 0) return;
      const back = steps.map(({ record, changes }) => ({
        record: { ...record, ...(changes as Partial<Feedback>) },
        changes: asIn(record, changes),
      }));
      setTold({ text, undo: () => void run(back, work.told.undone) });
      const outcomes = await Promise.all(
        alike(steps).map(async (group): Promise<Outcome> => {
          const [first] = group;
          if (group.length > 1) return sendMany(api, own, group);
          const { id } = first!.record;
          // Shown before its turn comes: the first of a chain is sent at once, and shows itself.
          const hold = chains.current.has(id) ? own.pend(id, first!.changes) : undefined;
          const turn = (chains.current.get(id) ?? Promise.resolve()).then(() => {
            const sent = sendOne(api, own, first!, isForced);
            hold?.();
            return sent;
          });
          chains.current.set(id, turn);
          const outcome = await turn;
          if (chains.current.get(id) === turn) chains.current.delete(id);
          return outcome;
        }),
      );
      const atOdds = outcomes.find((outcome) => outcome.conflict)?.conflict;
      const error = outcomes.find((outcome) => outcome.error !== undefined)?.error;
      if (atOdds) {
        setTold(undefined);
        setConflict(atOdds);
      } else if (isSignedOut(error)) signedOut();
      else if (error !== undefined) setTold({ text: work.told.failed, error, again: () => void run(steps, text) });
    },
    [api, signedOut],
  );

  const remove = useCallback(
    async (records: readonly Feedback[]) => {
      for (const { id } of records) {
        try {
          await api.tell(ROUTES.feedbackOne, { method: "DELETE", path: { id } });
        } catch (error) {
          if (!(error instanceof EarshotError && error.code === "not_found")) throw error;
        }
        current.current?.forget(id);
      }
      setTold({ text: work.told.deleted(records.length) });
    },
    [api],
  );

  return useMemo<Work>(
    () => ({
      told,
      conflict,
      remove,
      tell: setTold,
      dismiss: () => setTold(undefined),
      change: (records, changesOf, text) =>
        void run(
          records.map((record) => ({ record, changes: changesOf(record) })),
          text,
        ),
      settle: (keep) => {
        setConflict(undefined);
        if (conflict && keep === "mine")
          void run([{ record: conflict.theirs, changes: conflict.mine }], work.told.kept, true);
      },
    }),
    [told, conflict, remove, run],
  );
};

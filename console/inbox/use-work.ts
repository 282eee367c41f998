import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { isSignedOut } from "../explain.ts";
import { useConsole } from "../room.tsx";
import { createTurns } from "./in-turn.ts";
import type { Inbox } from "./inbox.ts";
import type { Changes } from "./pending.ts";
import { asIn, type Conflict, isGone, isOvertaken, type Step } from "./send-changes.ts";
import { work } from "./work-text.ts";

/** What was done, told for a moment, with the way back where there is one. */
export type Told = {
  text: string;
  undo?: () => void;
  /** It did not work: why, and the same once more. */
  error?: unknown;
  again?: () => void;
};

/** A deed that can be taken back: its way back, and what was told of it. */
type Deed = { back: Step[]; text: string };
/** Whoever wants further back than this looks into the audit log. */
const MOST_DEEDS = 50;

export type Work = {
  told: Told | undefined;
  /** Where another member was quicker, as long as nobody has said whose is to stay. */
  conflicts: readonly Conflict[];
  /** Changes each of them as `changesOf` says; shown at once. @param text What was done, for people. */
  change: (records: readonly Feedback[], changesOf: (record: Feedback) => Changes, text: string) => void;
  /** Deletes them for good. Rejects when the server refuses. */
  remove: (records: readonly Feedback[]) => Promise<void>;
  tell: (told: Told) => void;
  dismiss: () => void;
  settle: (keep: "mine" | "theirs") => void;
  /** Takes back the last deed that was not taken back yet, the one before it the next time; never does again what was taken back. */
  undo: () => void;
};

/** Changing records: shown at once, sent in the order they were made, taken back when refused, and undone when asked. */
export const useWork = (inbox: Inbox | null): Work => {
  const { api, signedOut } = useConsole();
  const [told, setTold] = useState<Told>();
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const current = useRef(inbox);
  current.current = inbox;
  /** What can be taken back, the last deed last. */
  const deeds = useRef<Deed[]>([]);
  const sendInTurn = useMemo(() => createTurns(api), [api]);

  const run = useCallback(
    async (steps: readonly Step[], text: string, how: { isForced?: boolean; undoes?: Deed } = {}) => {
      const own = current.current;
      if (!own || steps.length === 0) return;
      const { isForced = false, undoes } = how;
      const back = steps.map(({ record, changes }) => ({
        record: { ...record, ...(changes as Partial<Feedback>) },
        changes: asIn(record, changes),
      }));
      const deed: Deed = { back, text };
      const isNot = (one: Deed) => (known: Deed) => known !== one;
      if (undoes) deeds.current = deeds.current.filter(isNot(undoes));
      else deeds.current = [...deeds.current, deed].slice(-MOST_DEEDS);
      setTold(undoes ? { text } : { text, undo: () => void run(back, work.told.undone(text), { undoes: deed }) });
      // What the line has told of others meanwhile is not undone with it: of that, the member is asked.
      const overtaken = undoes ? steps.filter((step) => isOvertaken(step, own.find(step.record.id))) : [];
      const asked = overtaken.map(({ record, changes }) => ({
        before: record,
        theirs: own.find(record.id)!,
        mine: changes,
      }));
      const free = steps.filter((step) => !overtaken.includes(step));
      const { error, failed, gone, conflicts: late } = await sendInTurn(own, free, isForced);
      const atOdds = [...asked, ...late];
      // What was not done is not taken back.
      const left = new Set([...atOdds.map(({ theirs }) => theirs.id), ...failed.map(({ record }) => record.id)]);
      deed.back = deed.back.filter(({ record }) => !left.has(record.id));
      if (deed.back.length === 0) deeds.current = deeds.current.filter(isNot(deed));
      const isOver = isGone(error);
      if (undoes && failed.length > 0 && !isOver) deeds.current = [...deeds.current, { ...undoes, back: [...failed] }];
      if (atOdds.length > 0) {
        setTold(undefined);
        setConflicts((open) => [...open.filter(({ theirs }) => !left.has(theirs.id)), ...atOdds]);
      }
      if (isSignedOut(error)) signedOut();
      else if (error !== undefined)
        setTold({ text: work.told.failed, error, ...(isOver ? {} : { again: () => void run(failed, text, how) }) });
      else if (gone > 0)
        setTold((now) => (now?.text === text ? { ...now, text: `${text} ${work.told.gone(gone)}` } : now));
    },
    [sendInTurn, signedOut],
  );

  const remove = useCallback(
    async (records: readonly Feedback[]) => {
      for (const { id } of records) {
        try {
          await api.tell(ROUTES.feedbackOne, { method: "DELETE", path: { id } });
        } catch (error) {
          if (!isGone(error)) throw error;
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
      conflicts,
      remove,
      tell: setTold,
      dismiss: () => setTold(undefined),
      change: (records, changesOf, text) =>
        void run(
          records.map((record) => ({ record, changes: changesOf(record) })),
          text,
        ),
      settle: (keep) => {
        setConflicts([]);
        const mine = conflicts.map(({ theirs, mine: changes }) => ({ record: theirs, changes }));
        if (keep === "mine") void run(mine, work.told.kept, { isForced: true });
      },
      undo: () => {
        const last = deeds.current.at(-1);
        if (told?.undo) told.undo();
        else if (last) void run(last.back, work.told.undone(last.text), { undoes: last });
        else setTold({ text: work.told.nothingLeft });
      },
    }),
    [told, conflicts, remove, run],
  );
};

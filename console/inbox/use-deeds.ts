import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Status } from "../../shared/contract/enumerations.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { useConsole } from "../room.tsx";
import type { Question } from "./asking.tsx";
import { type Filters, matches } from "./filters.ts";
import type { Inbox } from "./inbox.ts";
import type { Cursor } from "./use-cursor.ts";
import type { Marked } from "./use-marked.ts";
import type { Work } from "./use-work.ts";
import { work as text } from "./work-text.ts";

type DeedsOptions = {
  inbox: Inbox | null;
  records: Feedback[];
  open: Feedback | undefined;
  cursor: Cursor;
  lead: (id: string | undefined, focus: boolean) => void;
  marked: Marked;
  selected: string | undefined;
  select: (id: string | undefined) => void;
  wide: boolean;
  work: Work;
  filters: Filters;
};

/** What the member can do from anywhere in the inbox: with what is chosen, else with what is open, else where the keys are. */
export const useDeeds = (options: DeedsOptions) => {
  const { records, open, cursor, lead, marked, selected, select, wide, work, filters } = options;
  const { session } = useConsole();
  const [question, setQuestion] = useState<{ is: Question; records: readonly Feedback[] }>();
  const hadAny = useRef(false);
  if (records.length > 0) hadAny.current = true;

  const one = open ?? records.find(({ id }) => id === cursor.id);
  const targets: readonly Feedback[] = marked.records.length > 0 ? marked.records : one ? [one] : [];

  /** To the next that stays, when those go: focus is never left on what is gone. */
  const goOn = (gone: readonly Feedback[]) => {
    const ids = new Set(gone.map(({ id }) => id));
    const isHere = [selected, cursor.id].some((id) => id !== undefined && ids.has(id));
    marked.none();
    if (!isHere) return;
    const at = records.findIndex(({ id }) => ids.has(id));
    const next =
      records.slice(at).find(({ id }) => !ids.has(id)) ?? records.slice(0, at).findLast(({ id }) => !ids.has(id));
    if (selected !== undefined) select(wide ? next?.id : undefined);
    lead(next?.id, true);
  };

  const setStatus = (those: readonly Feedback[], status: Status) => {
    const gone = those.filter(
      (record) =>
        records.some(({ id }) => id === record.id) && !matches(filters, { ...record, status }, session.member.id),
    );
    const said = status === "archived" ? text.told.archived(those.length) : text.told.status(status, those.length);
    if (gone.length > 0) goOn(gone);
    work.change(those, () => ({ status }), said);
  };
  /** Into the archive, or out of it when all of them are there. */
  const archive = (those: readonly Feedback[]) => {
    if (those.length === 0) return;
    setStatus(those, those.every(({ status }) => status === "archived") ? "triaged" : "archived");
  };
  const ask = (is: Question, those: readonly Feedback[]) => those.length > 0 && setQuestion({ is, records: those });

  const move = (step: 1 | -1) => {
    const from = wide && selected !== undefined ? selected : (cursor.id ?? selected);
    const at = records.findIndex(({ id }) => id === from);
    const next = records[at < 0 ? 0 : at + step];
    if (!next) return;
    if (wide || selected !== undefined) select(next.id);
    lead(next.id, wide || selected === undefined);
  };

  // A row that went by another's doing takes focus with it: the one in its place gets it.
  const before = useRef(records);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other records can take the row away
  useLayoutEffect(() => {
    const at = before.current.findIndex(({ id }) => id === cursor.id);
    before.current = records;
    if (at < 0 || records.length === 0 || records.some(({ id }) => id === cursor.id)) return;
    if (document.activeElement === document.body && !document.querySelector("dialog:modal"))
      lead(records[Math.min(at, records.length - 1)]!.id, true);
  }, [records]);

  const toField = (name: "reply" | "note") => () =>
    document.querySelector<HTMLElement>(`[data-composer="${name}"]`)?.click();
  return {
    question,
    answered: () => setQuestion(undefined),
    hadAny: hadAny.current,
    setStatus,
    goOn,
    move,
    open: () => {
      const focused = document.activeElement as HTMLElement | null;
      if (focused?.dataset.id) focused.click();
    },
    ask: (is: Question) => ask(is, targets),
    askOpen: (is: Question) => open && ask(is, [open]),
    archive: () => archive(targets),
    sameAs: ({ id }: Pick<Feedback, "id">) =>
      open && work.change([open], () => ({ duplicateOf: id }), text.told.duplicate),
    archiveOpen: () => open && archive([open]),
    keys: {
      e: () => archive(targets),
      s: () => ask("status", targets),
      a: () => ask("assignee", targets),
      t: () => ask("tags", targets),
      x: () => cursor.id !== undefined && marked.toggle(cursor.id),
      z: work.undo,
      r: toField("reply"),
      n: toField("note"),
    },
  };
};

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { AppAnswer, AppSettings } from "../../shared/contract/app.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type Doing, useDoing } from "../ask.ts";
import { useDraft } from "../draft.ts";
import { useConsole } from "../room.tsx";

/** The same settings are the same text, however their names are ordered; what is not set is not in it. */
export const textOf = (settings: AppSettings): string =>
  JSON.stringify(settings, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

/** What was written and is not saved: on top of which settings, and what it is. */
type Kept = { base: string; settings: AppSettings };

const readKept = (draft: string): Kept | undefined => {
  try {
    return draft === "" ? undefined : (JSON.parse(draft) as Kept);
  } catch {
    return undefined; // of an earlier version
  }
};

export type SettingsDraft = {
  settings: AppSettings;
  change: (changes: AppSettings) => void;
  isChanged: boolean;
  doing: Doing;
  save: () => Promise<boolean>;
  /** Back to what is saved. */
  discard: () => void;
  /** What another member saved meanwhile; until one of the two is chosen. */
  theirs: AppSettings | undefined;
};

/**
 * An app's settings while they are written. They are saved when that is asked for; until then they outlive a reload and another room, and
 * what is written while they are being saved stays. What another member saved meanwhile is not replaced unasked.
 */
export const useSettingsDraft = (app: AppAnswer): SettingsDraft => {
  const { api } = useConsole();
  const [draft, keepDraft] = useDraft(`install/${app.id}`);
  const [base, setBase] = useState(() => textOf(app.settings));
  const [theirs, setTheirs] = useState<AppSettings>();
  const doing = useDoing();
  const kept = readKept(draft);
  const settings = kept?.settings ?? (JSON.parse(base) as AppSettings);
  const current = useRef(settings);
  current.current = settings;
  const isChanged = textOf(settings) !== base;

  const keep = (next: AppSettings, on: string) =>
    keepDraft(textOf(next) === on ? "" : JSON.stringify({ base: on, settings: next } satisfies Kept));
  const change = (changes: AppSettings) => {
    const next = { ...current.current, ...changes };
    current.current = next;
    keep(next, kept?.base ?? base);
  };
  const save = async () => {
    let isSaved = false;
    await doing.run(async () => {
      const now = await api.ask<AppAnswer>(ROUTES.app, { path: { id: app.id } });
      const there = textOf(now.settings);
      if (there !== (readKept(draft)?.base ?? base)) {
        setTheirs(now.settings);
        setBase(there);
        keep(current.current, there);
        return;
      }
      const sent = current.current;
      const body = { settings: sent };
      const saved = await api.ask<AppAnswer>(ROUTES.app, { method: "PATCH", path: { id: app.id }, body });
      const next = textOf(saved.settings);
      setBase(next);
      setTheirs(undefined);
      // What was written meanwhile is not saved yet, and stays.
      keep(textOf(current.current) === textOf(sent) ? saved.settings : current.current, next);
      isSaved = true;
    });
    return isSaved;
  };
  const discard = useCallback(() => {
    setTheirs(undefined);
    keepDraft("");
  }, [keepDraft]);

  useEffect(() => {
    if (!isChanged) return;
    const end = new AbortController();
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal: end.signal });
    return () => end.abort();
  }, [isChanged]);
  return { settings, change, isChanged, doing, save, discard, theirs };
};

import { useState } from "preact/hooks";
import { EVENT_TYPES, type EventType } from "../../shared/contract/enumerations.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import { useDraft } from "../draft.ts";

/** What somebody has written of a webhook. */
export type Written = { url: string; app: string | null; events: EventType[] };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A draft as this version writes it; `undefined` for anything else that stands in its place. */
const readDraft = (draft: string): Written | undefined => {
  try {
    const value: unknown = JSON.parse(draft);
    if (!isRecord(value) || typeof value.url !== "string" || !Array.isArray(value.events)) return undefined;
    const { url, app, events } = value;
    return {
      url,
      app: typeof app === "string" ? app : null,
      events: EVENT_TYPES.filter((type) => events.includes(type)),
    };
  } catch {
    return undefined;
  }
};

const START: Written = { url: "", app: null, events: ["feedback.created"] };

/** What is written in the form of a webhook, kept as a draft until it is saved. */
export const useWritten = (webhook: Webhook | undefined) => {
  const [draft, keep] = useDraft(`webhook/${webhook?.id ?? "new"}`);
  const [isKept] = useState(draft !== "");
  const written =
    readDraft(draft) ?? (webhook ? { url: webhook.url, app: webhook.app, events: webhook.events } : START);
  return {
    written,
    write: (changed: Partial<Written>) => keep(JSON.stringify({ ...written, ...changed })),
    forget: () => keep(""),
    /** Whether it was there before the form was opened. */
    isKept,
  };
};

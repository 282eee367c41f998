import { type Asked, useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { type Filters, listQuery, readFilters } from "./filters.ts";

/** As in `shared/contract/view.ts`. */
export type SavedView = { id: string; name: string; query: Record<string, string>; shared: boolean; owner: string };

export const VIEWS = "/v1/views";
export const VIEW = "/v1/views/{id}";

/** What a view keeps: as a list is asked, but the usual status is nobody's choice. */
export const viewQuery = (filters: Filters): Record<string, string> => {
  const { status, ...rest } = listQuery(filters);
  const asked = { ...rest, ...(filters.status.length > 0 ? { status } : {}) };
  return Object.fromEntries(Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1])));
};

/** The day of a moment where the reader is, `2026-10-05`. @param earlier Days before. */
const dayOf = (moment: string | undefined, earlier = 0): string => {
  if (moment === undefined || Number.isNaN(Date.parse(moment))) return "";
  const at = new Date(moment);
  at.setDate(at.getDate() - earlier);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

export const viewFilters = ({ query }: Pick<SavedView, "query">): Filters => {
  const { sourceType = "", since, until, ...same } = query;
  const days = { since: dayOf(since), until: dayOf(until, 1) };
  return readFilters(new URLSearchParams({ ...same, ...days, source: sourceType }));
};

export type Views = {
  asked: Asked<SavedView[]>;
  save: (name: string, filters: Filters, shared: boolean) => Promise<void>;
  rename: (view: SavedView, name: string) => Promise<void>;
  /** @returns What brings it back. */
  remove: (view: SavedView) => Promise<() => Promise<void>>;
};

/** The views that somebody saved: the member's own, and those that are shared. */
export const useViews = (): Views => {
  const { api } = useConsole();
  const [asked, again] = useAsked((signal) => api.all<SavedView>(VIEWS, { signal }), []);
  const make = async (body: Pick<SavedView, "name" | "query" | "shared">) => {
    await api.ask<SavedView>(VIEWS, { method: "POST", body });
    await again();
  };
  return {
    asked,
    save: (name, filters, shared) => make({ name, query: viewQuery(filters), shared }),
    async rename({ id }, name) {
      await api.ask<SavedView>(VIEW, { method: "PATCH", path: { id }, body: { name } });
      await again();
    },
    async remove({ id, name, query, shared }) {
      await api.tell(VIEW, { method: "DELETE", path: { id } });
      await again();
      return () => make({ name, query, shared });
    },
  };
};

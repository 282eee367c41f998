import { useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import type { Page } from "../api.ts";
import { useConsole } from "../room.tsx";
import type { Names } from "./names.ts";

export type Named = {
  names: Names;
  /** Some could not be had: what they stand for is told by the end of its id. */
  isPartial: boolean;
  /**
   * Waits for a page of the log, and meanwhile for who and what there is: with each page anew, as things come and go.
   *
   * @param actor Who the log is narrowed to, who may stand in no entry. @throws What the page rejects with; a list that fails only leaves the names as they were.
   */
  name: (
    asked: Promise<Page<AuditEntryAnswer>>,
    actor: string,
    signal?: AbortSignal,
  ) => Promise<Page<AuditEntryAnswer>>;
};

/** What the log tells by id, by name. */
export const useNames = (): Named => {
  const { api } = useConsole();
  const [{ names, isPartial }, set] = useState<Omit<Named, "name">>({
    names: { members: [], keys: [], apps: [], webhooks: [] },
    isPartial: false,
  });
  const name: Named["name"] = async (asked, actor, signal) => {
    const options = signal ? { signal } : {};
    let failed = false;
    const all = <One>(route: string, before: readonly One[]): Promise<readonly One[]> =>
      api.all<One>(route, options).catch(() => {
        failed = true;
        return before;
      });
    const [page, members, keys, apps, webhooks] = await Promise.all([
      asked,
      all<MemberAnswer>(ROUTES.members, names.members),
      all<KeyAnswer>(ROUTES.keys, names.keys),
      all<AppAnswer>(ROUTES.apps, names.apps),
      all<Webhook>(ROUTES.webhooks, names.webhooks),
    ]);
    // Who was removed is in no list, and is asked for by id.
    const removed = names.members.filter(({ removedAt }) => removedAt !== null);
    const ids = new Set(page.data.filter(({ actor: { type } }) => type === "member").map((entry) => entry.actor.id));
    if (actor && !keys.some(({ id }) => id === actor)) ids.add(actor);
    for (const { id } of [...members, ...removed]) ids.delete(id);
    const found = await Promise.all(
      [...ids].map((id) => api.ask<MemberAnswer>(ROUTES.member, { path: { id }, ...options }).catch(() => undefined)),
    );
    if (!signal?.aborted) {
      const known = [...members, ...removed, ...found.filter((member) => member !== undefined)];
      const unique = [...new Map(known.map((member) => [member.id, member])).values()];
      set({ names: { members: unique, keys, apps, webhooks }, isPartial: failed });
    }
    return page;
  };
  return { names, isPartial, name };
};

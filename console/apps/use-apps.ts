import { useCallback } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type Address, go, hrefOf } from "../address.ts";
import { type Asked, useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { remember, remembered } from "../tab-storage.ts";

export type Apps = {
  asked: Asked<AppAnswer[]>;
  again: () => Promise<void>;
  /** The one that the address names, else the one that was last chosen in this tab, else the first of the live ones. */
  app: AppAnswer | undefined;
  /** The address names one that is not there: no other is shown in its place. */
  isGone: boolean;
  choose: (id: string) => void;
  /** To the one that is shown where the address names none. */
  leave: () => void;
};

/** The choice goes along from room to room. */
const LAST = "earshot-app";

/** The organization's apps, and which of them a room is about: that stands in the address, so that a reload keeps it. */
export const useApps = (address: Address): Apps => {
  const { api } = useConsole();
  const [asked, again] = useAsked((signal) => api.all<AppAnswer>(ROUTES.apps, { signal }), []);
  const apps = asked.is === "ready" ? asked.value : [];
  const named = address.query.get("app") || null;
  const byId = (wanted: string | null) => apps.find(({ id }) => id === wanted);
  const isGone = asked.is === "ready" && named !== null && !byId(named);
  const usual = () => byId(remembered(LAST)) ?? apps.find(({ environment }) => environment === "live") ?? apps[0];
  const app = named === null ? usual() : byId(named);
  const choose = useCallback(
    (id: string) => {
      remember(LAST, id);
      go(hrefOf(address.room, [], { app: id }), "replace");
    },
    [address.room],
  );
  const leave = useCallback(() => go(hrefOf(address.room), "replace"), [address.room]);
  return { asked, again, app, isGone, choose, leave };
};

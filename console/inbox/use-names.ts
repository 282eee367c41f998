import { useMemo } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";

export type Named = { id: string; name: string };
export type Names = {
  members: readonly Named[];
  apps: readonly Named[];
  /** Whether `members` are all there are. */
  knowsMembers: boolean;
  /** Of a member; `undefined` when they are unknown, or not loaded yet. */
  memberName: (id: string | null) => string | undefined;
};

/** What members and apps are called. Until that is known, or when it cannot be, there is who is signed in. */
export const useNames = (): Names => {
  const { api, session } = useConsole();
  const [members] = useAsked((signal) => api.all<MemberAnswer>(ROUTES.members, { signal }), []);
  const [apps] = useAsked((signal) => api.all<AppAnswer>(ROUTES.apps, { signal }), []);
  return useMemo(() => {
    const own: Named[] = members.is === "ready" ? members.value : [session.member];
    return {
      members: own,
      knowsMembers: members.is === "ready",
      apps: apps.is === "ready" ? apps.value : [],
      memberName: (id) => own.find((member) => member.id === id)?.name,
    };
  }, [members, apps, session]);
};

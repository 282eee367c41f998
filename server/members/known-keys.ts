import type { KnownKey } from "../../shared/contract/member.ts";
import type { Services } from "../services.ts";

/**
 * The keys that still work and that a member may know by heart: those they own, and those whose text they were shown, because they made
 * or rotated them. What they made is told by the log.
 */
export const knownKeys = async (
  { store, clock }: Pick<Services, "store" | "clock">,
  organizationId: string,
  memberId: string,
): Promise<KnownKey[]> => {
  const everybody = { organizationId, appId: null };
  const [keys, apps, made] = await Promise.all([
    store.keys.list(everybody, { liveAt: clock.now() }),
    store.apps.list(everybody),
    store.audit.keysMadeBy(organizationId, `member ${memberId}`),
  ]);
  return keys.flatMap(({ id, appId, kind, name, hint, ownerId }) => {
    const because: KnownKey["because"] = [
      ...(ownerId === memberId ? (["owner"] as const) : []),
      ...(made.has(id) ? (["creator"] as const) : []),
    ];
    const app = { id: appId, name: apps.find((one) => one.id === appId)?.name ?? "" };
    return because.length === 0 ? [] : [{ id, app, kind, name, hint, because }];
  });
};

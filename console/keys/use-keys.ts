import { useEffect } from "preact/hooks";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import { type Asked, useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { useAgain } from "../ui/use-again.ts";

export type Keys = { asked: Asked<KeyAnswer[]>; again: () => Promise<void>; usage: Asked<Usage> };

/** Every key of the organization, looked at again and again while somebody looks, and at once when one leaks; and what each asked by day. */
export const useKeys = (): Keys => {
  const { api, live, keysSeen } = useConsole();
  const [asked, again] = useAsked((signal) => api.all<KeyAnswer>(ROUTES.keys, { signal }), []);
  const [usage] = useAsked((signal) => api.ask<Usage>(ROUTES.usage, { signal }), []);
  useAgain(again);
  useEffect(() => live.listen({ heard: ({ type }) => type === "key.leaked" && void again() }), [again, live]);
  const keys = asked.is === "ready" ? asked.value : undefined;
  useEffect(() => keys && keysSeen(keys), [keys, keysSeen]);
  return { asked, again, usage };
};

import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import { type Asked, useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { useEveryKey } from "./use-every-key.ts";

export type Keys = { asked: Asked<KeyAnswer[]>; again: () => Promise<void>; usage: Asked<Usage> };

/** Every key of the organization while somebody looks, and what each asked by day. */
export const useKeys = (): Keys => {
  const { api } = useConsole();
  const [asked, again] = useEveryKey();
  const [usage] = useAsked((signal) => api.ask<Usage>(ROUTES.usage, { signal }), []);
  return { asked, again, usage };
};

import { useEffect } from "preact/hooks";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type Asked, useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { useAgain } from "../ui/use-again.ts";

/**
 * Every key of the organization, told to the navigation too. It is asked for again at once when one leaks.
 *
 * @param isWatched Whether it is looked at again and again, for nothing else that becomes of a key is told. @default true
 */
export const useEveryKey = (isWatched = true): [asked: Asked<KeyAnswer[]>, again: () => Promise<void>] => {
  const { api, live, keysSeen } = useConsole();
  const [asked, again] = useAsked((signal) => api.all<KeyAnswer>(ROUTES.keys, { signal }), []);
  useAgain(again, isWatched);
  useEffect(() => live.listen({ heard: ({ type }) => type === "key.leaked" && void again() }), [again, live]);
  const keys = asked.is === "ready" ? asked.value : undefined;
  useEffect(() => keys && keysSeen(keys), [keys, keysSeen]);
  return [asked, again];
};

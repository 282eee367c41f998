import { useEffect } from "preact/hooks";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { useAgain } from "../ui/use-again.ts";

/**
 * Looks for secret keys that have leaked, wherever in the console somebody is, and draws nothing. It asks once, and whenever a leak is
 * heard of; while there is one it looks again and again, for nothing tells that it was dealt with elsewhere.
 */
export const WatchLeaks = ({ hasLeak }: { hasLeak: boolean }) => {
  const { api, live, keysSeen } = useConsole();
  const [asked, again] = useAsked((signal) => api.all<KeyAnswer>(ROUTES.keys, { signal }), []);
  useAgain(again, hasLeak);
  useEffect(() => {
    const heard = ({ type }: { type: string }) => type === "key.leaked" && void again();
    const opened = (isOpen: boolean) => isOpen && void again(); // what happened while there was no line was not heard
    return live.listen({ heard, opened });
  }, [again, live]);
  const keys = asked.is === "ready" ? asked.value : undefined;
  useEffect(() => keys && keysSeen(keys), [keys, keysSeen]);
  return null;
};

import { useEffect } from "preact/hooks";
import { useConsole } from "../room.tsx";
import { useEveryKey } from "./use-every-key.ts";

/**
 * Looks for secret keys that have leaked, wherever in the console somebody is, and draws nothing. It asks once, and whenever a leak is
 * heard of; while there is one it looks again and again, for nothing tells that it was dealt with elsewhere.
 */
export const WatchLeaks = ({ hasLeak }: { hasLeak: boolean }) => {
  const { live } = useConsole();
  const [, again] = useEveryKey(hasLeak);
  // What happened while there was no line was not heard.
  useEffect(() => live.listen({ opened: (isOpen) => isOpen && void again() }), [again, live]);
  return null;
};

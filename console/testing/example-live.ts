import type { Heard, Live } from "../live.ts";

/** A line that is open, and on which a test says what happens. */
export const exampleLive = (): Live & { tell: (heard: Heard) => void } => {
  const listeners = new Set<Parameters<Live["listen"]>[0]>();
  return {
    isOpen: () => true,
    listen(on) {
      listeners.add(on);
      return () => listeners.delete(on);
    },
    tell(heard) {
      for (const listener of [...listeners]) listener.heard?.(heard);
    },
  };
};

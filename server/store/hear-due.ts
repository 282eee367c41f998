import type { Engine } from "./engine.ts";

/** The same engine, telling whoever listens when a unit that makes deliveries due is durable: then nobody who writes one can forget to. */
export const hearDue = (engine: Engine): { engine: Engine; onDue: (listener: () => void) => () => void } => {
  const listeners = new Set<() => void>();
  return {
    engine: {
      ...engine,
      async write(unit) {
        const outcome = await engine.write(unit);
        if (outcome.done && outcome.madeDue) for (const listener of listeners) listener();
        return outcome;
      },
    },
    onDue(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

import type { Engine } from "./engine.ts";

type Hear = (listener: () => void) => () => void;

const listeners = (): { hear: Hear; tell: () => void } => {
  const all = new Set<() => void>();
  return {
    hear(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell() {
      for (const listener of all) listener();
    },
  };
};

/**
 * The same engine, telling whoever listens when a unit is durable that makes deliveries due, or by which something has happened: then
 * nobody who writes one can forget to.
 */
export const hearDue = (engine: Engine): { engine: Engine; onDue: Hear; onEvent: Hear } => {
  const due = listeners();
  const events = listeners();
  return {
    engine: {
      ...engine,
      async write(unit) {
        const outcome = await engine.write(unit);
        if (outcome.done && outcome.madeDue) due.tell();
        if (outcome.done && unit.some(({ isEvent }) => isEvent)) events.tell();
        return outcome;
      },
    },
    onDue: due.hear,
    onEvent: events.hear,
  };
};

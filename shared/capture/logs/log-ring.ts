import { PAGE_LOGS, type PageLog } from "./page-log.ts";

/** The newest of what was noted. It never grows beyond its bounds. */
export type LogRing = {
  /** Keeps it. One that says the same as the one before is that one: a fault that comes at every frame is told once. */
  add(log: PageLog): void;
  /** A copy, oldest first. */
  read(): PageLog[];
  clear(): void;
};

export const logRing = (): LogRing => {
  let ring: PageLog[] = [];
  let count = 0;
  const at = (index: number): PageLog | undefined => ring[index % PAGE_LOGS.entries];
  return {
    add({ level, message: whole, at: time }) {
      const message = whole.slice(0, PAGE_LOGS.length);
      const last = count > 0 ? at(count - 1) : undefined;
      if (last?.message === message && last.level === level) return;
      ring[count++ % PAGE_LOGS.entries] = { level, message, at: time };
    },
    read() {
      const logs: PageLog[] = [];
      for (let index = Math.max(0, count - PAGE_LOGS.entries); index < count; index++) {
        const log = at(index);
        if (log) logs.push({ ...log });
      }
      return logs;
    },
    clear() {
      ring = [];
      count = 0;
    },
  };
};

/** The part of the Web Locks API that the outbox uses. `navigator.locks` is one. */
export type Locks = {
  request<T>(
    name: string,
    options: { ifAvailable?: boolean },
    work: (lock: { name: string } | null) => Promise<T>,
  ): Promise<T>;
};

/**
 * Locks among the callers of one page, for browsers without `navigator.locks` (pages served over http). Two tabs may then
 * send the same entry at once; the idempotency key makes one record of it all the same, as both name the files that the queue names.
 */
export const localLocks = (): Locks => {
  const held = new Map<string, Promise<unknown>>();
  return {
    async request(name, { ifAvailable = false }, work) {
      if (ifAvailable && held.has(name)) return work(null);
      const before = held.get(name);
      const turn = (async () => {
        await before?.catch(() => {});
        return work({ name });
      })();
      held.set(name, turn);
      try {
        return await turn;
      } finally {
        if (held.get(name) === turn) held.delete(name);
      }
    },
  };
};

/**
 * Locks of the origin, and of this page where the browser refuses them: a frame without an origin of its own has
 * `navigator.locks` and may not use it.
 */
export const locksIfAllowed = (locks: Locks): Locks => {
  const local = localLocks();
  return {
    async request(name, options, work) {
      let began = false;
      try {
        return await locks.request(name, options, (lock) => {
          began = true;
          return work(lock);
        });
      } catch (problem) {
        if (began) throw problem;
        return local.request(name, options, work);
      }
    },
  };
};

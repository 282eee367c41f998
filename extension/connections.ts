import type { Connection, Settings } from "./settings.ts";

/** The connections of one person: several servers and apps, and which of them a site's feedback goes to. */
export type Connections = {
  /** In the order in which they were made. */
  all(): Promise<Connection[]>;
  find(id: string): Promise<Connection | undefined>;
  /** The one that was chosen for this site, else the first. `undefined` before there is any. */
  forSite(origin: string | undefined): Promise<Connection | undefined>;
  /** From now on this site's feedback goes there. */
  choose(origin: string, id: string): Promise<void>;
  /** Keeps a new one. One with the same app of the same server takes the place of the older, whose key is forgotten. */
  add(made: Omit<Connection, "id">): Promise<Connection>;
  remove(id: string): Promise<void>;
};

/** @param locks Two pages of the extension may change the list at once. */
export const connectionsIn = (
  { connections, sites }: Pick<Settings, "connections" | "sites">,
  locks: Pick<LockManager, "request">,
  newId: () => string = () => crypto.randomUUID(),
): Connections => {
  const all = async () => (await connections.get()) ?? [];
  const alone = <T>(change: () => Promise<T>): Promise<T> => locks.request("earshot connections", change);
  return {
    all,
    find: async (id) => (await all()).find((one) => one.id === id),
    async forSite(origin) {
      const [those, chosen] = await Promise.all([all(), sites.get()]);
      const id = origin === undefined ? undefined : chosen?.[origin];
      return those.find((one) => one.id === id) ?? those[0];
    },
    choose: (origin, id) => alone(async () => sites.set({ ...(await sites.get()), [origin]: id })),
    add: (made) =>
      alone(async () => {
        const those = await all();
        const isSame = ({ server, app }: Connection) => server === made.server && app.id === made.app.id;
        const connection = { ...made, id: those.find(isSame)?.id ?? newId() };
        const at = those.findIndex(isSame);
        await connections.set(at < 0 ? [...those, connection] : those.with(at, connection));
        return connection;
      }),
    remove: (id) =>
      alone(async () => {
        const rest = (await all()).filter((one) => one.id !== id);
        await (rest.length > 0 ? connections.set(rest) : connections.clear());
        const chosen = Object.entries((await sites.get()) ?? {}).filter(([, to]) => to !== id);
        await (chosen.length > 0 ? sites.set(Object.fromEntries(chosen)) : sites.clear());
      }),
  };
};

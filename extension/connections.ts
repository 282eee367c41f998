import { type Connection, MOST_CONNECTIONS, MOST_FORMER_KEYS, type Settings } from "./settings.ts";

/** What is new about a connection that was just made. */
export type Made = Pick<Connection, "server" | "key" | "app" | "token">;

/** Whether an entry of the outbox was meant to go this way: with its key, or with one that it had before. */
export const isMeantFor = ({ server, key, former = [] }: Connection, entry: { server: string; key: string }): boolean =>
  entry.server === server && (entry.key === key || former.includes(entry.key));

/** The connections of one person: several servers and apps, and which of them a site's feedback goes to. */
export type Connections = {
  /** In the order in which they were made. */
  all(): Promise<Connection[]>;
  find(id: string): Promise<Connection | undefined>;
  /** The one that was chosen for this site, else the first. `undefined` before there is any. */
  forSite(origin: string | undefined): Promise<Connection | undefined>;
  /** From now on this site's feedback goes there. */
  choose(origin: string, id: string): Promise<void>;
  /** Whether there is room for another. */
  hasRoom(): Promise<boolean>;
  /** Keeps a new one. One with the same app of the same server takes the place of the older. */
  add(made: Made): Promise<Connection>;
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
    hasRoom: async () => (await all()).length < MOST_CONNECTIONS,
    add: ({ server, key, app, token }) =>
      alone(async () => {
        const fresh = { server, key, app, ...(token === undefined ? {} : { token }) };
        const those = await all();
        const at = those.findIndex((one) => one.server === server && one.app.id === app.id);
        const older = those[at];
        if (!older) {
          const connection = { id: newId(), ...fresh };
          await connections.set([...those, connection]);
          return connection;
        }
        const former = [older.key, ...(older.former ?? [])].filter((one) => one !== key).slice(0, MOST_FORMER_KEYS);
        const connection = { id: older.id, ...fresh, former };
        await connections.set(those.with(at, connection));
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

import { ID_PATTERN } from "../shared/contract/routes.ts";
import { Problem } from "./problems.ts";
import type { FeedbackReader } from "./store/feedback.ts";
import type { Store } from "./store/store.ts";

type Known = {
  /** As the answer calls it. */
  what: string;
  isThere: (store: Store, reader: FeedbackReader, id: string) => Promise<boolean>;
};

const EVER = { from: "0000-01-01", to: "9999-12-31", appId: undefined };
const isIn = async (found: Promise<unknown>): Promise<boolean> => {
  const one = await found;
  return Array.isArray(one) ? one.length > 0 : one !== undefined;
};
const wrote = (store: Store, reader: FeedbackReader, by: { appId?: string; actorId?: string }): Promise<boolean> =>
  isIn(store.audit.list(reader, { ...by, limit: 1, before: undefined }));

/** What ids in a query can name, by the parameter. */
const KNOWN = {
  app: { what: "app", isThere: ({ apps }, reader, id) => isIn(apps.find(reader, id)) },
  customer: { what: "customer", isThere: ({ customers }, reader, id) => isIn(customers.find(reader, id)) },
  /** Whoever was removed is still told by their id. */
  assignee: { what: "member", isThere: ({ members }, reader, id) => isIn(members.find(reader.organizationId, id)) },
  /** Of one that was deleted its usage stays. */
  key: {
    what: "key",
    isThere: async ({ keys, usage }, reader, id) =>
      (await isIn(keys.get(reader, id))) || isIn(usage.list(reader, { ...EVER, keyId: id })),
  },
  /** The log tells for ever who did what. */
  actor: {
    what: "member or key",
    isThere: async (store, reader, id) =>
      (await isIn(store.members.find(reader.organizationId, id))) ||
      (await isIn(store.keys.get(reader, id))) ||
      wrote(store, reader, { actorId: id }),
  },
  loggedApp: {
    what: "app",
    isThere: async (store, reader, id) =>
      (await isIn(store.apps.find(reader, id))) || wrote(store, reader, { appId: id }),
  },
} satisfies Record<string, Known>;

/** Ids that a list is narrowed by, under what they name. What is no id, such as `none`, names nobody. */
export type Named = { [Name in keyof typeof KNOWN]?: string | undefined };

/**
 * Whoever narrows a list to something that is not there is told so, and not that it has nothing. What is another organization's is not
 * there either. Lists ask it where they have found nothing: what has something in it need not be looked for.
 *
 * @param within What stands before the names, where they are no parameters: `query.`.
 * @throws Problem `not_found` that says what, and where it was named
 */
export const requireNamed = async (
  { store }: { store: Store },
  reader: FeedbackReader,
  named: Named,
  within = "",
): Promise<void> => {
  for (const [name, { what, isThere }] of Object.entries<Known>(KNOWN)) {
    const id = named[name as keyof Named];
    if (id === undefined || !ID_PATTERN.test(id) || (await isThere(store, reader, id))) continue;
    throw new Problem("not_found", { what, path: `${within}${name === "loggedApp" ? "app" : name}` });
  }
};

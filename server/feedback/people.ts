import { type NumberedPage, readNumberedPage, type WantedPage } from "../paging.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { NamedPerson } from "../store/customer-rows.ts";
import type { StoredCustomer } from "../store/customers.ts";

/** One page of the people who gave feedback or were added, the newest first. @throws Problem `invalid_query` */
export const listPeople = (
  { store: { customers } }: Pick<Services, "store">,
  actor: Actor,
  page: WantedPage,
): Promise<NumberedPage<StoredCustomer>> =>
  readNumberedPage(actor, page, {
    count: () => customers.count(actor),
    idAt: (place) => customers.idAt(actor, place),
    read: ({ limit, after }) => customers.list(actor, { limit, before: after, appId: undefined, search: undefined }),
  });

/** One of them. @param what They are called there. @throws Problem `not_found` */
export const findPerson = async (
  { store }: Pick<Services, "store">,
  actor: Actor,
  id: string,
  what: string,
): Promise<StoredCustomer> => {
  const found = await store.customers.find(actor, id);
  if (!found) throw new Problem("not_found", { what });
  return found;
};

/** Adds a person to an app; whoever is known by the address already stays who they are, and is called as it is said now. */
export const addPerson = async (
  services: Services,
  actor: Actor,
  appId: string,
  person: NamedPerson,
): Promise<{ person: StoredCustomer; isNew: boolean }> => {
  for (;;) {
    const { id, isNew } = await services.store.customers.add(actor, appId, person, notedFor(services, actor));
    const found = await services.store.customers.find(actor, id);
    if (found) return { person: found, isNew }; // otherwise they were erased between the two
  }
};

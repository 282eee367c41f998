import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import type { Policy, Services } from "../services.ts";
import { type Actor, actorOf } from "./access.ts";

/** What the ids of a query can name, and how it is found out whether it is the asker's. */
const NAMED: Record<string, (store: Services["store"], actor: Actor, id: string) => Promise<unknown>> = {
  app: (store, actor, id) => store.apps.find(actor, id),
  key: (store, actor, id) => store.keys.get(actor, id),
  customer: (store, actor, id) => store.customers.find(actor, id),
  assignee: (store, { organizationId }, id) => store.members.find(organizationId, id),
};

/** An id in a query that names nothing of the asker's is 404, as it would be in a path: an empty list would say that there is such a thing. */
export const ownQuery =
  ({ store }: Pick<Services, "store">): Policy =>
  async (context, next) => {
    if (context.get("key") ?? context.get("signedIn"))
      for (const [what, find] of Object.entries(NAMED)) {
        const id = context.req.query(what);
        if (id !== undefined && ID_PATTERN.test(id) && !(await find(store, actorOf(context), id)))
          throw new Problem("not_found", { what: what === "assignee" ? "member" : what });
      }
    await next();
  };

import {
  type CustomerAnswer,
  customerListSchema,
  customerQuerySchema,
  customerSchema,
  erasedSchema,
  eraseQuerySchema,
} from "../../shared/contract/customer.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { findPerson } from "../feedback/people.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { access, actorOf, notedFor } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import type { StoredCustomer } from "../store/customers.ts";
import { deleteFilesNow } from "../uploads/sweep-files.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const answerOf = ({ id, appId, sub, name, email, feedbackCount, ...at }: StoredCustomer): CustomerAnswer => ({
  id,
  app: appId,
  sub,
  name,
  email,
  feedbackCount,
  firstSeenAt: new Date(at.firstSeenAt).toISOString(),
  lastSeenAt: time(at.lastSeenAt),
  addedAt: time(at.addedAt),
});

export const customerRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.customers,
    tag: "Customers",
    summary: "List the people who gave feedback, or were added, the newest first",
    description:
      "A person is known by what a user token vouches for, or by the e-mail address they typed; in each app anew.",
    auth: "reader",
    query: customerQuerySchema,
    answers: { 200: { description: "One page.", schema: customerListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const { app, q, ...asked } = parseQuery(context, customerQuerySchema);
      const { data, nextCursor } = await readPage(actorOf(context), asked, ({ limit, after }) =>
        services.store.customers.list(actorOf(context), { limit, before: after, appId: app, search: q }),
      );
      if (data.length === 0) await requireNamed(services, actorOf(context), { app });
      return context.json({ data: data.map(answerOf), nextCursor });
    },
  },
  {
    method: "GET",
    path: ROUTES.customer,
    tag: "Customers",
    summary: "Get one of them",
    auth: "reader",
    answers: { 200: { description: "The customer.", schema: customerSchema } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const id = context.req.param("id") ?? "";
      return context.json(answerOf(await findPerson(services, actorOf(context), id, "customer")));
    },
  },
  {
    method: "DELETE",
    path: ROUTES.customer,
    tag: "Customers",
    summary: "Erase a person",
    description:
      "With `erase=true`: all they ever sent, its pictures and files, the replies, the search, and what webhooks were told of it here. The answer counts what went; nothing brings it back.",
    auth: "reader",
    query: eraseQuerySchema,
    answers: { 200: { description: "What went.", schema: erasedSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "feedback:delete", "erasePeople")],
    async handle(context) {
      parseQuery(context, eraseQuerySchema);
      const id = context.req.param("id") ?? "";
      const erased = await services.store.customers.erase(actorOf(context), id, notedFor(services, actorOf(context)));
      if (!erased) throw new Problem("not_found", { what: "customer" });
      return context.json({ erased, filesDeleted: await deleteFilesNow(services) });
    },
  },
];

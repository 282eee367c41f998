import { LIMITS } from "../../shared/contract/limits.ts";
import { pageQuerySchema } from "../../shared/contract/page-query.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { changedViewSchema, newViewSchema, type View, viewListSchema, viewSchema } from "../../shared/contract/view.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { actorOf, notedFor } from "../policy/access.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { requireRight, session } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { StoredView, ViewReader } from "../store/views.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

const answerOf = ({ id, name, query, isShared, memberId, createdAt, updatedAt }: StoredView): View => ({
  id,
  name,
  query,
  shared: isShared,
  owner: memberId,
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString(),
});

const readerOf = (context: PolicyContext): ViewReader => {
  const { organization, member } = context.get("signedIn");
  return { organizationId: organization.id, memberId: member.id };
};

/** One's own, or a shared one for who may change what is everybody's. @throws Problem `not_found`, `insufficient_scope` */
const findToChange = async ({ store }: Services, context: PolicyContext): Promise<StoredView> => {
  const { member } = context.get("signedIn");
  const view = await store.views.find(readerOf(context), context.req.param("id") ?? "");
  if (!view) throw new Problem("not_found", { what: "view" });
  if (view.memberId !== member.id) requireRight(member, "admin");
  return view;
};

export const viewRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.views,
    tag: "Console",
    summary: "List the views of the inbox, oldest first",
    description: "One's own, and those that are shared.",
    auth: "session",
    query: pageQuerySchema,
    answers: { 200: { description: "One page.", schema: viewListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [session(services, "readInbox")],
    async handle(context) {
      const { data, nextCursor } = await readPage(readerOf(context), parseQuery(context, pageQuerySchema), (page) =>
        services.store.views.list(readerOf(context), page),
      );
      return context.json({ data: data.map(answerOf), nextCursor });
    },
  },
  {
    method: "POST",
    path: ROUTES.views,
    tag: "Console",
    summary: "Keep a view of the inbox",
    description: "Its query is what a list of feedback takes. Sharing it needs the right `triager`.",
    auth: "session",
    body: newViewSchema,
    example: { name: "Open problems", query: { status: "new,triaged", category: "problem" } },
    answers: { 201: { description: "The view.", schema: viewSchema } },
    errors: [...REFUSED_BODY, "not_found", "conflict"],
    policies: [session(services, "readInbox")],
    async handle(context) {
      const { name, query, shared } = await parseBody(context, newViewSchema, LIMITS.managementBodyBytes);
      if (shared) requireRight(context.get("signedIn").member, "triager");
      await requireNamed(services, actorOf(context), query, "query.");
      const at = services.clock.now();
      const id = services.makeId();
      const view = { id, ...readerOf(context), name, query, isShared: shared, createdAt: at, updatedAt: at };
      if (!(await services.store.views.add(view, LIMITS.viewsPerMember, notedFor(services, actorOf(context)))))
        throw new Problem("conflict", {
          reason: `You have ${LIMITS.viewsPerMember} views, the most there can be. Delete one first.`,
        });
      return context.json(answerOf(view), 201);
    },
  },
  {
    method: "PATCH",
    path: ROUTES.view,
    tag: "Console",
    summary: "Change a view",
    description: "One's own; a shared one of somebody else with the right `admin`.",
    auth: "session",
    body: changedViewSchema,
    example: { name: "Open problems of the shop" },
    answers: { 200: { description: "The view as it is now.", schema: viewSchema } },
    errors: [...REFUSED_BODY, "not_found"],
    policies: [session(services, "readInbox")],
    async handle(context) {
      const { name, query, shared } = await parseBody(context, changedViewSchema, LIMITS.managementBodyBytes);
      const view = await findToChange(services, context);
      // Also where it is shared already: who shared it may have been lowered since.
      if (shared ?? view.isShared) requireRight(context.get("signedIn").member, "triager");
      await requireNamed(services, actorOf(context), query ?? {}, "query.");
      const noted = notedFor(services, actorOf(context));
      const at = services.clock.now();
      const changes = { name, query, isShared: shared };
      if (!(await services.store.views.update(view, changes, at, noted)))
        throw new Problem("not_found", { what: "view" });
      const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      return context.json(answerOf({ ...view, ...named, updatedAt: at }));
    },
  },
  {
    method: "DELETE",
    path: ROUTES.view,
    tag: "Console",
    summary: "Delete a view",
    auth: "session",
    answers: { 204: { description: "It is gone; what it showed is untouched." } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [session(services, "readInbox")],
    async handle(context) {
      const view = await findToChange(services, context);
      await services.store.views.remove(view, notedFor(services, actorOf(context)));
      return context.body(null, 204);
    },
  },
];

import { ROUTES } from "../../shared/contract/routes.ts";
import { openSessionsSchema } from "../../shared/contract/session.ts";
import { session } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_SESSION } from "./refused.ts";

const when = (at: number): string => new Date(at).toISOString();

/** Where a member is signed in: their own sessions, and nobody else's. */
export const openSessionRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.sessions,
    tag: "Console",
    summary: "List where one is signed in, the newest first",
    auth: "session",
    answers: { 200: { description: "All of one's own.", schema: openSessionsSchema } },
    errors: REFUSED_SESSION,
    policies: [session(services)],
    async handle(context) {
      const { member, session: current } = context.get("signedIn");
      const all = await services.store.sessions.list(member.id, services.clock.now());
      return context.json({
        data: all.map(({ id, agent, createdAt, lastUsedAt, expiresAt }) => ({
          id,
          agent,
          isCurrent: id === current.id,
          createdAt: when(createdAt),
          lastUsedAt: when(lastUsedAt),
          expiresAt: when(expiresAt),
        })),
      });
    },
  },
  {
    method: "DELETE",
    path: ROUTES.sessions,
    tag: "Console",
    summary: "Sign out everywhere else",
    auth: "session",
    answers: { 204: { description: "Only this session is left." } },
    errors: REFUSED_SESSION,
    policies: [session(services)],
    async handle(context) {
      const { member, session: current } = context.get("signedIn");
      await services.store.sessions.endOthers(member.id, current.id);
      return context.body(null, 204);
    },
  },
  {
    method: "DELETE",
    path: ROUTES.sessionOne,
    tag: "Console",
    summary: "Sign out in one place",
    auth: "session",
    answers: { 204: { description: "Signed out there." } },
    errors: [...REFUSED_SESSION, "not_found"],
    policies: [session(services)],
    async handle(context) {
      const { member } = context.get("signedIn");
      if (!(await services.store.sessions.endOne(member.id, context.req.param("id") ?? "")))
        throw new Problem("not_found", { what: "session" });
      return context.body(null, 204);
    },
  },
];

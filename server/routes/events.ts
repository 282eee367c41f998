import { EVENT_TYPES } from "../../shared/contract/enumerations.ts";
import type { ErrorCode } from "../../shared/contract/errors.ts";
import { liveQuerySchema } from "../../shared/contract/live.ts";
import { mayDo } from "../../shared/contract/may-do.ts";
import { HEADERS, ID_PATTERN, ROUTES } from "../../shared/contract/routes.ts";
import { timeOfId } from "../ids.ts";
import { access, actorOf } from "../policy/access.ts";
import { apiKey, requireScope } from "../policy/api-key.ts";
import { parseQuery } from "../policy/parsed.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { STAYS_OPEN } from "../socket/admission.ts";
import type { LoggedEvent } from "../store/event-log.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const HEAD = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  Connection: "close", //           what stops must not wait for a connection that nobody will use again
  "X-Accel-Buffering": "no", //     proxies that gather what they pass on would keep it back
};

const TOLD: readonly string[] = EVENT_TYPES;

/**
 * A key hears of the feedback of its app, a member of the organization's, and of keys and webhooks who may manage those: now, and not
 * only when the stream was opened.
 */
const wanted = (context: PolicyContext): ((event: LoggedEvent) => boolean) => {
  const { organizationId, appId } = actorOf(context);
  const mayManage = (): boolean => appId === null && mayDo(context.get("signedIn").member.right, "manageKeys");
  return (event) =>
    event.organizationId === organizationId &&
    TOLD.includes(event.type) &&
    (appId === null || event.appId === appId) &&
    (event.feedbackId !== null || event.type === "reply.created" || mayManage());
};

/** Asks the same of the request that it was asked when it came, but takes nothing from its rate. */
const refusalOf = (services: Services, context: PolicyContext): (() => Promise<ErrorCode | undefined>) => {
  const scope = requireScope("feedback:read");
  const askKey = (): Promise<unknown> =>
    Promise.resolve(apiKey(services)(context, async () => void (await scope(context, async () => {}))));
  const ask = context.get("key") ? askKey : context.get("askAgain");
  return async () => {
    try {
      await ask?.();
      return undefined;
    } catch (error) {
      if (error instanceof Problem) return error.code;
      throw error;
    }
  };
};

/** What a client brings back of where it was. Anything else is no place, and it hears what happens from now on. */
const placeOf = (context: PolicyContext, since: string | undefined): number | undefined => {
  const last = context.req.header(HEADERS.lastEventId) ?? "";
  if (ID_PATTERN.test(last)) return timeOfId(last);
  return since === undefined ? undefined : Date.parse(since);
};

type Outgoing = { emit(event: string): unknown; once(event: "close", listener: () => void): unknown };

export const eventRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.events,
    tag: "Feedback",
    summary: "Hear what happens, as it happens",
    description:
      "Server-sent events, each named by its type, with `{ type, subject, feedback, app, at }` as its data and nothing of what anybody wrote. A key hears the feedback of its app, a member all of the organization. `missed` says that more happened than is told one by one: read the list again. `ended` comes last, with the `code` of why the session or key does not count any more. A comment comes every 15 seconds.",
    auth: "reader",
    query: liveQuerySchema,
    headers: {
      [HEADERS.lastEventId]:
        "The id that was heard last, as browsers send it by themselves: what has happened since is told first, some of it perhaps again.",
    },
    answers: { 200: { description: "Events, until one side ends it.", mediaTypes: ["text/event-stream"] } },
    errors: [...REFUSED_ACCESS, "invalid_query"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const { since } = parseQuery(context, liveQuerySchema);
      if (context.req.method === "HEAD") return context.body(null, 200, HEAD);
      const { body, end } = await services.eventStreams.open({
        holder: actorOf(context).name,
        wants: wanted(context),
        refusal: refusalOf(services, context),
        since: placeOf(context, since),
      });
      const { outgoing } = (context.env ?? {}) as { outgoing?: Outgoing };
      outgoing?.once("close", end); // also where it closes before anybody has begun to read
      outgoing?.emit(STAYS_OPEN);
      return context.body(body, 200, HEAD);
    },
  },
];

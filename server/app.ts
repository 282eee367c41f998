import { type Context, Hono } from "hono";
import { ROUTES } from "../shared/contract/routes.ts";
import { asWrongField, baseOf, routesAt, speaks } from "./dialects/dialect.ts";
import { DIALECTS } from "./dialects/index.ts";
import { openApiDocument } from "./openapi.ts";
import { addPages } from "./pages.ts";
import { address } from "./policy/address.ts";
import { cors } from "./policy/cors.ts";
import { countUsage } from "./policy/count-usage.ts";
import { headerLimit } from "./policy/header-limit.ts";
import { loadShedding } from "./policy/load-shedding.ts";
import { measure } from "./policy/measure.ts";
import { pathIds } from "./policy/path-ids.ts";
import { plainPath } from "./policy/plain-path.ts";
import { takeQueryKeys } from "./policy/presented-key.ts";
import { addressRateLimit, rateHeaders } from "./policy/rate-limit.ts";
import { requestId } from "./policy/request-id.ts";
import { requestLog } from "./policy/request-log.ts";
import { securityHeaders } from "./policy/security-headers.ts";
import { Problem, writeProblem } from "./problems.ts";
import type { Route } from "./route.ts";
import { appRoutes } from "./routes/apps.ts";
import { attachmentRoutes } from "./routes/attachments.ts";
import { auditRoutes } from "./routes/audit.ts";
import { configRoutes } from "./routes/config.ts";
import { connectCodeRoutes } from "./routes/connect-codes.ts";
import { conversationRoutes } from "./routes/conversations.ts";
import { customerRoutes } from "./routes/customers.ts";
import { eventRoutes } from "./routes/events.ts";
import { exportRoutes } from "./routes/export.ts";
import { feedbackRoutes } from "./routes/feedback.ts";
import { feedbackWorkRoutes } from "./routes/feedback-work.ts";
import { healthRoutes } from "./routes/health.ts";
import { imageRoutes } from "./routes/images.ts";
import { invitationRoutes } from "./routes/invitations.ts";
import { keyRoutes } from "./routes/keys.ts";
import { mcpRoutes } from "./routes/mcp.ts";
import { memberRoutes } from "./routes/members.ts";
import { oidcRoutes } from "./routes/oidc.ts";
import { openSessionRoutes } from "./routes/open-sessions.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { replyRoutes } from "./routes/replies.ts";
import { screenshotRoutes } from "./routes/screenshot.ts";
import { sessionRoutes } from "./routes/session.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signingSecretRoutes } from "./routes/signing-secrets.ts";
import { similarRoutes } from "./routes/similar.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { usageRoutes } from "./routes/usage.ts";
import { viewRoutes } from "./routes/views.ts";
import { webhookDeliveryRoutes } from "./routes/webhook-deliveries.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import type { Services, Variables } from "./services.ts";
import { StoreUnavailableError } from "./store/engine.ts";
import type { KeyInUse } from "./store/keys.ts";

export type AppOptions = {
  version: string;
  publicUrl: () => string;
  /** Where the built pages are; without it only the API is served. */
  pagesFolder?: string | undefined;
  demoKey?: (() => Promise<string | undefined>) | undefined;
};

/** Every route of the API, a resource a line. */
const routesOf = (services: Services): Route[] => [
  ...healthRoutes(services),
  ...feedbackRoutes(services),
  ...screenshotRoutes(services),
  ...similarRoutes(services),
  ...uploadRoutes(services),
  ...attachmentRoutes(services),
  ...imageRoutes(services),
  ...feedbackWorkRoutes(services),
  ...replyRoutes(services),
  ...viewRoutes(services),
  ...conversationRoutes(services),
  ...eventRoutes(services),
  ...exportRoutes(services),
  ...customerRoutes(services),
  ...auditRoutes(services),
  ...configRoutes(services),
  ...sessionRoutes(services),
  ...signInRoutes(services),
  ...openSessionRoutes(services),
  ...passkeyRoutes(services),
  ...oidcRoutes(services),
  ...signingSecretRoutes(services),
  ...tokenRoutes(services),
  ...appRoutes(services),
  ...keyRoutes(services),
  ...connectCodeRoutes(services),
  ...memberRoutes(services),
  ...invitationRoutes(services),
  ...usageRoutes(services),
  ...webhookRoutes(services),
  ...webhookDeliveryRoutes(services),
];

/** Puts the routes on their paths. A known path with another method says which it takes. */
const addRoutes = (app: Hono<{ Variables: Variables }>, routes: Route[]): void => {
  const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");
  for (const { method, path, policies, handle } of routes)
    app.on(method, [honoPath(path)], ...policies, pathIds(), handle);
  for (const [path, those] of Map.groupBy(routes, (route) => route.path))
    app.all(honoPath(path), () => {
      throw new Problem("method_not_allowed", { allow: those.map(({ method }) => method) });
    });
};

/**
 * A store that is away for now is not our fault, and worth another try. Nor is it that somebody deletes an app while one of its keys is
 * at work.
 */
const problemOf = async (error: Error, { store }: Services, key: KeyInUse | undefined): Promise<Problem> => {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailableError) return new Problem("unavailable", { retryAfter: 5 });
  const reader = key && { organizationId: key.app.organizationId, appId: key.appId };
  const isAppThere = !reader || (await store.apps.find(reader, key.appId).catch(() => key)) !== undefined;
  return isAppThere ? new Problem("internal_error") : new Problem("unknown_app");
};

/** A refusal as its reader knows it: in the words of a dialect, or in our own. */
const write = (context: Context<{ Variables: Variables }>, problem: Problem): Response => {
  const dialect = context.get("dialect");
  return dialect ? dialect.writeProblem(context, asWrongField(problem)) : writeProblem(context, problem);
};

/** The whole server without its socket: what happens to a request, in order, from cheap to dear. */
export const createApp = (services: Services, options: AppOptions): Hono<{ Variables: Variables }> => {
  const app = new Hono<{ Variables: Variables }>();
  const api = routesOf(services);
  const routes = [...api, ...mcpRoutes(services, api, options.version)];
  const guarded = ["/v1/*", "/as/*", ROUTES.mcp];

  app.use(requestId()); //                   first, so that every answer and log line has it
  app.use(speaks(DIALECTS)); //              before any key is read
  app.use(takeQueryKeys(services)); //       out of the address, before anything logs it
  app.use(requestLog(services));
  app.use(measure(services));
  app.use(securityHeaders());
  app.use(address(services));
  app.on("ALL", guarded, rateHeaders(services)); // on every answer, of whichever bucket was asked last
  app.on("ALL", ["/v1/*", "/as/*"], cors()); //     before anything can refuse; answers preflights
  app.on("ALL", guarded, headerLimit());
  app.on("ALL", guarded, loadShedding()); //        before anything is read or looked up
  app.on("ALL", guarded, countUsage(services)); //  of every request that comes with a key, refused ones too
  app.on("ALL", guarded, addressRateLimit(services));
  app.on("ALL", guarded, plainPath());
  addRoutes(app, routes); //                 each: body limit, key, scope, origin, rate, then its own work

  app.get(ROUTES.openapi, (context) =>
    context.json(openApiDocument(routes, { version: options.version, serverUrl: options.publicUrl() })),
  );
  for (const dialect of DIALECTS) {
    const theirs = routesAt(dialect, services);
    addRoutes(app, theirs);
    if (!dialect.document) continue;
    const { document } = dialect;
    app.get(`${baseOf(dialect)}${ROUTES.openapi}`, (context) =>
      context.json(
        openApiDocument(
          dialect.routes(services),
          { version: options.version, serverUrl: options.publicUrl() + baseOf(dialect) },
          document,
        ),
      ),
    );
  }
  if (options.pagesFolder) addPages(app, options.pagesFolder, options.demoKey);

  app.notFound((context) => {
    context.header("Access-Control-Allow-Origin", "*"); // a page that mistyped the address can read that it did
    return write(context, new Problem("not_found", { what: "address" }));
  });
  app.onError(async (error, context) => {
    const problem = await problemOf(error, services, context.get("key"));
    services.metrics.refusal(problem.code);
    if (error instanceof Problem) return write(context, error);
    services.log.error("a request failed", { requestId: context.get("requestId"), error: error.message });
    return write(context, problem);
  });
  return app;
};

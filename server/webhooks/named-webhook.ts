import { actorOf } from "../policy/access.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { StoredWebhook } from "../store/webhooks.ts";
import { findWebhook } from "./webhook-management.ts";

/**
 * The webhook that a request's path names, once it is clear that the actor may know of it.
 *
 * @throws Problem `not_found`, whether there is no such webhook or it is somebody else's.
 */
export const namedWebhook = (services: Services, context: PolicyContext): Promise<StoredWebhook> =>
  findWebhook(services, actorOf(context), context.req.param("id") ?? "");

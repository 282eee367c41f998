import { actorOf } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { StoredWebhook } from "../store/webhooks.ts";

/**
 * The webhook that a request's path names, once it is clear that the actor may know of it.
 *
 * @throws Problem `not_found`, whether there is no such webhook or it is somebody else's.
 */
export const namedWebhook = async ({ store }: Services, context: PolicyContext): Promise<StoredWebhook> => {
  const webhook = await store.webhooks.find(actorOf(context), context.req.param("id") ?? "");
  if (!webhook) throw new Problem("not_found", { what: "webhook" });
  return webhook;
};

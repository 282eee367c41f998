import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { AppRecord } from "../store/apps.ts";
import type { Actor } from "./access.ts";

/**
 * The app that a request names, once it is clear that the actor may know of it.
 *
 * @throws Problem `not_found`, whether there is no such app or it is somebody else's.
 */
export const namedApp = async ({ store }: Services, actor: Actor, id: string): Promise<AppRecord> => {
  const app = await store.apps.find(actor, id);
  if (!app) throw new Problem("not_found", { what: "app" });
  return app;
};

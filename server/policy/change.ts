import type { PolicyContext, Services } from "../services.ts";
import type { Change } from "../store/audit.ts";
import { actorOf } from "./access.ts";

/** Who changes something with this request, for the log. */
export const changeOf = (context: PolicyContext, { clock, makeId }: Services): Change => ({
  at: clock.now(),
  actor: actorOf(context).name,
  makeId,
});

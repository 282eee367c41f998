import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

/** For what is one sender's alone: only of an app in private mode is it known who asks. */
export const privateMode = (): Policy => async (context, next) => {
  if (context.get("key").app.mode !== "private") throw new Problem("public_disabled", { mode: "public" });
  await next();
};

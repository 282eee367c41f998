import { Problem } from "../problems.ts";
import type { Policy, Services } from "../services.ts";

/** Counts every request that came with a key of ours, done or refused. One whose key is not known counts for nobody. */
export const countUsage =
  ({ usage, clock }: Services): Policy =>
  async (context, next) => {
    await next();
    const key = context.get("key");
    if (!key) return;
    const { error } = context;
    const outcome =
      error === undefined
        ? "done"
        : error instanceof Problem
          ? error.code
          : context.res.status === 503
            ? "unavailable"
            : "internal_error";
    usage.count({ appId: key.appId, keyId: key.id, at: clock.now(), outcome, events: context.get("trackedEvents") });
  };

import { Problem } from "../problems.ts";
import type { Policy, Services } from "../services.ts";
import { comesFromElsewhere } from "./session.ts";

/** Only the console's own pages, and programs, may sign somebody in: else another site could sign its visitors in as itself. */
export const ownPages =
  ({ publicUrl }: Pick<Services, "publicUrl">): Policy =>
  async (context, next) => {
    if (comesFromElsewhere(context, publicUrl()))
      throw new Problem("origin_not_allowed", {
        origin: context.req.header("Origin") ?? null,
        admittedBy: null,
        isFor: "console",
      });
    await next();
  };

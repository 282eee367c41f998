import type { EarshotError } from "../shared/errors.ts";
import { isWorthRetrying } from "../shared/transport/retry.ts";
import type { Say } from "./text.ts";

/** Why a submission needs its user, in the user's words. What only the server can tell, it tells itself. */
export const reasonOf = (problem: EarshotError, say: Say): string => {
  switch (problem.code) {
    case "storage_full":
      return say("reasonFull");
    case "storage_unavailable":
      return say("reasonStorage");
    case "origin_not_allowed":
    case "public_disabled":
      return say("reasonSite");
    case "missing_authorization":
    case "invalid_authorization":
    case "unknown_app":
    case "insufficient_scope":
    case "owner_role_required":
    case "secret_key_in_browser":
    case "not_found":
      return say("reasonKey");
    case "blocked_by_policy":
      return say("reasonPolicy");
    case "payload_too_large":
      return say("reasonTooLarge");
    case "invalid_image":
      return say("reasonPicture");
    default:
      return isWorthRetrying(problem) ? say("reasonGaveUp") : say("reasonOther", { message: problem.message });
  }
};

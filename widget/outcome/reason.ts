import type { EarshotError } from "../../shared/errors.ts";
import type { Delivery } from "../../shared/transport/delivery.ts";
import { isWorthRetrying } from "../../shared/transport/retry.ts";
import type { Say } from "../text.ts";

/** Why a submission needs its user, in the user's words. What only the server can tell, it tells itself. */
export const reasonOf = (problem: EarshotError, say: Say): string => {
  const { file, path } = (problem.details ?? {}) as { file?: string; path?: string };
  if (file) return say("reasonFile", { name: `\u2068${file}\u2069` });
  if (path) return say("reasonOther", { message: problem.message }); // not the key: something that the submission names
  switch (problem.code) {
    case "storage_full":
      return say("reasonFull");
    case "storage_unavailable":
      return say("reasonStorage");
    case "origin_not_allowed":
      return say("reasonSite");
    case "public_disabled":
      return say("reasonSignedOut");
    case "missing_authorization":
    case "invalid_authorization":
    case "unknown_app":
    case "insufficient_scope":
    case "owner_role_required":
    case "secret_key_in_browser":
    case "not_found":
      return say("reasonKey");
    case "token_expired":
    case "invalid_user_token":
      return say("reasonSignIn");
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

/** What a failure that passes by itself is about, as far as a page can tell such apart. */
const whyOf = ({ details }: EarshotError): unknown => (details as { why?: unknown } | undefined)?.why;

/** Why a submission is not sent yet, and what its user can do about it. */
export const noteOf = ({ problem, leaveOpen }: Extract<Delivery, { state: "saved" }>, say: Say): string => {
  // Whatever the reason is: it must not say that it is safe where it is not.
  if (leaveOpen) return say("savedLeaveOpen");
  if (problem.code !== "network_error")
    return say(problem.code === "unexpected_answer" && (problem.status ?? 500) < 400 ? "savedPortal" : "savedBusy");
  switch (whyOf(problem)) {
    case "offline":
      return say("savedNoNetwork");
    case "blocked":
      return say("savedBlocked");
    case "user-token":
      return say("savedSignIn");
    default:
      return say("savedOffline");
  }
};

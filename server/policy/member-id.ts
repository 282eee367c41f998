import type { PolicyContext } from "../services.ts";

/** The member who is signed in; `undefined` where a key asks. */
export const memberIdOf = (context: PolicyContext): string | undefined =>
  context.get("key") ? undefined : context.get("signedIn")?.member.id;

import { every } from "hono/combine";
import type { Environment } from "../../shared/contract/enumerations.ts";
import type { Deed } from "../../shared/contract/may-do.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import type { Policy, Services, Variables } from "../services.ts";
import type { Noted } from "../store/noted.ts";
import { apiKey, requireScope } from "./api-key.ts";
import { DEED_OF } from "./deed-of.ts";
import { keyRateLimit } from "./rate-limit.ts";
import { session } from "./session.ts";

/** A key with this scope, or a member who is signed in to the console and may do this. */
export const access = (services: Services, scope: keyof typeof DEED_OF, deed: Deed = DEED_OF[scope]): Policy => {
  const byKey: Policy = every(apiKey(services), keyRateLimit(services), requireScope(scope, deed));
  const bySession = session(services, deed);
  return (context, next) =>
    context.req.header(HEADERS.authorization) === undefined && !context.get("queryKey") && !context.get("dialect")
      ? bySession(context, next)
      : byKey(context, next);
};

/** Who is asking, once `access` has let them pass. Every query starts from it, so that nobody sees what is not theirs. */
export type Actor = {
  organizationId: string;
  /** Mostly a key sees its own app only; `null` is a member, who sees all of the organization's, or a key that sees those of its environment. */
  appId: string | null;
  environment?: Environment;
  /** For the audit log: `member 0123…` or `key 0123…`. */
  name: string;
};

/** What the log notes of a change that this actor makes now. */
export const notedFor = ({ clock, makeId }: Pick<Services, "clock" | "makeId">, actor: Actor): Noted => ({
  at: clock.now(),
  actor: actor.name,
  makeId,
  organizationId: actor.organizationId,
});

export const actorOf = (context: { get<K extends keyof Variables>(key: K): Variables[K] | undefined }): Actor => {
  const key = context.get("key");
  if (key) {
    const { organizationId, environment } = key.app;
    const seen =
      context.get("keyProfile")?.reach === "organization" ? { appId: null, environment } : { appId: key.appId };
    return { organizationId, ...seen, name: `key ${key.id}` };
  }
  const signedIn = context.get("signedIn");
  if (!signedIn) throw new Problem("missing_authorization");
  return { organizationId: signedIn.organization.id, appId: null, name: `member ${signedIn.member.id}` };
};

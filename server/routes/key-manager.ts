import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { KeyManager } from "../keys/key-management.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { actorOf } from "../policy/access.ts";
import type { PolicyContext } from "../services.ts";

/** What a key may really do: what both it and its kind have, whoever made it. */
const scopesInForce = ({ scopes }: { scopes: KeyScope[] }, profile: KeyProfile): KeyScope[] =>
  scopes.filter((scope) => profile.scopes.includes(scope));

/** A member may give any scope; a key hands on no more than it has, and what it makes belongs to its own owner. */
export const keyManagerOf = (context: PolicyContext): KeyManager => {
  const key = context.get("key") as PolicyContext["var"]["key"] | undefined;
  const owner = key
    ? { ownerId: key.ownerId, scopes: scopesInForce(key, context.get("keyProfile")), expiresAt: key.expiresAt }
    : { ownerId: context.get("signedIn").member.id, scopes: null, expiresAt: null };
  return { ...actorOf(context), ...owner };
};

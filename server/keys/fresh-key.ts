import { randomBytes } from "node:crypto";
import type { Actor } from "../policy/access.ts";
import type { Services } from "../services.ts";
import type { NewKey } from "../store/keys.ts";
import type { KeyProfile } from "./key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText } from "./key-text.ts";

/** What makes a key that key: all else of it follows from its kind and the moment. */
type KeyFacts = Pick<
  NewKey,
  "appId" | "ownerId" | "name" | "scopes" | "allowedOrigins" | "limits" | "expiresAt" | "role" | "description"
>;

/** A key that nobody has yet, to be stored, with the only copy of its text. @param random 32 bytes. */
export const freshKey = (
  { clock, makeId }: Pick<Services, "clock" | "makeId">,
  profile: KeyProfile,
  facts: KeyFacts,
  random: Buffer = randomBytes(32),
): { key: NewKey; text: string } => {
  const text = makeKeyText(profile, random);
  const key = {
    ...facts,
    id: makeId(),
    kind: profile.kind,
    hash: hashOfSecret(text),
    hint: hintOfKeyText(text, profile),
    createdAt: clock.now(),
  };
  return { key, text };
};

/** What binds a sealed text to its key. */
export const purposeOfKey = (id: string): string => `key ${id}`;

/** A fresh key with what its kind keeps besides: its text, and that it is the only one. */
export const freshKeyOfKind = (
  services: Pick<Services, "clock" | "makeId" | "vault">,
  { organizationId }: Pick<Actor, "organizationId">,
  profile: KeyProfile,
  facts: KeyFacts,
): { key: NewKey; text: string } => {
  const { key, text } = freshKey(services, profile, facts);
  const sealed = profile.isShownAgain ? services.vault.seal(text, purposeOfKey(key.id)) : null;
  return { key: { ...key, sealed, sole: profile.isSole ? `${organizationId} ${profile.kind}` : null }, text };
};

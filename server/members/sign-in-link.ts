import { randomBytes } from "node:crypto";
import { hashOfSecret } from "../keys/key-text.ts";
import type { Services } from "../services.ts";

const LINK_MS = 24 * 3_600_000;

/** The token of a link that signs a member in to the console once, within 24 hours. It belongs into a fragment, which no server sees. */
export const makeSignInToken = async (
  { store, clock }: Pick<Services, "store" | "clock">,
  memberId: string,
): Promise<string> => {
  const token = randomBytes(32).toString("base64url");
  await store.sessions.addLink({ hash: hashOfSecret(token), memberId, expiresAt: clock.now() + LINK_MS });
  return token;
};

/** The address that the token opens the console with. */
export const signInLink = (url: string, token: string): string => `${url}/#sign-in=${token}`;

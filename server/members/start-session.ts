import { randomBytes } from "node:crypto";
import { setCookie } from "hono/cookie";
import type { Session } from "../../shared/contract/session.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { sessionCookie } from "../policy/session.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { NewSession, SignedIn } from "../store/sessions.ts";
import { browserName } from "./browser-name.ts";

const SESSION_SECONDS = 30 * 24 * 3_600;

export const sessionAnswer = ({ member, organization, expiresAt }: SignedIn): Session => ({
  member: { id: member.id, name: member.name, role: member.role, right: member.right, email: member.email },
  organization,
  expiresAt: new Date(expiresAt).toISOString(),
});

/**
 * Signs somebody in, in whichever way they have shown who they are: keeps the session, and sets its cookie.
 *
 * @param keep Puts the session into the store; `false` when they may not have it after all.
 * @returns `undefined` then, and no cookie is set.
 */
export const startSession = async (
  { store, clock, makeId, isHttps }: Services,
  context: PolicyContext,
  keep: (session: NewSession) => Promise<boolean>,
): Promise<SignedIn | undefined> => {
  const token = randomBytes(32).toString("base64url");
  const hash = hashOfSecret(token);
  const createdAt = clock.now();
  const agent = browserName(context.req.header("User-Agent"));
  const kept = await keep({ id: makeId(), hash, createdAt, expiresAt: createdAt + SESSION_SECONDS * 1_000, agent });
  const signedIn = kept ? await store.sessions.find(hash, createdAt) : undefined;
  if (!signedIn) return undefined;
  setCookie(context, sessionCookie(isHttps()), token, {
    httpOnly: true,
    sameSite: "Strict",
    secure: isHttps(),
    path: "/",
    maxAge: SESSION_SECONDS,
  });
  context.header("Cache-Control", "no-store");
  return signedIn;
};

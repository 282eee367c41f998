import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session, SignIn } from "../../shared/contract/session.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Api } from "../api.ts";
import { isSignedOut } from "../explain.ts";

/** Why nobody is signed in: never was, the link was refused, the session ran out, or by the member's own wish. */
export type SignedOutReason = "out" | "link" | "ended" | "left";

export type Opened = { is: "signed-in"; session: Session } | { is: "signed-out"; reason: SignedOutReason };

const isRefusal = (error: unknown): boolean =>
  error instanceof EarshotError && error.status !== undefined && error.status < 500 && error.status !== 429;

/**
 * Finds out who is signed in. A running session wins; only without one is the token of a sign-in link used up.
 *
 * @throws What kept us from finding out: no answer, a busy or broken server. The token is still good then.
 */
export const openSession = async (api: Api, token: string | undefined, signal: AbortSignal): Promise<Opened> => {
  try {
    return { is: "signed-in", session: await api.ask<Session>(ROUTES.session, { signal }) };
  } catch (error) {
    if (!isSignedOut(error)) throw error;
  }
  if (token === undefined) return { is: "signed-out", reason: "out" };
  const body: SignIn = { token };
  try {
    return { is: "signed-in", session: await api.ask<Session>(ROUTES.session, { method: "POST", body, signal }) };
  } catch (error) {
    if (isRefusal(error)) return { is: "signed-out", reason: "link" };
    throw error;
  }
};

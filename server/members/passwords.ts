import type * as z from "zod/mini";
import type { changePasswordSchema, passwordSignInSchema } from "../../shared/contract/password.ts";
import { notedFor } from "../policy/access.ts";
import { countingFailures } from "../policy/failed-sign-ins.ts";
import { Problem } from "../problems.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { SignedIn } from "../store/sessions.ts";
import { hashPassword, isOutdated, isPassword } from "./password-hash.ts";
import { startSession } from "./start-session.ts";
import { requireStrong } from "./weak-password.ts";

/**
 * Signs in with a password. Whether there is somebody with the address, and whether they have a password, is told neither by the answer
 * nor by the time it takes.
 *
 * @throws Problem `invalid_authorization`, `rate_limited`
 */
export const signInByPassword = (
  services: Services,
  context: PolicyContext,
  { email, password }: z.output<typeof passwordSignInSchema>,
): Promise<SignedIn> =>
  countingFailures(services, context, email, async () => {
    const { passwords } = services.store;
    const found = await passwords.findByEmail(email);
    const before = found?.hash ?? undefined;
    const isRight = await isPassword(password, before);
    if (!found || before === undefined || !isRight) throw new Problem("invalid_authorization", { what: "password" });
    const hash = isOutdated(before) ? await hashPassword(password) : before;
    const signedIn = await startSession(services, context, (session) =>
      passwords.signIn(found.memberId, { before, hash }, session),
    );
    if (!signedIn) throw new Problem("invalid_authorization", { what: "password" });
    return signedIn;
  });

const invalid = (path: string, message: string): Problem =>
  new Problem("invalid_body", { issues: [{ path, message }] });

/** @throws Problem `invalid_body`, `rate_limited`; `conflict` without an e-mail address, or when it is changed twice at once */
export const changePassword = async (
  services: Services,
  context: PolicyContext,
  { current, next }: z.output<typeof changePasswordSchema>,
): Promise<void> => {
  const { passwords } = services.store;
  const { member, session } = context.get("signedIn");
  const { id, organizationId, email } = member;
  if (email === null)
    throw new Problem("conflict", { reason: "Say your e-mail address first: it is what you sign in by." });
  const before = await passwords.find(id);
  if (before !== undefined)
    await countingFailures(services, context, id, async () => {
      if (current === undefined) throw invalid("current", "is needed: there is a password already");
      if (!(await isPassword(current, before))) throw invalid("current", "is not your password");
    });
  requireStrong(next, member, "next");
  const change = { hash: await hashPassword(next), before, at: services.clock.now(), keptSession: session.id };
  const noted = notedFor(services, { organizationId, appId: null, name: `member ${id}` });
  if (!(await passwords.set(member, change, noted)))
    throw new Problem("conflict", { reason: "The password was changed just now, in another place. Sign in again." });
};

import type * as z from "zod/mini";
import {
  type addPasskeySchema,
  CHALLENGE_SECONDS,
  PASSKEYS_MOST,
  type passkeySignInSchema,
} from "../../shared/contract/passkey.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { Challenge } from "../store/challenges.ts";
import type { PasskeyRecord } from "../store/passkeys.ts";
import type { SignedIn } from "../store/sessions.ts";
import { type RelyingParty, relyingParty } from "./relying-party.ts";
import { startSession } from "./start-session.ts";

/** Heavy, and needed by few requests. */
const library = () => import("@simplewebauthn/server");

/** What every browser and authenticator knows: ES256, EdDSA, RS256. Asking for newer ones makes Node warn that it only tries them. */
const ALGORITHMS = [-7, -8, -257];

const requireParty = (services: Services, context: PolicyContext): RelyingParty => {
  const party = relyingParty(services, context);
  if (!party)
    throw new Problem("conflict", {
      reason: "Browsers have no passkeys for this address. Set EARSHOT_URL to an https address with a name.",
    });
  return party;
};

/** Keeps a challenge that was given out, and tells whether one that comes back is it, once. */
const challenges = ({ store, clock }: Services, purpose: Challenge["purpose"], memberId: string | null) => {
  const as = (challenge: string) => ({ hash: hashOfSecret(challenge), purpose, memberId });
  return {
    keep: (challenge: string) =>
      store.challenges.add({ ...as(challenge), expiresAt: clock.now() + CHALLENGE_SECONDS * 1_000 }),
    take: (challenge: string) => store.challenges.take(as(challenge), clock.now()),
  };
};

export const registrationOptions = async (services: Services, context: PolicyContext) => {
  const { member, organization } = context.get("signedIn");
  const { id: rpID } = requireParty(services, context);
  const { generateRegistrationOptions } = await library();
  const theirs = await services.store.passkeys.list(member.id);
  const options = await generateRegistrationOptions({
    rpName: `Earshot, ${organization.name}`,
    rpID,
    userID: Uint8Array.from(Buffer.from(member.id, "hex")),
    userName: member.email ?? member.name,
    userDisplayName: member.name,
    timeout: CHALLENGE_SECONDS * 1_000,
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: theirs.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await challenges(services, "passkey.register", member.id).keep(options.challenge);
  return options;
};

/** @throws Problem `invalid_body` for an answer that is none to our challenge; `conflict` */
export const addPasskey = async (
  services: Services,
  context: PolicyContext,
  { name, response }: z.output<typeof addPasskeySchema>,
): Promise<PasskeyRecord> => {
  const { store, clock, makeId } = services;
  const { member } = context.get("signedIn");
  const { id: expectedRPID, origin: expectedOrigin } = requireParty(services, context);
  if ((await store.passkeys.list(member.id)).length >= PASSKEYS_MOST)
    throw new Problem("conflict", { reason: `You have ${PASSKEYS_MOST} passkeys. Remove one you no longer use.` });
  const { verifyRegistrationResponse } = await library();
  const { take } = challenges(services, "passkey.register", member.id);
  const verified = await verifyRegistrationResponse({
    response: { ...response, response: response.response, clientExtensionResults: {} } as Parameters<
      typeof verifyRegistrationResponse
    >[0]["response"],
    expectedChallenge: take,
    expectedOrigin,
    expectedRPID,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined);
  if (!verified?.verified)
    throw new Problem("invalid_body", {
      issues: [{ path: "response", message: "is no answer to a challenge of the last five minutes: try again" }],
    });
  const { credential } = verified.registrationInfo;
  const passkey = {
    id: makeId(),
    memberId: member.id,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: response.response.transports ?? [],
    name,
    createdAt: clock.now(),
  };
  const noted = notedFor(services, { organizationId: member.organizationId, appId: null, name: `member ${member.id}` });
  if (!(await store.passkeys.add(passkey, noted)))
    throw new Problem("conflict", { reason: "This passkey is in use here already." });
  return { ...passkey, lastUsedAt: null };
};

export const signInOptions = async (services: Services, context: PolicyContext) => {
  const { id: rpID } = requireParty(services, context);
  const { generateAuthenticationOptions } = await library();
  const timeout = CHALLENGE_SECONDS * 1_000;
  const options = await generateAuthenticationOptions({ rpID, userVerification: "required", timeout });
  await challenges(services, "passkey.sign-in", null).keep(options.challenge);
  return options;
};

/** @throws Problem `invalid_authorization`, whatever is wrong with it; `conflict` */
export const signInByPasskey = async (
  services: Services,
  context: PolicyContext,
  { response }: z.output<typeof passkeySignInSchema>,
): Promise<SignedIn> => {
  const { store, clock } = services;
  const { id: expectedRPID, origin: expectedOrigin } = requireParty(services, context);
  const refused = () => new Problem("invalid_authorization", { what: "passkey" });
  const passkey = await store.passkeys.findByCredential(response.id);
  const { userHandle } = response.response;
  if (!passkey) throw refused();
  if (userHandle && Buffer.from(userHandle, "base64url").toString("hex") !== passkey.memberId) throw refused();
  const { verifyAuthenticationResponse } = await library();
  const { take } = challenges(services, "passkey.sign-in", null);
  const verified = await verifyAuthenticationResponse({
    response: { ...response, response: response.response, clientExtensionResults: {} } as Parameters<
      typeof verifyAuthenticationResponse
    >[0]["response"],
    expectedChallenge: take,
    expectedOrigin,
    expectedRPID,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) throw refused();
  const used = { counter: verified.authenticationInfo.newCounter, at: clock.now() };
  const signedIn = await startSession(services, context, (session) => store.passkeys.signIn(passkey, used, session));
  if (!signedIn) throw refused();
  return signedIn;
};

import { randomBytes } from "node:crypto";
import { hashOfSecret } from "../server/keys/key-text.ts";
import type { Right } from "../shared/contract/may-do.ts";
import type { Stub } from "./start.ts";

/** The cookie of a session that a member has, however they got it. */
export const sessionOf = async ({ services: { store, clock, makeId } }: Stub, memberId: string): Promise<string> => {
  const token = randomBytes(32).toString("base64url");
  const createdAt = clock.now();
  const expiresAt = createdAt + 30 * 24 * 3_600_000;
  await store.sessions.add(memberId, {
    id: makeId(),
    hash: hashOfSecret(token),
    createdAt,
    expiresAt,
    agent: null,
  });
  return `earshot_session=${token}`;
};

/** One more member of the stub's organization, who may do this much, and asks as such: `ask(path, { ...member.as })`. */
export const addMember = async (
  stub: Stub,
  right: Right,
  name = `A ${right}`,
  email: string | null = null,
): Promise<{ id: string; as: { key: null; headers: { Cookie: string } } }> => {
  const { store, clock, makeId } = stub.services;
  const owner = await store.organizations.firstOwner();
  const id = makeId();
  const organizationId = owner?.organizationId ?? "";
  await store.members.add({
    id,
    organizationId,
    name,
    role: "product",
    right,
    email,
    isEmailVouched: email !== null,
    createdAt: clock.now(),
  });
  return { id, as: { key: null, headers: { Cookie: await sessionOf(stub, id) } } };
};

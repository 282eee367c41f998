import { keyProfile } from "../server/keys/key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText } from "../server/keys/key-text.ts";
import { SCOPES, type Scope } from "../shared/contract/enumerations.ts";
import type { Stub } from "./start.ts";

/** The cookie of a member who signed in to a stub's console. */
export const signIn = async (stub: Pick<Stub, "url" | "signInLink">): Promise<string> => {
  const answer = await fetch(`${stub.url}/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token: (await stub.signInLink()).split("=")[1] }),
  });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
};

/** How the stub's owner asks: `ask(path, { ...(await asOwner(stub)) })`. */
export const asOwner = async (stub: Stub): Promise<{ key: null; headers: { Cookie: string } }> => ({
  key: null,
  headers: { Cookie: await signIn(stub) },
});

/** A secret key of the stub's app, or of another, with these scopes. */
export const addSecretKey = async (
  { services }: Stub,
  appId: string,
  scopes: readonly Scope[] = SCOPES,
): Promise<{ id: string; text: string }> => {
  const { store, clock, makeId } = services;
  const owner = await store.organizations.firstOwner();
  const text = makeKeyText(keyProfile("secret"));
  const id = makeId();
  await store.keys.add({
    id,
    appId,
    ownerId: owner?.id ?? "",
    kind: "secret",
    name: "Another key",
    hash: hashOfSecret(text),
    hint: hintOfKeyText(text, keyProfile("secret")),
    scopes: [...scopes],
    allowedOrigins: [],
    createdAt: clock.now(),
    expiresAt: null,
  });
  return { id, text };
};

/** An app beside the stub's own, of the other environment, with a secret key that may do everything in it. */
export const addTestApp = async (stub: Stub): Promise<{ id: string; secretKey: string; keyId: string }> => {
  const { store, clock, makeId } = stub.services;
  const owner = await store.organizations.firstOwner();
  const id = makeId();
  await store.apps.add({
    id,
    organizationId: owner?.organizationId ?? "",
    name: "Stub test app",
    environment: "test",
    mode: "public",
    settings: {},
    limits: {},
    retentionDays: null,
    createdAt: clock.now(),
  });
  const key = await addSecretKey(stub, id);
  return { id, secretKey: key.text, keyId: key.id };
};

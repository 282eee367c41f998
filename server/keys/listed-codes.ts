import type { ListedCode as CodeAnswer } from "../../shared/contract/connect-code.ts";
import { notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { ListedCode } from "../store/connect-codes.ts";
import { type KeyManager, type KeyServices, requireScopesOf } from "./key-management.ts";
import { keyProfile } from "./key-profiles.ts";

/** A code as the API and the command line show it. */
export const codeAnswer = (code: ListedCode): CodeAnswer => ({
  id: code.id,
  app: code.appId,
  name: code.name,
  owner: { id: code.ownerId, name: code.ownerName },
  maker: code.makerKeyId === null ? null : { id: code.makerKeyId, name: code.makerKeyName ?? "" },
  createdAt: new Date(code.createdAt).toISOString(),
  expiresAt: new Date(code.expiresAt).toISOString(),
  usedAt: code.usedAt === null ? null : new Date(code.usedAt).toISOString(),
  key: code.keyId,
});

/**
 * Cancels a code that nobody used.
 *
 * @throws Problem `not_found`, also when it has expired; `insufficient_scope`; `conflict` when it was used: then its key is what can be
 *   ended.
 */
export const cancelCode = async (services: KeyServices, manager: KeyManager, id: string): Promise<ListedCode> => {
  const { store, clock, keyProfiles } = services;
  const find = async () => {
    const code = await store.connectCodes.get(manager, id, clock.now());
    if (!code) throw new Problem("not_found", { what: "connect code" });
    return code;
  };
  const code = await find();
  requireScopesOf(manager, keyProfile("publishable", keyProfiles).scopes);
  if (await store.connectCodes.cancel(code, notedFor(services, manager))) return code;
  const { keyId } = await find();
  throw new Problem("conflict", { reason: `This code was used. To end what it connected, revoke its key, ${keyId}.` });
};

import type { Vault } from "../vault.ts";

/** Sealed for this webhook: in another's row it cannot be opened. */
const purpose = (webhookId: string): string => `webhook ${webhookId}`;

export const sealWebhookSecret = (vault: Vault, webhookId: string, secret: string): Buffer =>
  vault.seal(secret, purpose(webhookId));

/** @throws when the vault's key is not the one it was sealed with. */
export const openWebhookSecret = (vault: Vault, webhookId: string, sealed: Uint8Array): string =>
  vault.open(sealed, purpose(webhookId));

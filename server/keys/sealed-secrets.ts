import type { Engine } from "../store/engine.ts";
import type { Vault } from "../vault.ts";
import { openWebhookSecret } from "../webhooks/sealed-secret.ts";
import { purposeOfKey } from "./fresh-key.ts";
import { purposeOf } from "./signing-secrets.ts";

/** How many secrets the installation has sealed, and how many of them this key does not open. */
export type SealedSecrets = { sealed: number; unreadable: number };

/** Tries the key on everything it must open: signing secrets of user tokens, secrets of webhooks, keys that are shown again. Nothing that was opened is kept. */
export const trySealedSecrets = async (
  { sql, read }: Pick<Engine, "sql" | "read">,
  vault: Vault | undefined,
): Promise<SealedSecrets> => {
  const opens = (open: (vault: Vault) => string): boolean => {
    try {
      return vault !== undefined && open(vault) !== "";
    } catch {
      return false;
    }
  };
  const signing = await read(sql.selectFrom("signing_secrets").select(["app_id", "id", "sealed"]).compile());
  const webhooks = await read(sql.selectFrom("webhooks").select(["id", "secret"]).compile());
  const keys = await read(sql.selectFrom("keys").select(["id", "sealed"]).where("sealed", "is not", null).compile());
  const opened = [
    ...signing.map(({ app_id, id, sealed }) => opens((key) => key.open(sealed, purposeOf({ appId: app_id, id })))),
    ...webhooks.map(({ id, secret }) => opens((key) => openWebhookSecret(key, id, secret))),
    ...keys.map(({ id, sealed }) => opens((key) => key.open(sealed as Uint8Array, purposeOfKey(id)))),
  ];
  return { sealed: opened.length, unreadable: opened.filter((isOpen) => !isOpen).length };
};

import { join, resolve } from "node:path";
import type { Config } from "../config.ts";
import { findVaultKey } from "../vault.ts";
import { type Check, ok, problem, warning } from "./check.ts";
import type { Inspection } from "./inspect-database.ts";

/** Whether the key that is here opens what was sealed: secrets of webhooks and of user tokens. */
export const checkSecrets = (
  { state, secrets: { sealed, unreadable } }: Pick<Inspection, "state" | "secrets">,
  config: Pick<Config, "dataFolder" | "databaseUrl" | "secret">,
): Check[] => {
  if (state !== "current") return [];
  const file = join(resolve(config.dataFolder), "secret.key");
  const where = config.secret ? "EARSHOT_SECRET" : file;
  const hasKey = findVaultKey(config.dataFolder, config.secret) !== undefined;
  if (unreadable > 0)
    return [
      problem(
        "secrets",
        hasKey
          ? `${unreadable} of ${sealed} secrets of webhooks and user tokens cannot be opened with ${where}`
          : `${sealed} secrets of webhooks and user tokens are sealed, and there is no key`,
        `Set EARSHOT_SECRET to the key they were sealed with, or put ${file} back from a backup. Where it is lost: earshot webhooks rotate, and new signing secrets.`,
      ),
    ];
  if (config.databaseUrl !== undefined && config.secret === undefined)
    return [
      warning(
        "secrets",
        `their key is only in ${file}: another process with another folder cannot open them`,
        "Set EARSHOT_SECRET to that file's line for every process, and keep it where you keep passwords.",
      ),
    ];
  return [ok("secrets", sealed === 0 ? "nothing is sealed yet" : `${where} opens all ${sealed}`)];
};

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Config } from "./config.ts";
import { StartError } from "./start-error.ts";
import { NewerSchemaError } from "./store/migrations/index.ts";
import { openSqliteEngine } from "./store/sqlite/sqlite-engine.ts";
import { createStore, type Store } from "./store/store.ts";
import { createVault, readVaultKey, type Vault } from "./vault.ts";

export type Storage = { store: Store; vault: Vault };

/**
 * Opens the store and the vault of an installation: the embedded database in the data folder, which is made and brought up to
 * date, or the PostgreSQL that `databaseUrl` names.
 *
 * @throws StartError when the folder or the database cannot be used, or when a newer Earshot wrote it.
 */
export const openStorage = async ({
  dataFolder,
  databaseUrl,
  secret,
}: Pick<Config, "dataFolder"> & Partial<Pick<Config, "databaseUrl" | "secret">>): Promise<Storage> => {
  const folder = resolve(dataFolder);
  const place = databaseUrl ? `the database at ${new URL(databaseUrl).host}` : `the data folder ${folder}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const vault = createVault(readVaultKey(folder, secret));
    const engine = databaseUrl
      ? await (await import("./store/postgres/postgres-engine.ts")).openPostgresEngine(databaseUrl)
      : await openSqliteEngine(join(folder, "earshot.db"));
    return { store: createStore(engine), vault };
  } catch (error) {
    const reason = error instanceof AggregateError ? (error.errors[0] as Error).message : (error as Error).message;
    if (error instanceof NewerSchemaError)
      throw new StartError(
        `${place} belongs to a newer Earshot: ${reason}. Start that version, or choose another place with ${databaseUrl ? "DATABASE_URL" : "EARSHOT_DATA"}.`,
      );
    throw new StartError(
      databaseUrl
        ? `${place} cannot be used (${reason}). Check that it runs, and DATABASE_URL.`
        : `${place} cannot be used (${reason}). Make it writable, or choose another with EARSHOT_DATA.`,
    );
  }
};

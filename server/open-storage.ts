import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Blobs } from "./blobs/blobs.ts";
import { openBlobs } from "./blobs/open-blobs.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { StartError } from "./start-error.ts";
import { NewerSchemaError } from "./store/migrations/index.ts";
import { moveState, takeOver } from "./store/moves.ts";
import { databasePlace } from "./store/postgres/database-place.ts";
import { openSqliteEngine } from "./store/sqlite/sqlite-engine.ts";
import { createStore, type Store } from "./store/store.ts";
import { createVault, readVaultKey, type Vault } from "./vault.ts";

export type Storage = { store: Store; vault: Vault; blobs: Blobs };

/** What an operator can do about a folder that cannot be used, as far as the reason says. */
const remedy = (error: unknown): string => {
  const { code = "", errcode = 0 } = error as { code?: string; errcode?: number };
  if (/EACCES|EPERM|EROFS/.test(code) || errcode === 8) return "Make it writable, or choose another with EARSHOT_DATA.";
  if (errcode === 26 || errcode === 11)
    return "Its earshot.db is no database of ours, or damaged: restore a backup, or choose another folder with EARSHOT_DATA.";
  return "Choose another with EARSHOT_DATA, or mend this one.";
};

/**
 * Opens what an installation keeps things in, the store, the vault and the storage of files: the embedded database in the data folder, which is made and brought up to
 * date, or the PostgreSQL that `databaseUrl` names; and the folder `blobs` beside it, or where `blobs` says.
 *
 * @param options.onlyReads The database is looked at and left as it is: one that `earshot migrate` filled may be filled again.
 * @throws StartError when the folder or the database cannot be used, or when a newer Earshot wrote it.
 */
export const openStorage = async ({
  dataFolder,
  databaseUrl,
  secret,
  blobs,
  clock = systemClock,
  onlyReads = false,
}: Pick<Config, "dataFolder"> &
  Partial<Pick<Config, "databaseUrl" | "secret" | "blobs">> & {
    clock?: Clock;
    onlyReads?: boolean;
  }): Promise<Storage> => {
  const folder = resolve(dataFolder);
  const place = databaseUrl ? databasePlace(databaseUrl) : `the data folder ${folder}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const vault = createVault(readVaultKey(folder, secret));
    const engine = databaseUrl
      ? await (await import("./store/postgres/postgres-engine.ts")).openPostgresEngine(databaseUrl)
      : await openSqliteEngine(join(folder, "earshot.db"));
    const close = async (error: unknown): Promise<never> => {
      await engine.close();
      throw error;
    };
    const isWhole = onlyReads ? moveState(engine).then((move) => move?.finishedAt !== null) : takeOver(engine);
    if (!(await isWhole.catch(close)))
      await close(
        new StartError(
          `${place} is being filled by earshot migrate, which has not ended. Run it again until it says that all is there, then start.`,
        ),
      );
    const files = await openBlobs(blobs ?? { kind: "disk", folder: join(folder, "blobs") }, clock).catch(close);
    return { store: createStore(engine), vault, blobs: files };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof AggregateError ? (error.errors[0] as Error).message : (error as Error).message;
    if (error instanceof NewerSchemaError)
      throw new StartError(
        `${place} belongs to a newer Earshot: ${reason}. Start that version, or choose another place with ${databaseUrl ? "DATABASE_URL" : "EARSHOT_DATA"}.`,
      );
    throw new StartError(
      databaseUrl
        ? `${place} cannot be used (${reason}). Check that it runs, and DATABASE_URL.`
        : `${place} cannot be used (${reason}). ${remedy(error)}`,
    );
  }
};

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../start-error.ts";

const DATABASE = "earshot.db";
/** Beside the database: the key that opens its sealed secrets, and the demo page's. */
const FILES = ["secret.key", "demo.json"];
const BLOBS = "blobs";

/** Blobs never change once they are there, so what was copied before is not copied again. */
const copyBlobs = (from: string, to: string): void => {
  if (existsSync(join(from, BLOBS)))
    cpSync(join(from, BLOBS), join(to, BLOBS), { recursive: true, force: false, errorOnExist: false });
};

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

/**
 * Copies an installation on its embedded database into an empty folder, while it runs. The copy is as the database was at one
 * moment, and every file its rows name is in it: files are copied before that moment, and those that came since after it.
 *
 * @throws StartError when there is nothing to copy, or the folder holds something.
 */
export const backUp = (dataFolder: string, target: string): { folder: string; records: number } => {
  const [from, to] = [resolve(dataFolder), resolve(target)];
  if (!existsSync(join(from, DATABASE)))
    throw new StartError(
      `there is no database in ${from}. Name the data folder with EARSHOT_DATA; back PostgreSQL up with pg_dump.`,
    );
  if (!isEmpty(to)) throw new StartError(`${to} is not empty. Name a folder that is not there yet.`);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  copyBlobs(from, to);
  const source = new DatabaseSync(join(from, DATABASE), { timeout: 10_000 });
  try {
    // One reading transaction, however long it takes: the step-by-step copy begins anew at every write of another process.
    source.prepare("VACUUM INTO ?").run(join(to, DATABASE));
  } finally {
    source.close();
  }
  copyBlobs(from, to);
  for (const file of FILES) if (existsSync(join(from, file))) cpSync(join(from, file), join(to, file));
  return { folder: to, records: checkDatabase(join(to, DATABASE)) };
};

/** Reads the whole copy: a backup that cannot be read is none. */
const checkDatabase = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const { integrity_check: verdict } = database.prepare("PRAGMA integrity_check").get() as {
      integrity_check: string;
    };
    if (verdict !== "ok") throw new StartError(`${file} is damaged (${verdict}). Take another backup.`);
    return (database.prepare("SELECT count(*) AS records FROM feedback").get() as { records: number }).records;
  } finally {
    database.close();
  }
};

/**
 * Puts a backup into an empty data folder.
 *
 * @throws StartError when the backup cannot be read whole, or the data folder holds something: nothing is ever written over.
 */
export const restore = (source: string, dataFolder: string): { folder: string; records: number } => {
  const [from, to] = [resolve(source), resolve(dataFolder)];
  if (!existsSync(join(from, DATABASE)))
    throw new StartError(`there is no backup in ${from}. Name the folder that earshot backup made.`);
  if (!isEmpty(to))
    throw new StartError(`${to} holds something already. Move it away, or name another folder with EARSHOT_DATA.`);
  const records = checkDatabase(join(from, DATABASE));
  try {
    cpSync(from, to, { recursive: true });
  } catch (error) {
    rmSync(to, { recursive: true, force: true });
    throw error;
  }
  return { folder: to, records };
};

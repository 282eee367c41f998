import { backUp, restore as restoreFrom } from "../backup/backup.ts";
import { readConfig } from "../config.ts";
import type { Action, Given, Terminal } from "./command.ts";
import { counted } from "./counted.ts";

const folderOf = ({ environment }: Terminal): string => readConfig(environment).dataFolder;

/** `earshot backup`. */
export const backup: Action = {
  usage: "backup FOLDER",
  summary: "copy the installation into a new folder, while it runs",
  about:
    "The database as it is at one moment, every file its rows name, and the key that opens its sealed secrets: whoever has the copy has\neverything, so keep it as you keep the original. The copy is read whole before it counts. With DATABASE_URL, use pg_dump\ninstead; with EARSHOT_BLOBS in a bucket, the bucket's own versions.",
  words: [1, 1],
  options: {},
  examples: [["earshot backup /backups/earshot-$(date +%F)", "a folder for each day"]],
  run: async ({ words: [target = ""] }: Given, terminal: Terminal) => {
    const { folder, records } = backUp(folderOf(terminal), target);
    return {
      text: `${folder} holds ${counted(records, "feedback")}, checked. Put it back with: earshot restore ${folder}`,
      json: { folder, records },
    };
  },
};

/** `earshot restore`. */
export const restore: Action = {
  usage: "restore FOLDER",
  summary: "put a backup into an empty data folder",
  about:
    "Into the folder that EARSHOT_DATA names, which must be empty or not there: nothing is ever written over. The backup stays.",
  words: [1, 1],
  options: {},
  examples: [
    ["EARSHOT_DATA=./restored earshot restore /backups/earshot-2026-01-31", "beside the damaged one, to look first"],
  ],
  run: async ({ words: [source = ""] }: Given, terminal: Terminal) => {
    const { folder, records } = restoreFrom(source, folderOf(terminal));
    return {
      text: `${folder} holds ${counted(records, "feedback")} again. Start with: earshot start`,
      json: { folder, records },
    };
  },
};

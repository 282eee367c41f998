import type { Command } from "./command.ts";

/** Everything the command can do, a word a file. Loaded when it is asked for: most need no server. */
export const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./start.ts")).start,
  doctor: async () => (await import("./doctor.ts")).doctor,
  apps: async () => (await import("./apps.ts")).apps,
  keys: async () => (await import("./keys.ts")).keys,
  "connect-codes": async () => (await import("./connect-codes.ts")).connectCodes,
  members: async () => (await import("./members.ts")).members,
  webhooks: async () => (await import("./webhooks.ts")).webhooks,
  export: async () => (await import("./export.ts")).exportFeedback,
  import: async () => (await import("./import.ts")).importFeedback,
  erase: async () => (await import("./erase.ts")).erase,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./backup.ts")).restore,
  migrate: async () => (await import("./migrate.ts")).migrate,
};

export const everyCommand = async (): Promise<Record<string, Command>> =>
  Object.fromEntries(await Promise.all(Object.entries(COMMANDS).map(async ([name, load]) => [name, await load()])));

import packageJson from "../../package.json" with { type: "json" };
import { ConfigurationError } from "../config.ts";
import { Problem } from "../problems.ts";
import { StartError } from "../start-error.ts";
import { StoreUnavailableError } from "../store/engine.ts";
import { issuesSentence } from "./checked.ts";
import { type Action, type Command, isGroup, type Terminal, UsageError } from "./command.ts";
import { actionHelp, groupHelp, overview } from "./help.ts";
import { readArguments } from "./read-arguments.ts";

/** Everything the command can do, a word a file. Loaded when it is asked for: most need no server. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./start.ts")).start,
  doctor: async () => (await import("./doctor.ts")).doctor,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./backup.ts")).restore,
  apps: async () => (await import("./apps.ts")).apps,
  keys: async () => (await import("./keys.ts")).keys,
  members: async () => (await import("./members.ts")).members,
  export: async () => (await import("./export.ts")).exportFeedback,
  erase: async () => (await import("./erase.ts")).erase,
};

const everyCommand = async (): Promise<Record<string, Command>> =>
  Object.fromEntries(await Promise.all(Object.entries(COMMANDS).map(async ([name, load]) => [name, await load()])));

const print = (text: string): void => void process.stdout.write(text);

const terminal = (json: boolean): Terminal => ({
  environment: process.env,
  version: packageJson.version,
  json,
  write: (chunk) =>
    new Promise((resolve, reject) => process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()))),
});

const runAction = async (action: Action, texts: string[]): Promise<void> => {
  const given = readArguments(action, texts);
  if (given.help) return print(actionHelp(action));
  const result = await action.run(given, terminal(given.json));
  if (!result) return;
  print(given.json ? `${JSON.stringify(result.json, null, 2)}\n` : `${result.text}\n`);
  process.exitCode = result.exitCode ?? 0;
};

const runCommand = async (name: string, rest: string[]): Promise<void> => {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`there is no command ${JSON.stringify(name)}. Run earshot --help.`);
  const command = await load();
  if (!isGroup(command)) return runAction(command, rest);
  const [word = "--help", ...texts] = rest;
  if (word === "--help" || word === "-h" || word === "help") return print(groupHelp(command));
  const action = Object.hasOwn(command.actions, word) ? command.actions[word] : undefined;
  if (!action) {
    const known = Object.keys(command.actions).join(", ");
    throw new UsageError(`there is no earshot ${name} ${word}. It takes ${known}: run earshot ${name} --help.`);
  }
  return runAction(action, texts);
};

/** What went wrong, in a sentence for an operator who can mend it; `undefined` for a fault of ours. */
const sentenceOf = (error: unknown): { code: string; message: string } | undefined => {
  if (error instanceof UsageError) return { code: "usage", message: error.message };
  if (error instanceof StartError) return { code: "cannot_start", message: error.message };
  if (error instanceof StoreUnavailableError)
    return {
      code: "unavailable",
      message: `the database cannot be used just now (${error.message}). Look at its disk, and try again.`,
    };
  if (error instanceof ConfigurationError) return { code: "configuration", message: error.message };
  if (!(error instanceof Problem)) return undefined;
  const { code, message, facts } = error;
  // Nothing was sent, so there is no body to speak of: only what is wrong counts.
  return { code, message: facts && "issues" in facts ? issuesSentence(facts.issues) : message };
};

/** Runs the command that these arguments name. Never rejects: what goes wrong is said, and the process ends with 1. */
export const run = async ([name = "start", ...rest]: string[]): Promise<void> => {
  // Whoever reads has read enough (`| head`): nothing is wrong.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));
  try {
    if (name === "--version" || name === "-v") return print(`${packageJson.version}\n`);
    if (name === "--help" || name === "-h" || name === "help")
      return print(overview(packageJson.version, await everyCommand()));
    await runCommand(name, rest);
  } catch (error) {
    // Ctrl+C or Ctrl+D at a question: an answer like any other.
    if ((error as Error).name === "AbortError") {
      process.stderr.write("\n");
      process.exit(130);
    }
    const known = sentenceOf(error);
    const prefix = name === "start" ? "Earshot cannot start" : "earshot";
    // Anything but a known refusal keeps its trace: it is for us to mend.
    process.stderr.write(known ? `${prefix}: ${known.message}\n` : `Earshot stopped: ${(error as Error).stack}\n`);
    if (rest.includes("--json")) print(`${JSON.stringify({ error: known ?? { code: "internal_error" } }, null, 2)}\n`);
    process.exit(1);
  }
};

#!/usr/bin/env node
import packageJson from "../package.json" with { type: "json" };
import { start } from "./cli/start.ts";

const HELP = `earshot ${packageJson.version}: feedback from the page itself

  earshot start      start the server (settings come from the environment, see the README)
  earshot --version  print the version
  earshot --help     print this
`;

const COMMANDS: Record<string, () => Promise<void> | void> = {
  start: () => start(packageJson.version),
  "--version": () => void process.stdout.write(`${packageJson.version}\n`),
  "--help": () => void process.stdout.write(HELP),
};

const [name = "start"] = process.argv.slice(2);
try {
  const command = COMMANDS[name];
  if (!command)
    throw Object.assign(new Error(`there is no command ${JSON.stringify(name)}. Run earshot --help`), {
      name: "StartError",
    });
  await command();
} catch (error) {
  const { name: kind, message } = error as Error;
  const known = kind === "StartError" || kind === "ConfigurationError";
  // One sentence for what an operator can mend; anything else is a fault of ours and keeps its trace.
  process.stderr.write(known ? `Earshot cannot start: ${message}\n` : `Earshot stopped: ${(error as Error).stack}\n`);
  process.exit(1);
}

import packageJson from "../../package.json" with { type: "json" };
import { ConfigurationError } from "../config.ts";
import { StartError } from "../start-error.ts";
import { start } from "./start.ts";

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

/** Runs the command that these arguments name. Never rejects: what goes wrong is said, and the process ends with 1. */
export const run = async ([name = "start"]: string[]): Promise<void> => {
  try {
    const command = COMMANDS[name];
    if (!command) throw new StartError(`there is no command ${JSON.stringify(name)}. Run earshot --help.`);
    await command();
  } catch (error) {
    const known = error instanceof StartError || error instanceof ConfigurationError;
    // One sentence for what an operator can mend; anything else is a fault of ours and keeps its trace.
    process.stderr.write(
      known ? `Earshot cannot start: ${error.message}\n` : `Earshot stopped: ${(error as Error).stack}\n`,
    );
    process.exit(1);
  }
};

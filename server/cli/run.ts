import packageJson from "../../package.json" with { type: "json" };
import { asTyped, type SayIssue } from "./as-typed.ts";
import { type Action, isGroup, type Terminal, UsageError } from "./command.ts";
import { COMMANDS, everyCommand } from "./commands.ts";
import { failureOf, withoutKeys } from "./failure.ts";
import { actionHelp, groupHelp, overview } from "./help.ts";
import { readArguments } from "./read-arguments.ts";

/** The process as a command sees it. */
export type Surroundings = {
  environment: Record<string, string | undefined>;
  /** Answers: standard output. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** What goes wrong and how far it is: standard error. */
  note(text: string): void;
};

/** How a command ends. 0: done. 1: it said what is wrong and what to do. 130: interrupted at a question. */
export type ExitCode = number;

const isHelp = (word: string): boolean => word === "--help" || word === "-h" || word === "help";

/** Everything a run needs: where it runs, and which words led to it and what was typed behind them (for what is said when it fails). */
type Run = { surroundings: Surroundings; json: boolean; words: string[]; sayIssue?: SayIssue };

const print = ({ surroundings, json }: Run, text: string, forPrograms: unknown): Promise<void> =>
  surroundings.write(json ? `${JSON.stringify(forPrograms, null, 2)}\n` : text);

const runAction = async (run: Run, action: Action, texts: string[]): Promise<ExitCode> => {
  const { surroundings, json } = run;
  const given = readArguments(action, texts);
  if (given.help) {
    const { usage, summary, about = null, options, examples } = action;
    await print(run, actionHelp(action), { usage: `earshot ${usage}`, summary, about, options, examples });
    return 0;
  }
  run.sayIssue = asTyped(action, given);
  const terminal: Terminal = { ...surroundings, version: packageJson.version, json };
  const result = await action.run(given, terminal);
  if (result) await print(run, `${result.text}\n`, result.json);
  return result?.exitCode ?? 0;
};

const runCommand = async (run: Run, name: string, rest: string[]): Promise<ExitCode> => {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`there is no command ${JSON.stringify(name)}. Run earshot --help.`);
  run.words.push(name);
  const command = await load();
  if (!isGroup(command)) return runAction(run, command, rest);
  const [word = "--help", ...texts] = rest.filter((text, at) => at > 0 || text !== "--json");
  if (isHelp(word)) {
    const actions = Object.values(command.actions).map(({ usage, summary }) => ({
      usage: `earshot ${usage}`,
      summary,
    }));
    await print(run, groupHelp(command), { summary: command.summary, actions });
    return 0;
  }
  const action = Object.hasOwn(command.actions, word) ? command.actions[word] : undefined;
  if (!action) {
    const known = Object.keys(command.actions).join(", ");
    throw new UsageError(`there is no earshot ${name} ${word}. It takes ${known}: run earshot ${name} --help.`);
  }
  run.words.push(word);
  return runAction(run, action, run.json ? [...texts, "--json"] : texts);
};

const runWords = async (run: Run, [name = "start", ...rest]: string[]): Promise<ExitCode> => {
  const { version } = packageJson;
  if (name === "--version" || name === "-v") {
    await print(run, `${version}\n`, { version });
    return 0;
  }
  if (!isHelp(name)) return runCommand(run, name, rest);
  const commands = await everyCommand();
  const summaries = Object.entries(commands).map(([word, command]) => ({
    name: word,
    summary: command.summary,
    actions: isGroup(command) ? Object.keys(command.actions) : [],
  }));
  await print(run, overview(version, commands), { version, commands: summaries });
  return 0;
};

/** Runs the command that these arguments name. Never rejects: what goes wrong is said, on standard error and with `--json` as an answer too. */
export const run = async (texts: string[], surroundings: Surroundings): Promise<ExitCode> => {
  const json = texts.includes("--json");
  const running: Run = { surroundings, json, words: [] };
  try {
    return await runWords(running, texts[0] === "--json" ? [...texts.slice(1), "--json"] : texts);
  } catch (error) {
    // Ctrl+C or Ctrl+D at a question: an answer like any other.
    if ((error as Error).name === "AbortError") {
      surroundings.note("\n");
      return 130;
    }
    const failure = failureOf(error, running.words, running.sayIssue);
    const known = failure && { ...failure, message: withoutKeys(failure.message) };
    const prefix = running.words[0] === "start" ? "Earshot cannot start" : "earshot";
    // Anything but a known refusal keeps its trace: it is for us to mend.
    surroundings.note(known ? `${prefix}: ${known.message}\n` : `Earshot stopped: ${(error as Error).stack}\n`);
    const fault = {
      code: "internal_error",
      message: "Earshot met a fault of its own. Standard error has the trace: report it, without what is secret in it.",
    };
    if (json) await surroundings.write(`${JSON.stringify({ error: known ?? fault }, null, 2)}\n`);
    return 1;
  }
};

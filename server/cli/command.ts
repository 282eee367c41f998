/** One option of an action, as `--help` teaches it and `util.parseArgs` reads it. */
export type Option = {
  type: "string" | "boolean";
  /** May be given several times. */
  multiple?: boolean;
  /** The field of a request that it fills, `settings.imageRelay.hosts`; that of its own name unless said. Refusals then name the option. */
  fills?: string;
  /** What stands for its value in the help: `NAME`. */
  value?: string;
  about: string;
};

/** What was given on the command line, once it is known to fit. */
export type Given = {
  /** Arguments that are no options, in order; as many as the action says. */
  words: string[];
  text(option: string): string | undefined;
  texts(option: string): string[];
  flag(option: string): boolean;
};

/** What an action found out or did: for people, and for programs (`--json`). */
export type Result = { text: string; json: unknown; exitCode?: number };

/** Where an action runs: all of the outside world that it may touch. */
export type Terminal = {
  environment: Record<string, string | undefined>;
  version: string;
  /** Whether programs read the answer. */
  json: boolean;
  /** For what is too long to be held: everything else is the action's result. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** How far it is, on standard error. */
  note(text: string): void;
};

/** Something the command does: `earshot keys create`. */
export type Action = {
  /** As it is typed, after `earshot`: `keys create KIND NAME`. */
  usage: string;
  /** One line for the list. */
  summary: string;
  /** What a new operator needs to know before the first use. */
  about?: string;
  /** How many words it takes: at least, at most. */
  words: [least: number, most: number];
  options: Record<string, Option>;
  /** Commands that work as they stand, each with what it does. */
  examples: Array<[command: string, what: string]>;
  run(given: Given, terminal: Terminal): Promise<Result | undefined>;
};

/** Several actions under one word: `earshot keys`. */
export type Group = { summary: string; actions: Record<string, Action> };

export type Command = Action | Group;

export const isGroup = (command: Command): command is Group => "actions" in command;

/** The command line cannot be understood, or names what is not there; the message says what to do next. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The message says what is wrong only; what to do is in the help. */
  readonly needsHelp: boolean;
  constructor(message: string, { needsHelp = false } = {}) {
    super(message);
    this.needsHelp = needsHelp;
  }
}

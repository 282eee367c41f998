export const LOG_LEVELS = ["info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Facts = Record<string, string | number | boolean | null | undefined>;
export type Log = { [L in Exclude<LogLevel, "silent">]: (message: string, facts?: Facts) => void };

/**
 * Structured logs: one JSON object a line. Callers pass named facts, never whole requests, bodies or headers:
 * what a person wrote, who they are, and any key stay out by construction.
 *
 * @param level The least level written; `silent` writes nothing.
 * @param write Receives each line, with its newline. Standard error by default: standard output is for people.
 */
export const createLog = (
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log => {
  const least = LOG_LEVELS.indexOf(level);
  const at =
    (name: Exclude<LogLevel, "silent">) =>
    (message: string, facts: Facts = {}): void => {
      if (LOG_LEVELS.indexOf(name) < least) return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level: name, message, ...facts })}\n`);
    };
  return { info: at("info"), warn: at("warn"), error: at("error") };
};

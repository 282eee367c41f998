import type { Issue } from "../../shared/contract/errors.ts";
import { ConfigurationError } from "../config.ts";
import { DIALECT_PREFIXES, OUR_PREFIXES } from "../keys/key-prefixes.ts";
import { Problem } from "../problems.ts";
import { StartError } from "../start-error.ts";
import { StoreUnavailableError } from "../store/engine.ts";
import { asRequested, type SayIssue } from "./as-typed.ts";
import { UnfitError } from "./checked.ts";
import { UsageError } from "./command.ts";

const KEY = new RegExp(`(${OUR_PREFIXES}|${DIALECT_PREFIXES}|\\bin-)[\\w-]{36,}([\\w-]{4})`, "g");

/** A key that was typed where its name or id belongs must not stay on a screen. Its last characters, by which lists know it, may. */
export const withoutKeys = (message: string): string => message.replace(KEY, "$1…$2");

/**
 * What went wrong, for an operator who can mend it. `code` is what programs branch on: `usage`, `configuration`, `cannot_start`,
 * `refused`, `unavailable`, or a code of the API where the same rule refuses there. The message says what to do next.
 */
export type Failure = { code: string; message: string };

/**
 * @param words What was run: `keys create`.
 * @param sayIssue How what does not fit is called by who typed it.
 * @returns `undefined` for a fault of ours.
 */
export const failureOf = (error: unknown, words: string[], sayIssue: SayIssue = asRequested): Failure | undefined => {
  const command = words.join(" ");
  const taught = `Run earshot ${command ? `${command} ` : ""}--help for examples.`;
  const sentence = (issues: Issue[]): string => `${issues.slice(0, 3).map(sayIssue).join("; ")}. ${taught}`;
  if (error instanceof UnfitError) return { code: "usage", message: sentence(error.issues) };
  if (error instanceof UsageError)
    return { code: "usage", message: error.needsHelp ? `${error.message} ${taught}` : error.message };
  if (error instanceof StartError)
    return { code: command === "start" ? "cannot_start" : "refused", message: error.message };
  if (error instanceof StoreUnavailableError)
    return {
      code: "unavailable",
      message: `the database cannot be used just now (${error.message}). Look at it with earshot doctor, and try again.`,
    };
  if (error instanceof ConfigurationError)
    return {
      code: "configuration",
      message: `${error.message}. Correct it in the environment: the README has a row for each setting.`,
    };
  if (!(error instanceof Problem)) return undefined;
  const { code, message, facts } = error;
  // Nothing was sent, so there is no body to speak of: only what is wrong counts.
  return { code, message: facts && "issues" in facts ? sentence(facts.issues) : message };
};

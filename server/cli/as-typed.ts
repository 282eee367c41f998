import type { Issue } from "../../shared/contract/errors.ts";
import type { Action, Given } from "./command.ts";

/** An issue in one sentence without its full stop. */
export type SayIssue = (issue: Issue) => string;

/** As a request has it: the name of its field. */
export const asRequested: SayIssue = ({ path, message }) => (path ? `${path}: ${message}` : message);

/**
 * Says an issue of what was typed, not of the field that it filled: for the command line there are no fields. Of several values of an
 * option the one that is meant stands beside it: `--origin *.co.uk: ...`.
 */
export const asTyped =
  ({ usage, options }: Action, given: Given): SayIssue =>
  ({ path, message }) => {
    for (const [name, { fills = name }] of Object.entries(options)) {
      if (path !== fills && !path.startsWith(`${fills}.`)) continue;
      const part = path.slice(fills.length + 1);
      const value = /^\d+$/.test(part) ? given.texts(name)[Number(part)] : part;
      return `--${name}${value ? ` ${value}` : ""}: ${message}`;
    }
    const word = usage.split(" ").find((one) => one === path.toUpperCase());
    return asRequested({ path: word ?? path, message });
  };

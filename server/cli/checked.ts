import * as z from "zod/mini";
import type { Issue } from "../../shared/contract/errors.ts";
import { issuesOf } from "../policy/body-limit.ts";
import { UsageError } from "./command.ts";

/** What does not fit, in one sentence. */
export const issuesSentence = (issues: Issue[]): string =>
  `${issues
    .slice(0, 3)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join("; ")}.`;

/** What was typed, checked by the schema that checks the same over HTTP. @throws UsageError */
export const checked = <S extends z.core.$ZodType>(schema: S, value: z.input<S>): z.output<S> => {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new UsageError(issuesSentence(issuesOf(parsed.error)), { needsHelp: true });
};

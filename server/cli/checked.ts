import * as z from "zod/mini";
import type { Issue } from "../../shared/contract/errors.ts";
import { issuesOf } from "../policy/body-limit.ts";

/** What was typed does not fit. Which of it that is, is said where the options are known. */
export class UnfitError extends Error {
  override readonly name = "UnfitError";
  readonly issues: Issue[];
  constructor(issues: Issue[]) {
    super("what was typed does not fit");
    this.issues = issues;
  }
}

/** What was typed, checked by the schema that checks the same over HTTP. @throws UnfitError */
export const checked = <S extends z.core.$ZodType>(schema: S, value: z.input<S>): z.output<S> => {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new UnfitError(issuesOf(parsed.error));
};

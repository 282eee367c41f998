import { EMAIL_ADDRESS } from "../../shared/contract/email-address.ts";
import type { Mode } from "../../shared/contract/enumerations.ts";
import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import { Problem } from "../problems.ts";
import type { Customer } from "../store/feedback.ts";

const NAMES = ["customerName", "customerEmail"] as const;

/** What a user token says, as far as it can stand in those fields; the rest stays in `ctx`. */
const toldBy = ({ ctx }: Customer): Pick<ParsedSubmission, (typeof NAMES)[number]> => {
  const name = ctx.name?.trim();
  const email = ctx.email?.trim();
  return {
    ...(name ? { customerName: name } : {}),
    ...(email && EMAIL_ADDRESS.test(email) ? { customerEmail: email } : {}),
  };
};

/**
 * The submission with its sender's name and address as the user token has them. In private mode they come from nowhere else;
 * in public mode what was sent stands where the token says nothing.
 *
 * @throws Problem `invalid_body` when they are sent in private mode.
 */
export const withCustomer = (submission: ParsedSubmission, customer: Customer | null, mode: Mode): ParsedSubmission => {
  const sent = NAMES.filter((name) => submission[name] !== undefined);
  if (mode === "private" && sent.length > 0)
    throw new Problem("invalid_body", {
      issues: sent.map((path) => ({ path, message: "comes from the user token here: leave it out" })),
    });
  return customer ? { ...submission, ...toldBy(customer) } : submission;
};

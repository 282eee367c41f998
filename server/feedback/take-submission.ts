import { createHash } from "node:crypto";
import { LIMITS } from "../../shared/contract/limits.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import type { ParsedSubmission } from "../../shared/contract/submission.ts";
import { timeOfId } from "../ids.ts";
import type { JsonBody } from "../policy/body-limit.ts";
import { Problem } from "../problems.ts";
import type { PolicyContext, Services } from "../services.ts";
import { acceptSubmission } from "./accept-submission.ts";
import { withCustomer } from "./customer.ts";

const DAY = 24 * 3_600_000;

/** What is answered of a submission that is durable. */
export type Taken = { id: string; createdAt: string; status: "new" };

/**
 * Makes the submission of a request durable, once for each idempotency key, and says so in the answer's headers.
 *
 * @throws Problem `idempotency_in_flight`, `idempotency_mismatch`, `invalid_user_token`, and those of `acceptSubmission`
 */
export const takeSubmission = async (
  services: Services,
  context: PolicyContext,
  parsed: ParsedSubmission,
  { bytes, cut }: Pick<JsonBody, "bytes" | "cut">,
): Promise<Taken> => {
  const { clock, makeId } = services;
  const key = context.get("key");
  const user = context.get("user");
  const submission = withCustomer(parsed, user?.customer ?? null, key.app.mode);
  const idempotencyKey = context.req.header(HEADERS.idempotencyKey)?.toLowerCase(); // a UUID has no case
  const id = makeId();
  const acceptance = await acceptSubmission(services, submission, {
    id,
    appId: key.appId,
    createdAt: timeOfId(id),
    base64: cut,
    customer: user?.customer ?? null,
    connectionId: key.connectionHash && key.id,
    singleUse: user?.singleUse ?? null,
    idempotency: idempotencyKey
      ? {
          keyId: key.id,
          key: idempotencyKey,
          bodyHash: createHash("sha256").update(bytes).digest(),
          expiresAt: clock.now() + LIMITS.idempotencyDays * DAY,
        }
      : null,
  });
  if (acceptance.outcome === "try_again") throw new Problem("idempotency_in_flight");
  if (acceptance.outcome === "mismatch") throw new Problem("idempotency_mismatch");
  if (acceptance.outcome === "token_used")
    throw new Problem("invalid_user_token", { reason: "it was good for one submission, and has been used" });
  if (acceptance.outcome === "replayed") context.header(HEADERS.idempotentReplay, "true");
  return { id: acceptance.id, createdAt: new Date(acceptance.createdAt).toISOString(), status: "new" };
};

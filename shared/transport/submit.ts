import { newIdempotencyKey } from "../api/idempotency-key.ts";
import type { Submission } from "../contract/submission.ts";
import { jsonText } from "./json-text.ts";
import type { Outbox, Report } from "./outbox.ts";

export type SubmitOptions = {
  outbox: Outbox;
  /** Where to, and with which publishable key. Asked at each submission. */
  connection: () => { server: string; key: string };
  /** Makes the UUID of each submission. @default a random one */
  newId?: () => string;
};

/**
 * `Ports.submit`: gives the finished submission its id, the idempotency key to the very end, and hands it to the outbox.
 * From here on its text never changes.
 */
export const createSubmit =
  ({ outbox, connection, newId = newIdempotencyKey }: SubmitOptions) =>
  (submission: Submission, report: Report): Promise<void> =>
    outbox.submit({ ...connection(), id: newId(), body: jsonText(submission) }, report);

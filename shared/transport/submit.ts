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

/** What goes along with a submission: its files, and a signal that takes it back while they are on their way. */
export type Along = { files?: readonly File[] | undefined; signal?: AbortSignal | undefined };

/**
 * `Ports.submit`: gives the finished submission its id, the idempotency key to the very end, and hands it to the outbox.
 * From here on its text never changes.
 */
export const createSubmit =
  ({ outbox, connection, newId = newIdempotencyKey }: SubmitOptions) =>
  (submission: Submission, report: Report, { files, signal }: Along = {}): Promise<void> => {
    const entry = { ...connection(), id: newId(), body: jsonText(submission) };
    return outbox.submit(files?.length ? { ...entry, files } : entry, report, signal);
  };

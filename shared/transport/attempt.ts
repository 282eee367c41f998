import { createFeedback } from "../api/create-feedback.ts";
import type { Fetch } from "../api/request.ts";
import type { Accepted } from "../contract/record.ts";
import { EarshotError } from "../errors.ts";
import { own } from "../own.ts";
import { anySignal } from "./any-signal.ts";
import { jsonText } from "./json-text.ts";
import type { QueueEntry, QueueHead } from "./queue-storage.ts";
import type { UploadFiles } from "./upload.ts";
import type { Signer } from "./user-token.ts";

/** So long a request may take, and as much longer as its bytes need on the slowest line; then the line is taken for dead. */
export const TRY_MS = 120_000;
const SLOWEST_BYTES_PER_MS = 4;
export const SIGNED_OUT = { details: { why: "user-token" } };

export type AttemptOptions = {
  fetch: Fetch;
  signer: () => Signer | undefined;
  upload?: UploadFiles | undefined;
  /** Keeps what a head says of its files and its person. */
  note: (head: QueueHead, gone?: readonly string[]) => Promise<readonly string[]>;
  now: () => number;
  signal?: AbortSignal | undefined;
};

/** What one attempt is given that has a user who looks on. */
export type Watched = {
  /** Takes the submission back, as long as only files are on their way. */
  cancel?: AbortSignal | undefined;
  /** How much of the files has left, from 0 to 1; `undefined` when the submission itself leaves, which cannot be taken back. */
  progress?: (part: number | undefined) => void;
};

/** `not-theirs`: it is not for who is signed in now. `taken-back`: its user did, and the server has no feedback of it. */
export type Outcome = Accepted | EarshotError | "not-theirs" | "taken-back";

const NOT_THEIRS = Symbol();

/** What `fetch` itself knows of a failure says more than that no answer came. */
export const asError = (thrown: unknown): EarshotError =>
  thrown instanceof EarshotError
    ? thrown.cause instanceof EarshotError
      ? thrown.cause
      : thrown
    : new EarshotError("unexpected_answer", "Something went wrong while sending.", { cause: thrown });

/** The server no longer has a file that it had: it waits a day for the feedback that names it. */
const isUploadGone = ({ code, details }: EarshotError): boolean =>
  (code === "not_found" || code === "invalid_body") && // as a wrong field by servers from before it was told as gone
  [details].flat().some((one) => String((one as { path?: unknown } | undefined)?.path).startsWith("attachments."));

const noUpload: UploadFiles = async () => {
  throw new EarshotError("invalid_options", "This outbox has been made without a way to send files.");
};

/**
 * One try of a stored entry: its files, as far as the server does not have them, then the submission that names them. What
 * it learns of person and files stands in the entry's head afterwards. Never rejects.
 */
export const createAttempt = ({ fetch, signer, upload = noUpload, note, now, signal }: AttemptOptions) => {
  const within = (bytes: number, cancel?: AbortSignal): AbortSignal => {
    const slowest = AbortSignal.timeout(TRY_MS + Math.ceil(bytes / SLOWEST_BYTES_PER_MS));
    return anySignal([slowest, signal, cancel].filter((one) => one !== undefined));
  };

  /** One request, and a second one when the host's token had expired. */
  const asPerson = async <T>(
    head: QueueHead,
    call: (as: { userToken?: string }) => Promise<T>,
    ends: AbortSignal,
    renew = false,
  ): Promise<T> => {
    const { person } = head;
    const who = person === undefined ? undefined : signer(); // what nobody wrote is sent as nobody's
    const signed = await who?.ask(renew, ends).catch((cause) => {
      const message = "The page's setUserToken function gave no token. It is asked again at the next try.";
      throw new EarshotError("network_error", message, { ...SIGNED_OUT, cause });
    });
    // While the host has not said whose it is, it is that sign-in's: sent for another one, it would go out under another name.
    if (person !== undefined && !(person && (person === who?.mark || person === signed?.person))) throw NOT_THEIRS;
    if (signed?.person && signed.person !== person) {
      head.person = signed.person;
      await note(head).catch(() => {}); // a page that dies now leaves it to the same person
    }
    try {
      return await call(signed ? { userToken: signed.token } : {});
    } catch (thrown) {
      if (renew || asError(thrown).code !== "token_expired" || !signer()?.renewable) throw thrown;
      return asPerson(head, call, ends, true);
    }
  };

  /** The submission as it is sent. The same ids make the same text, which is what one idempotency key stands for. */
  const textOf = async (entry: QueueEntry, { cancel, progress = () => {} }: Watched): Promise<string> => {
    const { head, body, files } = entry;
    if (!files) return body;
    const ids = await upload({
      entry,
      fetch,
      now,
      progress,
      asPerson: (call, ends) => asPerson(head, call, ends),
      within: (bytes) => within(bytes, cancel),
      async note(uploads) {
        head.uploads = uploads;
        head.uploads = await note(head);
        return head.uploads;
      },
    });
    return `${body.slice(0, -1)},"attachments":${jsonText(ids)}}`;
  };

  const post = async (entry: QueueEntry, watched: Watched): Promise<Accepted> => {
    const { id, server, key: apiKey } = entry.head;
    const body = await textOf(entry, watched);
    watched.progress?.(undefined);
    const ends = within(body.length);
    return asPerson(
      entry.head,
      (as) => createFeedback({ fetch, server, apiKey, body, idempotencyKey: id, ...as, signal: ends, now }),
      ends,
    );
  };

  return async (entry: QueueEntry, given: Watched = {}): Promise<Outcome> => {
    const { cancel, progress = () => {} } = own(given);
    const { head } = entry;
    let left = false;
    const watched: Watched = {
      cancel,
      progress(part) {
        if (part === undefined) {
          cancel?.throwIfAborted();
          left = true;
        }
        if (!cancel?.aborted) progress(part);
      },
    };
    try {
      return await post(entry, watched).catch(async (thrown) => {
        if (!head.uploads?.length || !isUploadGone(asError(thrown))) throw thrown;
        const gone = head.uploads;
        head.uploads = [];
        head.uploads = await note(head, gone);
        return post(entry, own({}));
      });
    } catch (thrown) {
      if (cancel?.aborted && !left) return "taken-back";
      return thrown === NOT_THEIRS ? "not-theirs" : asError(thrown);
    }
  };
};

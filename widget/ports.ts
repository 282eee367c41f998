import type { CaptureMethod } from "../shared/contract/enumerations.ts";
import type { CaptureGap, Submission } from "../shared/contract/submission.ts";
import type { EarshotError } from "../shared/errors.ts";
import type { Delivery } from "../shared/transport/delivery.ts";
import type { Along } from "../shared/transport/submit.ts";
import type { KeptFiles } from "./attachments/kept-files.ts";
import type { AsUser } from "./replies/ask.ts";
import type { Settings } from "./settings.ts";

/** A picture of what the user sees, the widget not in it, masked already. The receiver closes `bitmap`. */
export type Screenshot = {
  bitmap: ImageBitmap;
  method: CaptureMethod;
  durationMs: number;
  /** What could not be drawn and why; empty when the picture is whole. */
  gaps: CaptureGap[];
};

/** A submission that was not accepted and is kept until the user decides. */
export type Refused = {
  id: string;
  submission: Submission;
  problem: EarshotError;
  files?: readonly File[] | undefined;
};

/** What a form needs from the world around it. A page and an extension have different ones. */
export type Ports = {
  /**
   * Takes over a finished submission: stores it, sends it, and reports each state until it is settled or saved for later.
   * Never rejects; what goes wrong is a `needs-you` delivery.
   *
   * @param along Its files, and what takes it back while they are on their way.
   */
  submit(submission: Submission, report: (delivery: Delivery) => void, along?: Along): Promise<void>;
  /** Where files of an unfinished message are kept. Absent where no files can go along. */
  files?: KeptFiles & {
    /** Loads what sends them: there may be no network any more when they are to be sent. */
    ready(): Promise<unknown>;
  };
  /** Takes a picture. Rejects with an `EarshotError` (`screenshot_failed`, `masking_failed`, `aborted`). Absent where none can be had. */
  takeScreenshot?: (signal: AbortSignal) => Promise<Screenshot>;
  /**
   * Gives another way to a picture: the browser's own, which it asks its user for. To be called in answer to a press. `undefined`
   * where this browser, or the page's rules, have none. Absent where there never is one.
   */
  exactScreenshot?: () => Promise<Ports["takeScreenshot"]>;
  /**
   * Other pictures than the usual one that can be had here, each with the words of its button. `offer` gives the way to it, once it
   * is known what it shall show; `undefined` where there is to be none, and the form stays as it is.
   */
  otherScreenshots?: readonly { label: string; offer: () => Promise<Ports["takeScreenshot"]> }[];
  /** How the app's owner wants the form to be; `undefined` when it cannot be told. Never rejects. Absent where nobody is asked. */
  settings?: () => Promise<Settings | undefined>;
  /** On whose behalf to ask the server: of who is signed in at the host now. Absent where nobody can be. */
  asUser?: () => AsUser | undefined;
  /** Is told of each change of who is signed in: what was somebody's is nobody else's. Absent where nobody can be. */
  whenUserChanges?: (changed: (wasSignedIn: boolean) => void) => void;
  /** Is told of each change of what the page's facts are: the form reads them anew. Absent where it does not have to hear. */
  whenPageChanges?: (changed: () => void) => void;
  /** What was refused earlier: shown when the form opens. Absent where nothing is kept. Rejects like a storage does. */
  refused?: {
    list(): Promise<Refused[]>;
    /** The user has it back in the form, or threw it away. */
    discard(id: string): Promise<void>;
  };
};

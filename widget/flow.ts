import type { PageFacts } from "../shared/capture/page-facts.ts";
import type { EncodedPicture, SiteFacts } from "../shared/capture/payload.ts";
import type { SourceType } from "../shared/contract/enumerations.ts";
import type { EarshotError } from "../shared/errors.ts";
import { own } from "../shared/own.ts";
import type { Delivery } from "../shared/transport/delivery.ts";
import { type Complaints, complaintsAbout } from "./complaints.ts";
import type { DraftStore, Words } from "./draft.ts";
import { idle } from "./idle.ts";
import { lazily } from "./lazily.ts";
import type { Ports, Refused } from "./ports.ts";
import { asksForEmail } from "./private-mode.ts";
import type { Sending } from "./sending.ts";
import type { Settings } from "./settings.ts";

export type PictureState =
  | { state: "none"; bitmap?: undefined }
  /** Of the page: the form steps aside meanwhile. */
  | { state: "taking"; isOfPage: boolean; bitmap?: undefined }
  | { state: "ready"; bitmap: ImageBitmap; encoded: EncodedPicture }
  | { state: "failed"; problem: EarshotError; bitmap?: undefined };

export type FlowState = {
  /** The form, or how the submission stands. */
  screen: "form" | Delivery["state"];
  words: Words;
  complaints: Complaints;
  picture: PictureState;
  /** What the user added to the words. They leave the page when the words do. */
  files: readonly File[];
  /** What the submission is about, as far as it has been read. */
  page: PageFacts;
  site: SiteFacts;
  /** What the app's owner has set, as far as it is known. */
  settings: Partial<Settings>;
  /**
   * Counts the openings of the form while somebody is signed in at the host, and the changes of who that is. Below 0 while nobody has
   * opened it since such a change.
   */
  visit: number;
  /** Send was pressed and the submission is not stored yet. */
  storing: boolean;
  /** A part of the form could not be loaded. */
  failed: boolean;
  /** Why the submission is saved or needs the user; absent on other screens. */
  delivery?: Delivery;
  /** What was refused in earlier visits. */
  refused: Refused[];
  copied: boolean;
};

/** What a page hears of a form. */
export type FlowEvent =
  | { type: "submit" }
  | { type: "sent"; id: string }
  | { type: "queued" }
  | { type: "error"; problem: EarshotError };

/** What a form knows of where it stands. */
export type World = {
  ports: Ports;
  /** Read when the form opens and when it is sent. @default the page the form stands on */
  page?: (() => PageFacts) | undefined;
  site: () => SiteFacts;
  source: { type: SourceType; sdk: string };
  draft: DraftStore;
  emit: (event: FlowEvent) => void;
  /** Called after every change. */
  changed: () => void;
  signal: AbortSignal;
};

export const NO_WORDS: Words = { content: "", email: "" };
export const NO_PICTURE: PictureState = { state: "none", bitmap: undefined };
export const NO_COMPLAINTS: Complaints = { content: undefined, email: undefined };

export type Flow = {
  readonly state: FlowState;
  readonly world: World;
  /** What the rest of the form changes. A picture that is replaced is closed. */
  set(change: Partial<FlowState>): void;
  /** Fills in what the site knows. It becomes a draft only when the user writes. */
  suggest(change: Partial<Words>): void;
  write(change: Partial<Words>): void;
  /** Does something that has to be loaded first; where that fails, the form says so. */
  run(work: () => Promise<unknown>): Promise<void>;
  /** The form is about to be seen: brings back the draft and what was refused, and reads the page anew. */
  open(prefill?: Partial<Words>): Promise<void>;
  /** Files are being read: what is sent waits for them. */
  add(files: Promise<unknown>): void;
  send(): Promise<void>;
  /** The part of the flow that begins when the form is open. */
  sending(): Promise<Sending>;
};

/**
 * The form's states and what moves it between them. It knows no elements: `ui/` shows what it says. Here is what is needed
 * while somebody writes; `sending.ts` has the rest, and comes when the form is open.
 */
export const createFlow = (world: World): Flow => {
  const { draft, signal } = world;
  let state: FlowState = own({
    screen: "form",
    words: NO_WORDS,
    complaints: NO_COMPLAINTS,
    picture: NO_PICTURE,
    files: [],
    page: { browser: {} },
    site: world.site(),
    settings: {},
    visit: 0,
    storing: false,
    failed: false,
    refused: [],
    copied: false,
  });
  signal.addEventListener("abort", () => state.picture.bitmap?.close());
  let adding: Promise<unknown> = Promise.resolve();
  let need = (): void => {};
  const needed = new Promise<void>((now) => {
    need = now;
  });

  const flow: Flow = {
    get state(): FlowState {
      return state;
    },
    world,

    set(change) {
      if (signal.aborted) return;
      const { bitmap } = state.picture;
      state = own({ ...state, ...change });
      state.words = own(state.words);
      if (bitmap !== state.picture.bitmap) bitmap?.close();
      world.changed();
    },

    suggest(change) {
      const words = own({ ...state.words, ...change });
      // A complaint goes as soon as its reason does, and comes only when send is pressed.
      const now = complaintsAbout(words);
      const { content, email } = state.complaints;
      flow.set({
        words,
        complaints: {
          content: content && now.content,
          email: email && now.email,
        },
      });
    },

    write(change) {
      need();
      flow.suggest(change);
      void draft.write(state.words);
    },

    // Not before the form is seen: nobody waits for it yet, and everybody for that.
    sending: lazily(async () => {
      await Promise.race([idle(), needed]);
      return (await import("./while-writing.ts")).createSending(flow);
    }),

    async run(work) {
      if (state.failed) flow.set({ failed: false });
      await work().catch(() => flow.set({ failed: true, storing: false }));
    },

    async open(prefill = {}) {
      // At once, whether or not the rest comes.
      if (Object.keys(prefill).length > 0) flow.suggest(prefill);
      await flow.run(async () => (await flow.sending()).open(prefill));
    },

    add(files) {
      adding = Promise.allSettled([adding, files]);
    },

    async send() {
      need();
      if (state.storing || state.screen !== "form" || state.picture.state === "taking") return;
      const complaints = complaintsAbout(state.words);
      if (!asksForEmail(state.settings, world.ports)) complaints.email = undefined;
      flow.set({ complaints });
      if (complaints.content || complaints.email) return;
      flow.set({ storing: true });
      await adding;
      await flow.run(async () => (await flow.sending()).send());
    },
  };
  return flow;
};

import type { PageFacts } from "../shared/capture/page-facts.ts";
import { buildSubmission, type EncodedPicture, type Part, type SiteFacts } from "../shared/capture/payload.ts";
import type { SourceType } from "../shared/contract/enumerations.ts";
import type { Submission } from "../shared/contract/submission.ts";
import { EarshotError } from "../shared/errors.ts";
import type { Delivery } from "../shared/transport/delivery.ts";
import { type Complaints, complaintsAbout } from "./complaints.ts";
import type { DraftStore, Words } from "./draft.ts";
import type { Ports, Refused, Screenshot } from "./ports.ts";

export type PictureState =
  | { state: "none" | "taking" }
  | { state: "ready"; bitmap: ImageBitmap; encoded: EncodedPicture }
  | { state: "failed"; problem: EarshotError };

export type FlowState = {
  /** The form, or how the submission stands. */
  screen: "form" | Delivery["state"];
  words: Words;
  complaints: Complaints;
  picture: PictureState;
  /** What the user took out of the submission. */
  leftOut: ReadonlySet<Part>;
  page: PageFacts;
  site: SiteFacts;
  /** Send was pressed and the submission is not stored yet. */
  storing: boolean;
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

export type FlowOptions = {
  ports: Ports;
  /** Read when the form opens and when it is sent. */
  page: () => PageFacts;
  site: () => SiteFacts;
  source: { type: SourceType; sdk: string };
  draft: DraftStore;
  /** Makes a picture fit for sending. */
  encode: (bitmap: ImageBitmap) => Promise<string>;
  decode: (dataUrl: string) => Promise<ImageBitmap>;
  /** Puts text on the clipboard; rejects where that is not allowed. */
  copy: (text: string) => Promise<void>;
  emit: (event: FlowEvent) => void;
  /** Called after every change. */
  changed: () => void;
  signal: AbortSignal;
};

const NO_WORDS: Words = { content: "", email: "" };
const NO_PICTURE: PictureState = { state: "none" };

const asError = (thrown: unknown): EarshotError =>
  thrown instanceof EarshotError ? thrown : new EarshotError("screenshot_failed", "", { cause: thrown });

/** The form's states and what moves it between them. It knows no elements: `ui/` shows what it says. */
export const createFlow = (options: FlowOptions) => {
  const { ports, draft, encode, decode, emit, changed, signal } = options;
  const site = options.site;
  /** Of a refused submission that is being edited, its own page; else the page the form stands on. */
  let editedPage: PageFacts | undefined;
  /** Which submission the screen is about: later news of earlier ones must not take the form away from its writer. */
  let turn = 0;
  /** Texts that the outbox has in memory only. Their draft is for the next visit, not for this one. */
  const onlyHere = new Set<string>();
  let state: FlowState = {
    screen: "form",
    words: NO_WORDS,
    complaints: {},
    picture: NO_PICTURE,
    leftOut: new Set(),
    page: options.page(),
    site: site(),
    storing: false,
    refused: [],
    copied: false,
  };

  const set = (change: Partial<FlowState>) => {
    if (signal.aborted) return;
    state = { ...state, ...change };
    changed();
  };
  const setWords = (change: Partial<Words>) => {
    const words = { ...state.words, ...change };
    // A complaint goes as soon as its reason does, and comes only when send is pressed.
    const now = complaintsAbout(words);
    const { content, email } = state.complaints;
    set({
      words,
      complaints: {
        ...(content && now.content ? { content: now.content } : {}),
        ...(email && now.email ? { email: now.email } : {}),
      },
    });
  };
  /** Which picture the form is waiting for: one that was dropped while it was taken must not come back. */
  let wanted = 0;
  const dropPicture = () => {
    wanted++;
    if (state.picture.state === "ready") state.picture.bitmap.close();
    return NO_PICTURE;
  };
  const fresh = () => {
    editedPage = undefined;
    turn++;
    const { email } = state.words; // whoever writes twice is the same person
    return {
      screen: "form" as const,
      words: { ...NO_WORDS, email },
      complaints: {},
      picture: dropPicture(),
      leftOut: new Set<Part>(),
      page: options.page(),
      site: site(),
    };
  };
  signal.addEventListener("abort", dropPicture);

  const submission = (): Submission =>
    buildSubmission({
      words: state.words,
      page: state.page,
      leftOut: state.leftOut,
      site: state.site,
      source: options.source,
      ...(state.picture.state === "ready" ? { picture: state.picture.encoded } : {}),
    });

  const hear = (mine: number, content: string, delivery: Delivery) => {
    // From here on the outbox has the text; before that the form has it, and shows it. What the outbox has in memory only
    // stays a draft until it has arrived, for the next visit.
    if (delivery.state === "sending" && delivery.leaveOpen) onlyHere.add(content);
    else if (delivery.state === "sending" || delivery.state === "sent") void draft.drop(content);
    if (delivery.state === "sent") emit({ type: "sent", id: delivery.id });
    else if (delivery.state === "saved") emit({ type: "queued" });
    else if (delivery.state === "needs-you") emit({ type: "error", problem: delivery.problem });
    if (mine === turn) set({ screen: delivery.state, delivery, storing: false, copied: false });
  };

  return {
    get state(): FlowState {
      return state;
    },

    /** The form is about to be seen: brings back the draft and what was refused, and reads the page anew. */
    async open(prefill: Partial<Words> = {}): Promise<void> {
      if (state.screen === "sent" || state.screen === "saved") set(fresh());
      else if (!editedPage) set({ page: options.page(), site: site() });
      const [words, refused] = await Promise.all([
        state.words.content ? undefined : draft.read(),
        ports.refused?.list().catch(() => []) ?? [],
      ]);
      // The user may have begun to write meanwhile: what stands in the form is newer than any draft.
      if (words && !state.words.content && !onlyHere.has(words.content)) set({ words: { ...state.words, ...words } });
      if (Object.keys(prefill).length > 0) setWords(prefill);
      const shown = state.delivery?.state === "needs-you" && state.screen === "needs-you" && state.delivery.entry;
      set({ refused: refused.filter(({ id }) => id !== shown) });
    },

    write(change: Partial<Words>): void {
      setWords(change);
      void draft.write(state.words);
    },

    /** Fills in what the site knows. It becomes a draft only when the user writes. */
    suggest(words: Partial<Words>): void {
      setWords(words);
    },

    leaveOut(part: Part, out: boolean): void {
      const leftOut = new Set(state.leftOut);
      if (out) leftOut.add(part);
      else leftOut.delete(part);
      set({ leftOut });
    },

    async takePicture(): Promise<void> {
      if (!ports.takeScreenshot || state.picture.state === "taking") return;
      dropPicture();
      const mine = wanted;
      set({ picture: { state: "taking" } });
      let taken: Screenshot | undefined;
      try {
        taken = await ports.takeScreenshot(signal);
        const { bitmap, method, durationMs, gaps } = taken;
        const dataUrl = await encode(bitmap);
        if (signal.aborted || mine !== wanted) return bitmap.close();
        const leftOut = new Set(state.leftOut);
        leftOut.delete("picture");
        set({ picture: { state: "ready", bitmap, encoded: { dataUrl, method, durationMs, gaps } }, leftOut });
      } catch (thrown) {
        taken?.bitmap.close();
        if (mine !== wanted) return;
        const problem = asError(thrown);
        set({ picture: { state: "failed", problem } });
        emit({ type: "error", problem });
      }
    },

    removePicture(): void {
      set({ picture: dropPicture() });
    },

    async send(): Promise<void> {
      if (state.storing || state.screen !== "form" || state.picture.state === "taking") return;
      const complaints = complaintsAbout(state.words);
      set({ complaints });
      if (complaints.content || complaints.email) return;
      if (!editedPage) set({ page: options.page(), site: site() });
      set({ storing: true });
      emit({ type: "submit" });
      const mine = ++turn;
      const { content } = state.words;
      await ports.submit(submission(), (delivery) => hear(mine, content, delivery));
    },

    /** Shows the first of what was refused earlier. */
    async showRefused(): Promise<void> {
      const [first] = state.refused;
      if (!first) return;
      const { content, category, customerEmail: email = "", screenshotDataUrl: dataUrl, capture } = first.submission;
      const { pageUrl: url, pageTitle: title, client, customerName: name, tags = [], metadata } = first.submission;
      const { sdk: _, ...browser } = client ?? {};
      const bitmap = dataUrl && (await decode(dataUrl).catch(() => undefined));
      editedPage = { ...(url ? { url } : {}), ...(title ? { title } : {}), browser };
      const encoded = dataUrl && {
        method: "upload" as const,
        durationMs: 0,
        ...capture,
        dataUrl,
        gaps: capture?.gaps ?? [],
      };
      dropPicture();
      set({
        screen: "needs-you",
        delivery: { state: "needs-you", problem: first.problem, entry: first.id },
        words: { content, category, email },
        picture: bitmap && encoded ? { state: "ready", bitmap, encoded: encoded as EncodedPicture } : NO_PICTURE,
        leftOut: new Set(),
        page: editedPage,
        site: { name, tags, metadata },
        refused: state.refused.slice(1),
        copied: false,
      });
    },

    /** Back into the form with a refused submission: first the draft has it, then the outbox lets it go. */
    async edit(): Promise<void> {
      const entry = state.delivery?.state === "needs-you" ? state.delivery.entry : undefined;
      turn++;
      await draft.write(state.words);
      if (entry) await ports.refused?.discard(entry).catch(() => {});
      set({ screen: "form" });
    },

    async copy(): Promise<void> {
      await options.copy(state.words.content).then(
        () => set({ copied: true }),
        () => {},
      );
    },

    async discard(): Promise<void> {
      const entry = state.delivery?.state === "needs-you" ? state.delivery.entry : undefined;
      if (entry) await ports.refused?.discard(entry).catch(() => {});
      void draft.drop(state.words.content);
      set(fresh());
    },

    another(): void {
      set(fresh());
    },
  };
};

export type Flow = ReturnType<typeof createFlow>;

import { type PageFacts, readPageFacts } from "../shared/capture/page-facts.ts";
import type { EncodedPicture } from "../shared/capture/payload.ts";
import { decodePicture } from "../shared/capture/screenshot/decode.ts";
import type { Delivery } from "../shared/transport/delivery.ts";
import type { Words } from "./draft.ts";
import { type Flow, type FlowState, NO_COMPLAINTS, NO_PICTURE, NO_WORDS } from "./flow.ts";
import { own } from "./own.ts";
import { submissionOf } from "./submission.ts";

/** The part of the flow that begins when the form is open: its draft, its submission, and what comes of it. */
export const createSending = (flow: Flow) => {
  const { world } = flow;
  const { ports, draft, emit, site } = world;
  const page = (): PageFacts => world.page?.() ?? readPageFacts(window);
  /** Of a refused submission that is being edited, its own page; else the page the form stands on. */
  let editedPage: PageFacts | undefined;
  /** Which submission the screen is about: later news of earlier ones must not take the form away from its writer. */
  let turn = 0;
  /** Texts that the outbox has in memory only. Their draft is for the next visit, not for this one. */
  const onlyHere = new Set<string>();
  /** Takes back what is being sent, while only its files are on their way. */
  let back = new AbortController();

  const fresh = (): Partial<FlowState> => {
    editedPage = undefined;
    turn++;
    const { email } = flow.state.words; // whoever writes twice is the same person
    return {
      screen: "form",
      words: { ...NO_WORDS, email },
      complaints: NO_COMPLAINTS,
      picture: NO_PICTURE,
      files: [],
      leftOut: new Set<string>(),
      page: page(),
      site: site(),
    };
  };

  const hear = (mine: number, content: string, told: Delivery) => {
    const delivery = own(told);
    // From here on the outbox has the text; before that the form has it, and shows it. What the outbox has in memory only
    // stays a draft until it has arrived, for the next visit.
    const isTakenBack = delivery.state === "needs-you" && delivery.problem.code === "aborted" && !delivery.entry;
    const isBegun = delivery.state === "sending" && !delivery.progress;
    if (delivery.state === "sending" && delivery.leaveOpen) onlyHere.add(content);
    else if (isBegun || delivery.state === "sent") {
      void draft.drop(content);
      void ports.files?.keep(mine === turn ? [] : flow.state.files);
    }
    if (delivery.state === "sent") emit({ type: "sent", id: delivery.id });
    else if (delivery.state === "saved") emit({ type: "queued" });
    else if (delivery.state === "needs-you" && !isTakenBack) emit({ type: "error", problem: delivery.problem });
    const screen = isTakenBack ? "form" : delivery.state;
    if (mine === turn) flow.set({ screen, delivery, storing: false, copied: false });
  };

  /** The refused submission on the screen, as the outbox knows it. */
  const refusedEntry = (): string | undefined => {
    const { screen, delivery } = flow.state;
    return screen === "needs-you" && delivery?.state === "needs-you" ? delivery.entry : undefined;
  };
  const forgetRefused = async () => {
    const entry = refusedEntry();
    if (entry) await ports.refused?.discard(entry).catch(() => {});
  };

  return {
    async open(prefill: Partial<Words>): Promise<void> {
      const { screen } = flow.state;
      if (screen === "sent" || screen === "saved") flow.set(fresh());
      else if (!editedPage) flow.set({ page: page(), site: site() });
      if (ports.asUser?.()) flow.set({ visit: flow.state.visit + 1 });
      const [words, refused] = await Promise.all([
        flow.state.words.content ? undefined : draft.read().catch(() => undefined),
        ports.refused?.list().catch(() => []) ?? [],
      ]);
      // The user may have begun to write meanwhile: what stands in the form is newer than any draft.
      if (words && !flow.state.words.content && !onlyHere.has(words.content))
        flow.set({ words: { ...flow.state.words, ...words } });
      const { element, pointedOn } = flow.state.words;
      if (element && !editedPage && pointedOn !== flow.state.page.url) flow.suggest({ element: undefined });
      if (Object.keys(prefill).length > 0) flow.suggest(prefill);
      flow.set({ refused: refused.filter(({ id }) => id !== refusedEntry()) });
    },

    async send(): Promise<void> {
      if (!editedPage) flow.set({ page: page(), site: site() });
      emit({ type: "submit" });
      const mine = ++turn;
      const { words, files } = flow.state;
      back = new AbortController();
      const along = { files, signal: back.signal };
      await ports.submit(submissionOf(flow.state, world), (delivery) => hear(mine, words.content, delivery), along);
    },

    removeFile(file: File): void {
      flow.set({ files: flow.state.files.filter((one) => one !== file) });
      void ports.files?.keep(flow.state.files);
    },

    /** Back into the form with what is being sent: first it is a draft again, then the outbox lets it go. */
    async takeBack(): Promise<void> {
      const { words, files } = flow.state;
      const mine = back;
      await Promise.all([draft.write(words), ports.files?.keep(files)]);
      mine.abort();
    },

    /** Shows the first of what was refused earlier. */
    async showRefused(): Promise<void> {
      const [first, ...refused] = flow.state.refused;
      if (!first) return;
      const submission = own(first.submission);
      const { content, category, customerEmail: email = "", screenshotDataUrl: dataUrl, capture } = submission;
      const { pageUrl: url, pageTitle: title, client, customerName: name, tags = [], metadata } = submission;
      const { rating, element } = submission;
      const { sdk: _, ...browser } = own(client ?? {});
      const bitmap = dataUrl && (await decodePicture(dataUrl).catch(() => undefined));
      editedPage = { ...(url ? { url } : {}), ...(title ? { title } : {}), browser };
      const encoded = dataUrl && {
        method: "upload" as const,
        durationMs: 0,
        ...capture,
        dataUrl,
        gaps: capture?.gaps ?? [],
      };
      flow.set({
        screen: "needs-you",
        delivery: { state: "needs-you", problem: first.problem, entry: first.id },
        words: { content, category, email, rating, element },
        picture: bitmap && encoded ? { state: "ready", bitmap, encoded: encoded as EncodedPicture } : NO_PICTURE,
        files: first.files ?? [],
        leftOut: new Set(client?.sdk ? [] : ["client.sdk"]), // what else was left out is not there
        page: editedPage,
        site: { name, tags, metadata },
        refused,
        copied: false,
      });
    },

    /** Back into the form with a refused submission: first the draft has it, then the outbox lets it go. */
    async edit(): Promise<void> {
      turn++;
      await Promise.all([draft.write(flow.state.words), ports.files?.keep(flow.state.files)]);
      await forgetRefused();
      flow.set({ screen: "form" });
    },

    async copy(): Promise<void> {
      await navigator.clipboard.writeText(flow.state.words.content).then(
        () => flow.set({ copied: true }),
        () => {},
      );
    },

    async discard(): Promise<void> {
      await forgetRefused();
      void draft.drop(flow.state.words.content);
      void ports.files?.keep([]);
      flow.set(fresh());
    },

    another(): void {
      flow.set(fresh());
    },
  };
};

export type Sending = ReturnType<typeof createSending>;

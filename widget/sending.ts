import { type PageFacts, readPageFacts } from "../shared/capture/page-facts.ts";
import type { EncodedPicture } from "../shared/capture/payload.ts";
import { decodePicture } from "../shared/capture/screenshot/decode.ts";
import { own } from "../shared/own.ts";
import type { Delivery } from "../shared/transport/delivery.ts";
import type { Words } from "./draft.ts";
import { type Flow, type FlowState, NO_COMPLAINTS, NO_PICTURE, NO_WORDS } from "./flow.ts";
import type { Refused } from "./ports.ts";
import { submissionOf } from "./submission.ts";

/** What is of one message. Who leaves out anything else does not want it in the next one either. */
const OF_ONE_MESSAGE = ["screenshotDataUrl", "capture", "capture.marks", "element", "category", "rating"];

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
  let readingFiles: Promise<void> | undefined;
  /** Takes back what is being sent, while only its files are on their way. */
  let back = new AbortController();

  const fresh = (): Partial<FlowState> => {
    editedPage = undefined;
    readingFiles = undefined; // who comes next may be somebody else
    turn++;
    const { email, leftOut = [] } = flow.state.words; // whoever writes twice is the same person
    return {
      screen: "form",
      words: { ...NO_WORDS, email, leftOut: leftOut.filter((path) => !OF_ONE_MESSAGE.includes(path)) },
      complaints: NO_COMPLAINTS,
      picture: NO_PICTURE,
      files: [],
      page: page(),
      site: site(),
    };
  };

  const readFiles = async () => {
    const kept = (await ports.files?.read()) ?? [];
    if (kept.length === 0) return;
    const { files } = flow.state;
    flow.set({ files: [...kept, ...files] });
    if (files.length > 0) void ports.files?.keep(flow.state.files);
  };

  const hear = (mine: number, { content, edited }: Words, told: Delivery) => {
    const delivery = own(told);
    // From here on the outbox has the text; before that the form has it, and shows it. What the outbox has in memory only
    // stays a draft until it has arrived, for the next visit.
    const isTakenBack = delivery.state === "needs-you" && delivery.problem.code === "aborted" && !delivery.entry;
    const isBegun = delivery.state === "sending" && !delivery.progress;
    if (delivery.state === "sending" && delivery.leaveOpen) onlyHere.add(content);
    else if (isBegun || delivery.state === "sent") {
      void draft.drop(content);
      void ports.files?.keep(mine === turn ? [] : flow.state.files);
      if (edited) void ports.refused?.discard(edited).catch(() => {}); // what has come of it is in the outbox
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

  /** What a refused submission has beside its words and its files. */
  const besideWords = async (refused: Refused): Promise<Pick<FlowState, "picture" | "page" | "site">> => {
    const submission = own(refused.submission);
    const { screenshotDataUrl: dataUrl, capture, pageUrl: url, pageTitle: title, client, logs } = submission;
    const { customerName: name, tags = [], metadata } = submission;
    const { sdk: _, ...browser } = own(client ?? {});
    const bitmap = dataUrl && (await decodePicture(dataUrl).catch(() => undefined));
    editedPage = { ...(url ? { url } : {}), ...(title ? { title } : {}), browser, logs };
    const encoded = dataUrl && {
      method: "upload" as const,
      durationMs: 0,
      ...capture,
      dataUrl,
      gaps: capture?.gaps ?? [],
    };
    return {
      picture: bitmap && encoded ? { state: "ready", bitmap, encoded: encoded as EncodedPicture } : NO_PICTURE,
      page: editedPage,
      site: { name, tags, metadata },
    };
  };

  const readPage = (): void => {
    if (!editedPage) flow.set({ page: page(), site: site() });
  };
  ports.whenPageChanges?.(readPage);

  /** Once what was kept on the last visit is in the form: before that, what is kept now would be in its place. */
  const filesRead = (): Promise<void> => (readingFiles ??= readFiles().catch(() => {}));

  return {
    filesRead,

    async open(prefill: Partial<Words>): Promise<void> {
      const { screen } = flow.state;
      if (screen === "sent" || screen === "saved") {
        flow.set(fresh());
        flow.suggest(prefill);
      } else readPage();
      if (ports.asUser?.()) flow.set({ visit: Math.abs(flow.state.visit) + 1 });
      // What stands in the form is newer than any draft, if its user wrote it.
      const isUnwritten = () => ["", own(prefill).content].includes(flow.state.words.content);
      const [words, refused] = await Promise.all([
        isUnwritten() ? draft.read().catch(() => undefined) : undefined,
        ports.refused?.list().catch(() => []) ?? [],
        filesRead(),
      ]);
      // The user may have begun to write meanwhile.
      if (words && isUnwritten() && !onlyHere.has(words.content)) {
        const edited = refused.find(({ id }) => id === own(words).edited);
        flow.set({ words: { ...flow.state.words, ...words, ...prefill }, ...(edited && (await besideWords(edited))) });
      }
      const { element, pointedOn } = flow.state.words;
      if (element && !editedPage && pointedOn !== flow.state.page.url) flow.suggest({ element: undefined });
      flow.set({ refused: refused.filter(({ id }) => id !== refusedEntry() && id !== flow.state.words.edited) });
    },

    async send(): Promise<void> {
      await readingFiles;
      readPage();
      emit({ type: "submit" });
      const mine = ++turn;
      const { words, files } = flow.state;
      back = new AbortController();
      const along = { files, signal: back.signal };
      await ports.submit(submissionOf(flow.state, world), (delivery) => hear(mine, words, delivery), along);
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
      const { content, category, customerEmail: email = "", rating, element, client, sourceType } = submission;
      // What else was left out is not there.
      const leftOut = [...(client && own(client).sdk ? [] : ["client.sdk"]), ...(sourceType ? [] : ["sourceType"])];
      flow.set({
        screen: "needs-you",
        delivery: { state: "needs-you", problem: first.problem, entry: first.id },
        words: { ...NO_WORDS, content, category, email, rating, element, leftOut },
        files: first.files ?? [],
        ...(await besideWords(first)),
        refused,
        copied: false,
      });
    },

    /** Back into the form with a refused submission. The outbox has it until what comes of it is there too: a draft has no picture. */
    async edit(): Promise<void> {
      turn++;
      const { words, files } = flow.state;
      const edited = refusedEntry() ?? words.edited;
      flow.set({ words: { ...words, edited } });
      await Promise.all([draft.write(flow.state.words), ports.files?.keep(files)]);
      flow.set({ screen: "form" });
    },

    async copy(): Promise<void> {
      await navigator.clipboard.writeText(flow.state.words.content).then(
        () => flow.set({ copied: true }),
        () => {},
      );
    },

    async discard(): Promise<void> {
      for (const entry of [refusedEntry(), flow.state.words.edited])
        if (entry) await ports.refused?.discard(entry).catch(() => {});
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

import { render } from "preact";
import { type PageFacts, readPageFacts } from "../shared/capture/page-facts.ts";
import type { SiteFacts } from "../shared/capture/payload.ts";
import { decodePicture } from "../shared/capture/screenshot/decode.ts";
import { encodePicture } from "../shared/capture/screenshot/encode.ts";
import type { SourceType } from "../shared/contract/enumerations.ts";
import { inkOn } from "./accent.ts";
import { type DraftStore, noDraft, type Words } from "./draft.ts";
import { createFlow, type FlowEvent } from "./flow.ts";
import { adoptSheet, attachHost, keepKeys, keepTab } from "./host.ts";
import { learn } from "./language.ts";
import type { Position, Theme } from "./options.ts";
import { own } from "./own.ts";
import type { Ports } from "./ports.ts";
import css from "./styles/index.css?inline";
import { type Say, sayIn, type Texts } from "./text.ts";
import { Panel } from "./ui/panel.tsx";

export type WidgetEvent = FlowEvent | { type: "open" } | { type: "close" };

export type MountOptions = {
  /** Shows the form inside this element, always, as part of it. Without one it is a dialog that `open()` opens. */
  container?: Element | undefined;
  /** A root of the caller's own to put the dialog into. @default one of its own, beside the page's body */
  root?: ShadowRoot | undefined;
  /** @default "auto" */
  theme?: Theme | undefined;
  /** Any CSS colour. @default Earshot's blue */
  accent?: string | undefined;
  /** Where the dialog opens. @default "bottom-right" */
  position?: Position | undefined;
  /** Language of the sentences, such as `de-CH`; what the form does not speak is English. @default the page's `lang` */
  locale?: string | undefined;
  texts?: Partial<Texts> | undefined;
  /** Put on every feedback. */
  tags?: readonly string[] | undefined;
  /** What the feedback is about. @default the page the form stands on */
  page?: (() => PageFacts) | undefined;
  /** Who is sending. @default the widget */
  source?: { type: SourceType; sdk: string } | undefined;
  /** Where unfinished words are kept. @default nowhere */
  draft?: DraftStore | undefined;
  /** Takes the picture without being asked, for where the user has just asked for one by opening the form. @default false */
  pictureAtOnce?: boolean | undefined;
  on?: ((event: WidgetEvent) => void) | undefined;
};

/** What `open` may fill in beforehand. */
export type Prefill = Partial<Words>;

export type Mounted = {
  /** Opens the dialog, or puts the focus into the form that is there. */
  open(prefill?: Prefill): void;
  /** Closes the dialog. What was written stays. */
  close(): void;
  /** Who the user is, as far as the site knows. `null` forgets it. */
  identify(person: { name?: string; email?: string } | null): void;
  /** Sent with every feedback from now on. */
  setMetadata(metadata: NonNullable<SiteFacts["metadata"]>): void;
  /** Its root was moved within the page, which ended the dialog though it says it is open: shows it again. */
  moved(): void;
  /** Takes everything away, and ends what is under way. What is in the outbox stays there. */
  destroy(): void;
};

const WIDGET = { type: "widget", sdk: "earshot-widget" } as const;

/**
 * The form, in a page or in the extension: the one seam is `ports`. Everything it adds to a page ends with `destroy()`.
 *
 * ```ts
 * const feedback = mount({ theme: "dark" }, ports);
 * button.onclick = () => feedback.open();
 * ```
 */
export const mount = (given: MountOptions, givenPorts: Ports): Mounted => {
  const [options, ports] = [own(given), own(givenPorts)];
  const { container, theme = "auto", accent = "", position = "bottom-right", source = WIDGET } = options;
  const { page = () => readPageFacts(window), draft = noDraft, on = () => {} } = options;
  const { locale = document.documentElement.lang } = options;
  const ends = new AbortController();
  const { signal } = ends;
  const root = options.root ?? attachHost(container ?? document.documentElement);
  /** Absent until its language is there: a form that changes it under its reader's eyes puzzles. */
  let say: Say | undefined;
  let site: SiteFacts = own({ tags: options.tags ?? [] });

  adoptSheet(root, css);
  if (!container) keepKeys(root, signal);
  const dialog = container ? undefined : document.createElement("dialog");
  const shell = dialog ?? document.createElement("div");
  shell.className = "shell";
  shell.dataset.theme = theme;
  shell.dataset.position = container ? "embedded" : position;
  const ink = inkOn(accent);
  if (ink) {
    shell.style.setProperty("--accent", accent);
    shell.style.setProperty("--on-accent", ink);
  }
  if (dialog) dialog.setAttribute("aria-labelledby", "title");
  root.append(shell);

  const close = dialog && (() => dialog.close());
  const flow = createFlow({
    ports,
    page,
    site: () => site,
    source,
    draft,
    encode: encodePicture,
    decode: decodePicture,
    copy: (text) => navigator.clipboard.writeText(text),
    emit: on,
    changed: () => draw(),
    signal,
  });
  const draw = () => {
    // The picture shows what the user sees of the page, so the panel steps aside for it.
    shell.toggleAttribute("data-aside", flow.state.picture.state === "taking");
    const pictures = ports.takeScreenshot !== undefined;
    if (say) render(<Panel {...{ state: flow.state, flow, say, pictures, close, form: source.sdk }} />, shell);
  };

  let opened: AbortController | undefined;
  dialog?.addEventListener("close", () => {
    opened?.abort();
    on({ type: "close" });
  });
  // A press that begins and ends outside the panel closes it; one that begins in the text and slips out does not.
  let pressedOutside = false;
  dialog?.addEventListener("pointerdown", (event) => {
    pressedOutside = event.target === dialog;
  });
  dialog?.addEventListener("click", (event) => {
    if (pressedOutside && event.target === dialog) dialog.close();
  });

  /** Somebody asked for the form, and it is not there yet. */
  let wanted = false;
  const show = () => {
    if (!wanted || !say) return;
    wanted = false;
    if (!dialog) return shell.querySelector<HTMLElement>("textarea")?.focus();
    if (dialog.open) return;
    opened = new AbortController();
    keepTab(root, opened.signal);
    dialog.showModal();
    on({ type: "open" });
  };
  learn(
    locale,
    ({ tag, direction, texts }) => {
      say = sayIn({ tag, texts }, options.texts);
      for (const one of [shell, root.querySelector<HTMLElement>(".launcher")]) if (one) one.dir = direction;
      shell.lang = tag;
      draw();
      show();
    },
    signal,
  );
  if (container) void flow.open();
  if (options.pictureAtOnce) void flow.takePicture();

  return {
    open(prefill) {
      void flow.open(prefill);
      wanted = true;
      show();
    },
    close() {
      wanted = false;
      dialog?.close();
    },
    identify(person) {
      const { name, email }: { name?: string; email?: string } = own(person ?? {});
      site = own({ ...site, name });
      if (!flow.state.words.email && email) flow.suggest({ email });
    },
    setMetadata(metadata) {
      site = own({ ...site, metadata });
    },
    moved() {
      for (const one of root.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
        one.open = false;
        one.showModal();
      }
    },
    destroy() {
      if (dialog?.open) dialog.close();
      opened?.abort();
      ends.abort();
      render(null, shell);
      shell.remove();
      if (!options.root) root.host.remove();
    },
  };
};

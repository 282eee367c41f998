import { render } from "preact";
import type { PageFacts } from "../shared/capture/page-facts.ts";
import type { SiteFacts } from "../shared/capture/payload.ts";
import type { SourceType } from "../shared/contract/enumerations.ts";
import { own } from "../shared/own.ts";
import type { DraftStore, Words } from "./draft.ts";
import { createFlow, type Flow, type FlowEvent, NO_WORDS } from "./flow.ts";
import { adoptSheet, attachHost, keepKeys } from "./host.ts";
import { learn, type Spoken } from "./language.ts";
import { noDraft } from "./no-draft.ts";
import type { Position, Theme } from "./options.ts";
import { addPicture } from "./picture/add.ts";
import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";
import css from "./styles/index.css?inline";
import { type Say, sayIn, type Texts } from "./text.ts";
import { Panel } from "./ui/panel.tsx";

export type WidgetEvent = FlowEvent | { type: "open" } | { type: "close" };

export type MountOptions = {
  /** Shows the form inside this element, always, as part of it. Without one it is a dialog that `open()` opens. */
  container?: Element | undefined;
  /** A root of the caller's own to put the dialog into. @default one of its own, beside the page's body */
  root?: ShadowRoot | undefined;
  /** @default that of the app's settings, else "auto" */
  theme?: Theme | undefined;
  /** Any CSS colour. @default that of the app's settings, else Earshot's blue */
  accent?: string | undefined;
  /** Where the dialog opens. @default as the app's settings say, else "bottom-right" */
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

/** Black or white, whichever can be read on the accent colour: at a lightness of 49 both have the same contrast. */
const INK = "lch(from var(--ear-accent) calc((49 - l) * infinity) 0 0)";

/** How long a form waits for the app's settings, in ms. */
const PATIENCE = 300;

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
  const { container, source = WIDGET, page, draft = noDraft } = options;
  const { locale = document.documentElement.lang } = options;
  const ends = new AbortController();
  const { signal } = ends;
  /** What a listener throws is its owner's to hear of, as of any error; what we are about goes on. */
  const on = (event: WidgetEvent) => {
    try {
      options.on?.(event);
    } catch (problem) {
      queueMicrotask(() => {
        throw problem;
      });
    }
  };
  const root = options.root ?? attachHost(container ?? document.documentElement);
  /** Absent until its language is there: a form that changes it under its reader's eyes puzzles. */
  let spoken: Spoken | undefined;
  let say: Say;
  let site: SiteFacts = own({ tags: options.tags ?? [] });

  const adopted = new Set<string>();
  const adopt = (sheet: string) => {
    if (adopted.has(sheet)) return;
    adopted.add(sheet);
    adoptSheet(root, sheet);
  };
  adopt(css);
  if (!container) keepKeys(root, signal);
  const dialog = container ? undefined : document.createElement("dialog");
  const shell = dialog ?? document.createElement("div");
  shell.className = "shell";
  if (dialog) {
    dialog.setAttribute("aria-labelledby", "title");
    dialog.tabIndex = -1; // a press on its plain ground leaves the focus in it, else the page would hear the next keys
  }
  root.append(shell);

  const close = dialog && (() => dialog.close());
  /** The e-mail address that `identify` has filled in. It is in no draft: the site says it anew. */
  let suggested = "";
  const flow: Flow = createFlow({
    ports,
    page,
    site: () => site,
    source,
    draft: {
      drop: (content) => draft.drop(content),
      read: async () => {
        const words = await draft.read();
        return words && { ...words, email: words.email || flow.state.words.email };
      },
      write: (words) => draft.write(words.email === suggested ? { ...words, email: "" } : words),
    },
    emit: on,
    changed: () => draw(),
    signal,
  });
  const draw = () => {
    // The picture shows what the user sees of the page, so the panel steps aside for it.
    shell.toggleAttribute("data-aside", "isOfPage" in flow.state.picture && flow.state.picture.isOfPage);
    if (spoken)
      render(
        <Panel {...{ state: flow.state, flow, say, whole: () => whole(), root, adopt, close, form: source.sdk }} />,
        shell,
      );
  };
  /** What the site says itself wins over what the app's owner has set. */
  const look = (settings: Partial<Settings> = {}) => {
    const { theme, texts }: Partial<Settings> = own(settings);
    shell.dataset.theme = options.theme ?? theme?.scheme ?? "auto";
    shell.dataset.position = container ? "embedded" : (options.position ?? theme?.position ?? "bottom-right");
    const accent = options.accent ?? theme?.accent;
    if (accent && CSS.supports("color", accent)) {
      shell.style.setProperty("--ear-accent", accent);
      shell.style.setProperty("--ear-on-accent", INK);
    }
    if (spoken) say = sayIn(spoken, own({ ...texts, ...options.texts }));
  };

  let opened = false;
  /** Who was signed in when it was opened no longer is. */
  let isLeft = false;
  /** A window above the form, left open when that goes, would be modal without being seen: nothing of the page could be pressed. */
  const closeInner = () => {
    for (const one of shell.querySelectorAll<HTMLDialogElement>("dialog[open]")) one.close();
  };
  dialog?.addEventListener("close", () => {
    opened = false;
    if (isLeft) leave();
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
  let isSet = !ports.settings;
  const show = () => {
    if (!spoken || !isSet) return;
    draw();
    if (!wanted) return;
    wanted = false;
    if (!dialog) return shell.querySelector<HTMLElement>("textarea")?.focus();
    if (dialog.open) return;
    opened = true;
    dialog.showModal();
    on({ type: "open" });
    // What sending needs is fetched while somebody writes: there may be no network any more when they have written.
    void flow.run(async () => {
      await flow.sending();
      (await import("./while-writing.ts")).stayInSight(dialog);
      await whole();
    });
  };
  look();
  const whole = learn(
    locale,
    (language) => {
      spoken = language;
      for (const one of [shell, root.querySelector<HTMLElement>(".launcher")]) if (one) one.dir = language.direction;
      shell.lang = language.tag;
      look(flow.state.settings);
      show();
    },
    signal,
  );
  if (ports.settings) {
    const patience = setTimeout(() => {
      isSet = true;
      show();
    }, PATIENCE);
    signal.addEventListener("abort", () => clearTimeout(patience));
    let isWritten = false;
    shell.addEventListener("input", () => (isWritten = true), { signal });
    void ports.settings().then((settings: Partial<Settings> = {}) => {
      if (signal.aborted) return;
      clearTimeout(patience);
      isSet = true;
      // A form that somebody writes in does not change any more. But what the server would refuse is not asked for.
      flow.set({ settings: isWritten ? { mode: settings.mode } : settings });
      if (!isWritten) look(settings);
      show();
    });
  }
  // What stood there for somebody is not for who comes next. What is being written stays until its writer leaves it.
  const leave = () => {
    isLeft = false;
    flow.set({ words: { ...NO_WORDS, email: suggested } });
    void flow.sending().then(
      (it) => it.another(),
      () => {},
    );
  };
  ports.whenUserChanges?.((wasSignedIn) => {
    const visit = Math.abs(flow.state.visit) + 1;
    flow.set({ refused: [], ...(wasSignedIn ? { visit: container || opened ? visit : -visit } : {}) });
    if (!wasSignedIn) return;
    if (container ? shell.matches(":focus-within") : opened) isLeft = true;
    else leave();
  });
  if (container) void flow.open();
  if (options.pictureAtOnce) void addPicture({ flow, whole });

  return {
    open(prefill) {
      void flow.open(prefill);
      wanted = true;
      show();
    },
    close() {
      wanted = false;
      closeInner();
      if (dialog && opened && !dialog.open) dialog.show(); // it had stepped aside, and is closed for good
      dialog?.close();
    },
    identify(person) {
      const { name, email }: { name?: string; email?: string } = own(person ?? {});
      site = own({ ...site, name });
      // What was suggested for somebody else goes; what the visitor typed stays.
      const isTyped = flow.state.words.email !== suggested;
      suggested = email ?? "";
      if (!isTyped || !flow.state.words.email) flow.suggest({ email: suggested });
    },
    setMetadata(metadata) {
      site = own({ ...site, metadata });
      void import("./while-writing.ts").then((it) => it.tellOfMetadata(metadata)).catch(() => {});
    },
    moved() {
      for (const one of root.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
        one.open = false;
        one.showModal();
      }
    },
    destroy() {
      closeInner();
      if (dialog?.open) dialog.close();
      ends.abort();
      render(null, shell);
      shell.remove();
      if (!options.root) root.host.remove();
    },
  };
};

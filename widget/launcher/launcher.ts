import type { WidgetEvent } from "../mount.tsx";
import type { GivenOptions } from "../options.ts";
import type { Panel } from "../panel.ts";
import { followModals } from "./follow-modals.ts";
import css from "./launcher.css?inline";
import type { makeMovable } from "./movable.ts";
import { sideOf } from "./side.ts";
import type { Tell } from "./tell.ts";

export type Launcher = {
  /** Something was put on the list of calls. Only to open the form is reason enough to fetch it. */
  called(opens: boolean): void;
  end(): void;
};

type Start = {
  given: GivenOptions;
  /** Where the script tag came from. */
  scriptUrl: string;
  /** None: the site opens the form itself. */
  button: HTMLButtonElement | undefined;
  /** What the form has to do when it is there, in order. */
  calls: [method: string, ...values: never[]][];
  emit: (event: WidgetEvent) => void;
  tell: Tell;
  /** Begins anew, on a page that has begun anew. */
  restart: () => void;
};

/** How long somebody has to stay on the launcher before what moves it is fetched, in ms: most just press it. */
const DWELL = 300;

/** Where the visitor has put it, as CSS; and whether something waits. */
const read = (): string => {
  try {
    return localStorage.earshot ?? "";
  } catch {
    return ""; // storage is forbidden: then nothing was left either
  }
};

/** A launcher of one start, and the form behind it. */
export const createLauncher = ({ given, scriptUrl, button, calls, emit, tell, restart }: Start): Launcher => {
  const ends = new AbortController();
  const { signal } = ends;
  const root = button?.getRootNode() as ShadowRoot | undefined;
  const kept = read();
  let panel: Panel | undefined;
  let coming: Promise<void> | undefined;
  let moving: Promise<ReturnType<typeof makeMovable> | undefined> | undefined;
  let last: Event | undefined;

  /** Its word, also where an earlier press was answered by another. */
  const label = (word = given.texts?.launcher ?? given.launcherText ?? "Feedback") => {
    if (button && button.textContent !== word) button.replaceChildren(word);
  };
  /** What moves it. Where that cannot be loaded it stays where it is. */
  const movable = () => {
    moving ??= import("./movable.ts")
      .then((it) =>
        button && root && !signal.aborted ? it.makeMovable({ button, root, given, signal, last }) : undefined,
      )
      .catch(() => undefined);
    return moving;
  };
  const heard = (event: WidgetEvent) => {
    if (event.type === "open") void moving?.then((it) => it?.rest());
    // Who hid the launcher and comes another way may want it back.
    if (event.type === "close" && button?.style.display === "none") void movable().then((it) => it?.offer());
    emit(event);
  };
  const play = () => {
    for (const [method, ...values] of panel ? calls.splice(0) : [])
      try {
        // The script tag's click calls `open` with its event.
        const own = (values as unknown[]).filter((value) => !(value instanceof Event));
        (panel as unknown as Record<string, (...values: unknown[]) => void>)[method]!(...own);
      } catch (problem) {
        tell("failed", method, problem);
      }
  };
  const fetchForm = () => {
    coming ??= import("../panel.ts").then(
      ({ start }) => {
        if (signal.aborted) return;
        label();
        panel = start({ root, given, scriptUrl, emit: heard });
        play();
      },
      () => {
        coming = undefined;
        label(given.texts?.launcherFailed ?? "Could not load, try again");
        tell("away", new URL(scriptUrl).origin);
      },
    );
    return coming;
  };

  if (button && root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    button.classList.remove("undefined");
    button.classList.add("launcher");
    // It may have been moved since the script tag was read.
    if (kept) button.style.cssText = `border-color:${given.accent};${kept}`;
    given.position = sideOf(button.style.getPropertyValue("--place")) ?? given.position;
    button.setAttribute("aria-haspopup", "dialog");
    // React Aria's modals look at a press before we can, and close at ours, but for what says that it lies above them.
    root.host.setAttribute("data-react-aria-top-layer", "");
    // Many a dialog of a page closes itself at a press beside its box. Ours may stand in it.
    for (const type of ["click", "mousedown", "pointerdown"])
      button.addEventListener(type, (event) => event.stopPropagation(), { signal });
    let dwelling: ReturnType<typeof setTimeout> | undefined;
    const wish = (event?: Event) => {
      last = event ?? last;
      void fetchForm();
      dwelling ??= setTimeout(movable, DWELL);
    };
    for (const type of ["pointerenter", "pointerdown", "focus"]) button.addEventListener(type, wish, { signal });
    if (button.matches(":hover, :focus, :active")) wish();
    signal.addEventListener("abort", () => {
      clearTimeout(dwelling);
      root.host.remove();
    });
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Tab" && (event.target as Element).closest?.("[role$=dialog]"))
          void import("./pass-trap.ts").then(({ passTrap }) => passTrap(event, root.host, button));
      },
      { capture: true, signal },
    );
    followModals(root.host, button, { moved: () => panel?.moved(), lost: restart, signal });
  }

  const called = (opens: boolean) => {
    play();
    if (opens) void fetchForm();
  };
  if (calls.some(([method]) => method === "open")) called(true);
  // The mark of `../waiting.ts`: an earlier visit left something to send.
  if (kept.includes("!")) void fetchForm().then(() => panel?.resume());
  return {
    called,
    end() {
      ends.abort();
      panel?.destroy();
    },
  };
};

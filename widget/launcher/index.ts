import type { GivenOptions } from "../options.ts";
import { oddities } from "./known.ts";
import { createLauncher, type Launcher } from "./launcher.ts";
import { createTell } from "./tell.ts";

/** A method of `window.Earshot` and its arguments, as a page may queue them before the script has come. */
type Call = [method: string, ...values: never[]];

type Listening = ["on", type: string, listener: (event: unknown) => void];

/** What waits for the form, and plays in order when it is there. */
const FOR_THE_FORM = ["open", "close", "identify", "setUserToken", "setMetadata"];

/**
 * Takes over from the script tag, when somebody is about to use the form or the page has called something.
 *
 * @param queue What the page called, and will call.
 * @param show Draws a launcher at the end of the page.
 * @param drawn The launcher that is there; none: the tag asked for none, or its key is no good.
 */
export const init = (
  queue: Call[],
  script: HTMLScriptElement,
  show: (options: GivenOptions) => HTMLButtonElement,
  drawn: HTMLButtonElement | undefined,
): void => {
  const tell = createTell();
  const listening: Listening[] = [];
  const forForm: Call[] = [];
  let odd: unknown[] = [];
  let launcher: Launcher | undefined;

  const emit = (event: { type: string }) => {
    for (const [, type, listener] of listening)
      try {
        if (type === event.type) listener(event);
      } catch (problem) {
        tell("listener", type, problem);
      }
  };
  const openBy = ({ target }: Event) => {
    if ((target as Element).closest?.("[data-earshot-open]")) play(["open"]);
  };
  const start = (more: object | undefined, last?: HTMLButtonElement) => {
    // A page that was written anew has taken every listener along, the launcher's and those of the script tag.
    const button = last?.isConnected ? last : undefined;
    if (last && !button) document.addEventListener("click", openBy, true);
    launcher?.end();
    launcher = undefined;
    // Without a prototype: what some other script has put on every object's is nothing the site said.
    const given = { __proto__: null, ...script.dataset, ...more } as GivenOptions;
    const key = given.key ?? "";
    if (!key.startsWith("ear_pub_")) {
      if (more || "key" in script.dataset)
        tell(!key ? "emptyKey" : key.startsWith("ear_sk_") ? "secretKey" : "otherKey");
      else if (!queue.some((one) => one?.[0] === "init")) tell("missingKey");
      return;
    }
    if (key.length !== 57) tell("shortKey");
    for (const one of [...oddities(script.dataset, true), ...oddities(more ?? {}, false)]) tell(...one);
    const word = given.texts?.launcher;
    const shown =
      given.launcher === "none" ? undefined : (button ?? show(word ? { ...given, launcherText: word } : given));
    const one = createLauncher({
      given,
      scriptUrl: script.src,
      button: shown,
      calls: forForm,
      emit,
      tell,
      restart: () => start(more, shown),
    });
    launcher = one;
    queueMicrotask(() => launcher === one && emit({ type: "ready" })); // so that what the page has queued may listen for it
  };
  const play = (one: Call) => {
    // A call that was taken back is empty.
    if (Array.isArray(one) && one.length === 0) return;
    const [method, ...values] = Array.isArray(one) ? one : [];
    if (method === "init") start(values[0] ?? {});
    else if (method === "on") listening.push(one as unknown as Listening);
    else if (method === "push") values.forEach(play);
    else if (method === "destroy") {
      launcher?.end();
      launcher = undefined;
      listening.length = forForm.length = 0;
    } else if (FOR_THE_FORM.includes(method as string)) {
      forForm.push(one);
      launcher?.called(method === "open");
    } else {
      if (odd.length === 0)
        queueMicrotask(() => {
          tell("calls", odd);
          odd = [];
        });
      odd.push(one);
    }
  };

  start(undefined, drawn);
  queue.splice(0).forEach(play);
  // Not assigned: where prototypes are frozen, that fails.
  Object.defineProperty(queue, "push", { value: (...calls: Call[]) => calls.forEach(play) });
  if (document.querySelectorAll('script[src*="/earshot"][data-key]').length > 1) tell("twice");
};

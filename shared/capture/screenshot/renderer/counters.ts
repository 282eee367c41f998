import { createOrdinals } from "./ordinals.ts";
import { partStyle } from "./pseudo.ts";
import { UNDRAWN } from "./visible.ts";

/** On larger pages it takes too long to look at every element's style. */
const MOST_ELEMENTS = 4_000;

type Counter = { owner: Element | null; value: number };

/** Pairs of a name and a number, as computed styles have them. */
const pairsOf = (text: string): Array<[string, number]> =>
  text && text !== "none"
    ? [...text.matchAll(/([^\s\d-][^\s]*|--[^\s]+) (-?\d+)/g)].map(([, name, value]) => [name!, Number(value)])
    : [];

/**
 * What counters of the style sheets stand at: in a picture, elements that count are missing. Worked out at the first
 * question, for the whole page.
 */
const createCounters = (view: Window) => {
  let known: Map<Element, string> | undefined;

  const count = (): Map<Element, string> => {
    const values = new Map<Element, string>();
    const counters = new Map<string, Counter[]>();
    const innermost = (name: string, element: Element): Counter => {
      const stack = counters.get(name) ?? [];
      counters.set(name, stack);
      while (stack.length > 0 && !stack.at(-1)!.owner?.contains(element)) stack.pop();
      if (stack.length === 0) stack.push({ owner: element.parentElement, value: 0 });
      return stack.at(-1)!;
    };
    const all = view.document.querySelectorAll("*");
    if (all.length > MOST_ELEMENTS) return values;
    for (const element of all) {
      if (UNDRAWN.has(element.localName)) continue;
      let said = "";
      for (const pseudo of [null, "::before"]) {
        const style = pseudo ? partStyle(view, element, pseudo) : view.getComputedStyle(element);
        if (!style || style.display === "none") break;
        for (const [name, value] of pairsOf(style.counterReset)) {
          const last = innermost(name, element);
          if (last.owner === element.parentElement) last.value = value;
          else counters.get(name)!.push({ owner: element.parentElement, value });
        }
        for (const [name, step] of pairsOf(style.counterIncrement)) {
          const counter = innermost(name, element);
          counter.value += step;
          // The element's own step is done by then, that before it comes after.
          said += ` ${name} ${pseudo ? counter.value - step : counter.value}`;
        }
      }
      if (said) values.set(element, `counter-set:${said};`);
    }
    return values;
  };

  /** Declarations for an element that counts; nothing where none is needed. */
  return (element: Element): string => {
    known ??= count();
    return known.get(element) ?? "";
  };
};

/**
 * What an element counts: in a picture, what counts before it may be missing.
 *
 * @returns Declarations of its own, by the counters of the style sheets where it has any, and by its number in a list.
 */
export const createCounts = (view: Window) => {
  const countersAt = createCounters(view);
  const ordinalOf = createOrdinals();
  return (element: Element, hasCounters: boolean): string => {
    const ordinal = ordinalOf(element);
    return (
      (hasCounters ? countersAt(element) : "") + (ordinal === undefined ? "" : `counter-set:list-item ${ordinal};`)
    );
  };
};

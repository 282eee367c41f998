import { allDrawn, drawnElements, drawnParent, hasBox, type IsOurs } from "../../shared/capture/element-tree.ts";
import { isInteractive } from "./kinds.ts";

const parentOf = (element: Element): Element | null => {
  const parent = drawnParent(element);
  return !parent || hasBox(parent) ? parent : parentOf(parent);
};

/**
 * Walks a page as a keyboard does: up and down the tree, along siblings in the direction they are read, and by Tab from one
 * thing that can be used to the next.
 */
export const createWalk = (isOurs: IsOurs) => {
  /** The way up, so that down leads back. */
  let trail: Element[] = [];
  const beside = (from: Element, by: number) => {
    const parent = parentOf(from);
    const row = parent ? drawnElements(parent, isOurs) : [];
    return row[row.indexOf(from) + by];
  };
  const tab = (from: Element, isBack: boolean) => {
    const all = [...allDrawn(document.documentElement, isOurs)];
    const at = all.indexOf(from);
    const before = all.slice(0, Math.max(at, 0)).filter(isInteractive);
    const after = all.slice(at + 1).filter(isInteractive);
    return isBack ? (before.at(-1) ?? after.at(-1)) : (after[0] ?? before[0]);
  };
  return (from: Element, key: string, isBack: boolean): Element | undefined => {
    if (key === "ArrowUp") {
      const parent = parentOf(from);
      if (parent) trail.push(from);
      return parent ?? undefined;
    }
    if (key === "ArrowDown") {
      const back = trail.pop();
      return back && parentOf(back) === from ? back : drawnElements(from, isOurs)[0];
    }
    const isLeft = key === "ArrowLeft";
    const isSide = isLeft || key === "ArrowRight";
    if (!isSide && key !== "Tab") return undefined;
    trail = [];
    if (!isSide) return tab(from, isBack);
    const parent = parentOf(from);
    const isRtl = parent && parent.ownerDocument.defaultView?.getComputedStyle(parent).direction === "rtl";
    return beside(from, isLeft === Boolean(isRtl) ? 1 : -1);
  };
};

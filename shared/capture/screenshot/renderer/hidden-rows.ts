import type { Around, Work } from "./work.ts";

/** Rows that are not seen, one after the other: together they keep their room. */
export const hiddenRows = (work: Work, around: Around) => {
  let top: number | undefined;
  let bottom = 0;
  return {
    takes(element: Element): boolean {
      if (around.arrangement !== "cell") return false;
      const { display } = work.view.getComputedStyle(element);
      if (!/^table-row(-group)?$/.test(display)) return false;
      const rect = element.getBoundingClientRect();
      top ??= rect.top;
      bottom = rect.bottom;
      return true;
    },
    flush(): void {
      if (top === undefined) return;
      const scale = around.frame?.linear?.[3] ?? 1;
      work.markup.push(
        `<x class="${work.sheet.classOf("display:table-row;")}" style="height:${(bottom - top) / (scale || 1)}px"></x>`,
      );
      top = undefined;
    },
  };
};

import { PRIVATE_SELECTOR } from "../../masking.ts";
import type { Steps } from "./slices.ts";

/**
 * Firefox draws no theme in a picture: boxes to tick are blank there, sliders have no track, fields have the edges of
 * long ago. There controls are drawn with boxes and shapes. Known by the engine's own property: a look at a first picture
 * would cost each picture some time, and privacy settings falsify what is seen of it.
 */
const drawsControls = (view: Window): boolean =>
  !(view as Window & typeof globalThis).CSS.supports("-moz-appearance", "none");

const LOAD = {
  controls: async (view: Window) => {
    const [controls, own] = await Promise.all([
      import("./controls.ts"),
      drawsControls(view) ? undefined : import("./own-controls.ts"),
    ]);
    return { ...controls, own };
  },
  counts: async (view: Window) => (await import("./counters.ts")).createCounts(view),
  covers: () => import("./covers.ts"),
  drawings: () => import("./svg.ts"),
  glass: async (view: Window, miss: (rect: DOMRect) => void) => {
    const { applyGlass, createGlasses, rulesOf } = await import("./glass.ts");
    return { ...createGlasses(view, miss), applyGlass, rulesOf };
  },
  replaced: () => import("./replaced.ts"),
};
type Loaded = { [Name in keyof typeof LOAD]: Awaited<ReturnType<(typeof LOAD)[Name]>> };

/** What only some pages need: loaded for these alone, once a part is asked for. */
export type Parts = {
  /** Those that are there. */
  loaded: Partial<Loaded>;
  /** Waits until a part is there. */
  need: <Name extends keyof Loaded>(name: Name) => Steps<Loaded[Name]>;
};

/** @param miss Is told where something cannot be drawn as it is. */
export const createParts = (view: Window, miss: (rect: DOMRect) => void): Parts => {
  const loaded: Partial<Loaded> = {};
  return {
    loaded,
    *need(name) {
      if (!loaded[name])
        yield LOAD[name](view, miss).then((part) => {
          Object.assign(loaded, { [name]: part });
        });
      return loaded[name]!;
    },
  };
};

/** By what is known beforehand that a page needs a part. */
const SIGNS: { [Name in keyof Loaded]?: string } = {
  controls: "input,textarea,select,progress,meter,button",
  counts: "ol",
  covers: PRIVATE_SELECTOR,
  drawings: "svg",
  replaced: "img,canvas,video,iframe,frame,object,embed",
};

/** Fetches what a page most likely needs, all at once. What does not come is asked for again where it is needed. */
export const fetchParts = async (view: Window): Promise<void> => {
  const names = (Object.keys(SIGNS) as (keyof Loaded)[]).filter((name) => view.document.querySelector(SIGNS[name]!));
  await Promise.allSettled([import("./resources/index.ts"), ...names.map((name) => LOAD[name](view, () => {}))]);
};

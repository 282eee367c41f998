import type { Missing, openResources as open, Resources } from "./resources/index.ts";

/** Resources that are loaded when the first is asked for: a page that is text alone needs none. Where they do not come, all are missing. */
export const lazyResources = (...given: Parameters<typeof open>): Resources => {
  let coming: Promise<Resources> | undefined;
  let come: Resources | undefined;
  const failed: Missing[] = [];
  const ask = async <Come>(question: (resources: Resources) => Promise<Come>, otherwise: () => Come): Promise<Come> => {
    try {
      coming ??= import("./resources/index.ts").then(({ openResources }) => openResources(...given));
      come = await coming;
    } catch {
      return otherwise();
    }
    return question(come);
  };
  const fail = (reason: Missing["reason"]) => () => {
    failed.push({ reason });
    return "";
  };
  return {
    image: (...asked) =>
      ask(
        (one) => one.image(...asked),
        () => ({ missing: "image" }),
      ),
    element: (...asked) =>
      ask(
        (one) => one.element(...asked),
        () => ({ missing: "image" }),
      ),
    fonts: (...asked) => ask((one) => one.fonts(...asked), fail("font")),
    symbols: (...asked) => ask((one) => one.symbols(...asked), fail("image")),
    get missing() {
      return [...failed, ...(come?.missing ?? [])];
    },
  };
};

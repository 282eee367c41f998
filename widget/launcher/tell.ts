/** Something the site's developer has to mend, by name, and what it is about. The sentences are in `advice.ts`. */
export type Tell = (about: keyof typeof import("./advice.ts").ADVICE, ...facts: unknown[]) => void;

/** Tells each thing once, in a sentence that is loaded when there is something to tell. */
export const createTell = (): Tell => {
  const told = new Set<string>();
  return (about, ...facts) => {
    const id = [about, ...facts].map(String).join();
    if (told.has(id)) return;
    told.add(id);
    import("./advice.ts").then(
      ({ ADVICE }) => {
        const sentence = (ADVICE[about] as (...facts: unknown[]) => string | undefined)(...facts);
        // biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner. No sentence holds a key.
        if (sentence) console.warn(`[earshot] ${sentence}`);
      },
      // biome-ignore lint/suspicious/noConsole: the same
      () => console.warn(`[earshot] ${about}`),
    );
  };
};

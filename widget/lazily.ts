/** Loads once, whoever asks and how often; what failed is tried again the next time. */
export const lazily = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((problem) => {
      loaded = undefined;
      throw problem;
    });
    return loaded;
  };
};

/** An address against the one that it is relative to, or `undefined` when it is none. */
export const addressOf = (text: string, base: string): URL | undefined => {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
};

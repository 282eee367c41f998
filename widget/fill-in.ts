/** Puts values into a sentence: `Characters left: {n}`. A name without a value stays as it is; numbers are written as `tag` does. */
export const fillIn = (sentence: string, values: Record<string, string | number>, tag: string): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]!.toLocaleString(tag) : whole,
  );

/** The name that a drawing of another file has in the picture. Two addresses never share one. */
export const symbolId = (address: string): string =>
  `earshot-${address.replace(/[^\w-]|_/g, (one) => `_${one.codePointAt(0)?.toString(16)}_`)}`;

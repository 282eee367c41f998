/** Names that tools make up and change with each build or visit, however much they look like words. */
const GENERATED = /^(css|sc|jss|jsx|svelte|emotion|radix|headlessui|react-aria|ember|mui|mat|cdk|ng|yui|ext)[-_:\d]/i;

/** `bdVaJa` is three words of two letters, `kqzwpt` cannot be spoken: nobody wrote these. */
const isWord = (word: string): boolean => /^[a-z]{3,16}$/i.test(word) && !/[^aeiouy]{5}/i.test(word);

/**
 * Whether a name in a page's code was chosen by a person and tells of the page, not of who is looking at it: words, and at most a
 * small number behind them. Addresses, tokens, numbers of customers and what a build tool made up are none of that.
 *
 * @param name An id, a class, or what a test looks for: `cart-total`, `saveButton`, `step-2`.
 */
export const isPlainName = (name: string): boolean => {
  const words = name.replace(/[-_]?\d{1,2}$/, "").split(/[-_]+|(?<=[a-z])(?=[A-Z])/);
  return name.length <= 40 && !(GENERATED.test(name) && /\d/.test(name)) && words.every(isWord);
};

/**
 * Whether a label is a few plain words, which may stand in a selector as they are: no quotes, nothing that has a number or an address in it.
 *
 * @param label Such as `Remove from cart`.
 */
export const isPlainLabel = (label: string): boolean =>
  label.length <= 40 && /^\p{L}+([ ,&'’-]{1,2}\p{L}+)*$/u.test(label) && !/[^ ]{21}/.test(label);

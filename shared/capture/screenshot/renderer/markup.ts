const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML takes it. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one]!);

/** What may be called so in XML. A parser of HTML takes nearly anything. */
export const NAME = /^[a-z_][\w.-]*$/i;

/** Style sheets stand as text in XML. */
export const escapedCss = (css: string): string => css.replace(/[&<>]/g, (one) => ENTITIES[one]!);

/** One wrong character would make the whole document none. */
export const withoutForbidden = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();

/** A part of the markup that comes later, such as a picture's address. */
export type Late = { text: string };
export type Markup = Array<string | Late>;

export const joined = (markup: Markup): string =>
  markup.map((part) => (typeof part === "string" ? part : part.text)).join("");

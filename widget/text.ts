import { fillIn } from "./fill-in.ts";
import type * as english from "./locales/en.ts";

/**
 * What a user reads at the first sight of the form, in English: it must not wait for another file. `locales/en.ts` has the
 * rest, `locales/` the other languages; a site may override single sentences.
 * `{name}` stands for a value, and a number stands beside its sentence rather than in it: one character, two characters, and
 * five have up to six forms. Nothing outside these files is shown to a user but what the server says.
 */
export const FIRST_SIGHT = {
  title: "Send feedback",
  close: "Close",
  categoryLabel: "What is it about?",
  idea: "Idea",
  problem: "Problem",
  praise: "Praise",
  question: "Question",
  other: "Other",
  contentLabel: "Your message",
  contentPlaceholder: "What works, what does not, what is missing?",
  contentEmpty: "Write a few words first.",
  emailLabel: "E-mail",
  emailOptional: "optional",
  emailPlaceholder: "In case you would like an answer",
  emailInvalid: "This does not look like an e-mail address.",
  pictureAdd: "Add a screenshot",
  contents: "What will be sent",
  send: "Send",
  storing: "One moment",
  notLoaded:
    "A part of this form could not be loaded. Check your connection and try again: your message is still here.",
  again: "Try again",
};

/** Every sentence by its name. */
export type Texts = typeof english.ENGLISH;
export type LocaleTexts = { [Name in Exclude<keyof Texts, "launcher" | "launcherFailed">]: string };

/**
 * The sentences of a language, with a site's own over them.
 *
 * @param tag How numbers are written.
 * @returns A function from a sentence's name, and the values in it, to the sentence; empty while it is not loaded.
 */
export const sayIn = ({ tag, texts }: { tag: string; texts: Partial<Texts> }, own: Partial<Texts> = {}) => {
  const sentences: Record<string, string> = { ...FIRST_SIGHT, ...texts };
  // A site's own translation may lack one: ours stands then.
  for (const [name, sentence] of Object.entries(own)) if (typeof sentence === "string") sentences[name] = sentence;
  return (name: keyof Texts, values: Record<string, string | number> = {}): string =>
    fillIn(sentences[name] ?? "", values, tag);
};

export type Say = ReturnType<typeof sayIn>;

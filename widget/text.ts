import { fillIn } from "./fill-in.ts";

/**
 * Every sentence a user reads, in English. `locales/` has the other languages; a site may override single sentences.
 * `{name}` stands for a value, and a number stands beside its sentence rather than in it: one character, two characters, and
 * five have up to six forms. Nothing outside this file is shown to a user but what the server says.
 */
export const ENGLISH = {
  launcher: "Feedback",
  launcherFailed: "Could not load, try again",
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
  contentTooLong: "This is too long. Characters over the limit: {n}.",
  contentLeft: "Characters left: {n}",

  emailLabel: "E-mail",
  emailOptional: "optional",
  emailPlaceholder: "In case you would like an answer",
  emailInvalid: "This does not look like an e-mail address.",

  pictureAdd: "Add a screenshot",
  pictureTaking: "Taking the screenshot",
  pictureAlt: "Screenshot of this page",
  pictureGaps: "Some parts of the page could not be drawn.",
  pictureLarger: "Show larger",
  pictureRetake: "Retake",
  pictureRemove: "Remove",
  pictureFailed: "No screenshot could be taken here. You can send your message without one.",
  picturePrivate:
    "Private parts of this page could not be hidden, so no screenshot was taken. You can send your message without one.",

  contents: "What will be sent",
  contentsNote: "Beside what you wrote, this goes along. Untick what you would rather keep.",
  partAddress: "Address of the page",
  partTitle: "Title of the page",
  partBrowser: "Browser",
  partPicture: "Screenshot",
  partPictureValue: "as shown above",
  partSite: "Added by this site",
  contentsForm: "The name and version of this form are always sent: {form}.",

  send: "Send",
  storing: "One moment",

  sendingTitle: "Sending",
  sendingNote: "Your feedback is kept until it has arrived.",
  savedTitle: "Saved, will be sent",
  savedOffline:
    "The server cannot be reached just now. Your feedback is safe on this device and will be sent by itself.",
  savedNoNetwork:
    "You are offline. Your feedback is safe on this device and will be sent by itself when you are online again.",
  savedBlocked:
    "Something stops it on its way: often a content blocker, sometimes the network. Your feedback is safe on this device and is tried again by itself. You can also copy your message.",
  savedPortal:
    "Something other than the server answered, such as the log-in page of a Wi-Fi. Your feedback is safe on this device and is tried again by itself.",
  savedSignIn:
    "This site did not say who is signed in. Your feedback is safe on this device and is tried again by itself.",
  savedBusy: "The server is busy just now. Your feedback is safe on this device and will be sent by itself.",
  savedLeaveOpen: "This browser cannot keep it: please leave this page open until it is sent.",
  sentTitle: "Thank you",
  sentNote: "Your feedback has arrived.",
  another: "Send another",
  done: "Done",

  refusedTitle: "Not sent yet",
  refusedText: "Your message",
  refusedEdit: "Edit",
  refusedCopy: "Copy as text",
  refusedCopied: "Copied",
  refusedDiscard: "Throw away",
  refusedEarlier: "Feedback of yours could not be sent.",
  refusedShow: "Show it",

  reasonFull:
    "There is no room left to keep it on this device. Connect to the internet so that waiting feedback can go out, then send again.",
  reasonStorage: "This browser does not let the page keep it safe. Your message is still here: try again, or copy it.",
  reasonSite: "This site is not allowed to send feedback yet. Its owner has to allow it.",
  reasonKey: "The feedback form of this site is not set up correctly. Its owner has to mend it.",
  reasonTooLarge: "It is too large. Remove the screenshot and send again.",
  reasonPicture: "The server could not read the screenshot. Remove it and send again.",
  reasonGaveUp: "The server could not be reached for a week. Try again now, or copy your message.",
  reasonPolicy: "The rules of this site do not let it be sent. Its owner has to allow it. You can copy your message.",
  reasonSignIn: "You are no longer signed in to this site. Sign in again, then send again: your message is still here.",
  reasonOther: "The server did not take it: {message}",
};

export type Texts = Record<keyof typeof ENGLISH, string>;

/** What a locale translates: all but the launcher's own words, which are shown before any locale is loaded. */
export type LocaleTexts = Omit<Texts, "launcher" | "launcherFailed">;

/**
 * The sentences of a language, with a site's own over them.
 *
 * @param tag How numbers are written.
 * @returns A function from a sentence's name, and the values in it, to the sentence.
 */
export const sayIn = ({ tag, texts }: { tag: string; texts: LocaleTexts }, own: Partial<Texts> = {}) => {
  const sentences: Record<string, string> = { ...ENGLISH, ...texts };
  // A site's own translation may lack one: ours stands then.
  for (const [name, sentence] of Object.entries(own)) if (typeof sentence === "string") sentences[name] = sentence;
  return (name: keyof Texts, values: Record<string, string | number> = {}): string =>
    fillIn(sentences[name]!, values, tag);
};

export type Say = ReturnType<typeof sayIn>;

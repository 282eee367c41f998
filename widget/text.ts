import { fillIn } from "./fill-in.ts";

/**
 * Every sentence a user reads, in English. A locale is another object of this shape; a site may override single ones.
 * `{name}` stands for a value. Nothing outside this file is shown to a user but what the server says.
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
  contentTooLong: "This is {n} characters too long.",
  contentLeft: "{n} characters left",

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
  reasonOther: "The server did not take it: {message}",
};

export type Texts = Record<keyof typeof ENGLISH, string>;

const LOCALES: Record<string, Texts> = { en: ENGLISH };

/**
 * The sentences of a locale (`de-CH`, then `de`, then English), with a site's own over them.
 *
 * @returns A function from a sentence's name, and the values in it, to the sentence.
 */
export const textsFor = (locale: string, own: Partial<Texts> = {}) => {
  // Own members only: `constructor` is no language, though every object has one.
  const name = [locale, locale.split("-")[0] ?? ""].find((one) => Object.hasOwn(LOCALES, one)) ?? "en";
  const texts = { ...ENGLISH, ...LOCALES[name], ...own };
  return (name: keyof Texts, values: Record<string, string | number> = {}): string => fillIn(texts[name], values);
};

export type Say = ReturnType<typeof textsFor>;

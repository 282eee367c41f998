import { FIRST_SIGHT } from "../text.ts";

/** What the script tag itself says, before any language is loaded. */
const LAUNCHER = {
  launcher: "Feedback",
  launcherFailed: "Could not load, try again",
};

/** Every sentence a user reads. Those that the form has from the start are in `text.ts`. */
const SENTENCES = {
  ...FIRST_SIGHT,
  contentTooLong: "This is too long. Characters over the limit: {n}.",
  contentLeft: "Characters left: {n}",
  pictureTaking: "Taking the screenshot",
  pictureAlt: "Screenshot of this page",
  pictureGaps: "Some parts of the page could not be drawn.",
  pictureLarger: "Show larger",
  pictureRetake: "Retake",
  pictureRemove: "Remove",
  pictureFailed: "No screenshot could be taken here. You can send your message without one.",
  picturePrivate:
    "Private parts of this page could not be hidden, so no screenshot was taken. You can send your message without one.",
  ratingLabel: "How do you like it?",
  ratingOf: "{n} of 5",
  ratingNone: "Take back",
  tagsLabel: "Topics",
  pick: "Point at something",
  pickHow: "Press what you mean. Arrow keys and Tab move, Enter chooses, Esc cancels.",
  pickByTouch: "Drag your finger to what you mean, then lift it.",
  pickLarger: "Larger",
  pickSmaller: "Smaller",
  pickChoose: "Choose",
  pickCancel: "Cancel",
  pickAgain: "Choose another",
  picked: "You pointed at this",
  pickButton: "Button",
  pickLink: "Link",
  pickField: "Field",
  pickImage: "Picture",
  pickHeading: "Heading",
  pickPart: "Part of the page",
  partElement: "What you pointed at",
  contentsNote: "Beside what you wrote, this goes along. Untick what you would rather keep.",
  partAddress: "Address of the page",
  partTitle: "Title of the page",
  partBrowser: "Browser",
  partPicture: "Screenshot",
  partPictureValue: "as shown above",
  partSite: "Added by this site",
  contentsForm: "The name and version of this form are always sent: {form}.",
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
  repliesNew: "New replies from the team: {n}",
  repliesEarlier: "Earlier replies from the team",
  repliesTitle: "Replies from the team",
  repliesBack: "Back",
  repliesYou: "You",
  repliesTeam: "Team",
  repliesField: "Your answer",
  repliesSent: "Your answer has been sent.",
  repliesFailed: "Your answer could not be sent. It is still here: try again.",
  repliesUnread: "New",
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

/** All sentences by their names, as a site may override them. */
export const ENGLISH: Record<keyof typeof LAUNCHER | keyof typeof SENTENCES, string> = { ...LAUNCHER, ...SENTENCES };

export const tag = "en";
export const direction = "ltr";
export const texts: Record<keyof typeof SENTENCES, string> = SENTENCES;

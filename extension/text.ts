/** Every sentence the extension's own screens and errors show. The form's are the widget's (`widget/text.ts`). */
export const TEXT = {
  optionsTitle: "Earshot settings",
  connectTitle: "Connect to your team",
  connectIntro:
    "Feedback from any page goes to your team's Earshot server. Whoever runs it sends you a link: paste it here, and you are connected.",
  codeLabel: "Link or code",
  codePlaceholder: "https://feedback.example.com/#connect=…",
  codeHint: "It works once. A publishable key, which starts with ear_pub_, does as well.",
  serverLabel: "Server address",
  serverPlaceholder: "https://feedback.example.com",
  connect: "Connect",
  connecting: "Connecting…",
  connectAnother: "Connect another",
  connectedTitle: (app: string) => `Connected to ${app}`,
  connectionsTitle: "Your connections",
  connectedIntro: (count: number) =>
    count === 1
      ? "Go to any page and click the Earshot button of your browser. What you write goes to this app."
      : "Go to any page and click the Earshot button of your browser. There you choose which of them it goes to.",
  disconnect: "Disconnect",
  disconnectFrom: (app: string) => `Disconnect ${app}`,
  disconnected: (app: string) =>
    `${app} is disconnected. What was written before is still delivered; nothing new is sent there.`,
  originTitle: "One step on the server is missing",
  originIntro:
    "The key is right, but it may not be used from this extension. On the server, make one that may, and connect with it:",
  originCommand: (entry: string) => `npx earshot keys create publishable "Browser extension" --origin ${entry}`,
  originEntry: "Or add this entry to the allowed origins of the key you have, with PATCH /v1/keys/{id}:",
  copyCommand: "Copy command",
  copy: "Copy",
  copied: "Copied",

  serverNotAnAddress: "Write the address of the server, such as https://feedback.example.com.",
  serverNotSecure: "Use an address that starts with https://. Plain http is safe on this computer only.",
  serverSilent: (server: string) =>
    `No answer from ${server}. Check the address, and that the server runs and can be reached from here.`,
  serverForeign: (server: string) => `${server} answers, but it is no Earshot server. Check the address.`,
  codeMissing: "Paste the link that your team gave you, or the code.",
  codeMalformed:
    "This is no link and no code of Earshot's. A code has 16 letters and digits, such as 7K2M-9XQT-4HBD-W3FA; check that it was copied whole.",
  codeUnknown: "The server does not know this code. It works once, and for a day: ask your team for another.",
  codeMayBeUsed: "If the code is not known after that, it was used up: ask your team for another.",
  codeOfOthers:
    "The server gives keys to browser extensions only, and did not take this one for one. Ask whoever runs it.",
  notKept: "The browser did not store the connection. Make room on the device, and ask your team for another link.",
  tooManyConnections: "There is no room for another connection. Disconnect one that you no longer need.",
  keySecret:
    "This is a secret key, which must never be in a browser. Ask your team for a link, or use the publishable key: it starts with ear_pub_.",
  keyMalformed: "This is not a whole key. A publishable key starts with ear_pub_ and has 57 characters.",
  keyUnknown:
    "The server does not know this key. It may be mistyped or revoked: whoever runs the server can make you a current one.",
  appPrivate: (app: string) =>
    `${app} takes feedback only from people who are signed in to its site, so the extension cannot send any.`,

  menuPage: "Give feedback on this page",
  menuSelection: "Give feedback on what is selected",
  menuImage: "Give feedback on this image",
  imageAt: (address: string) => `Image: ${address}`,
  actionTitle: (waiting: number, refused: number) => {
    const parts = [
      ...(waiting > refused
        ? [waiting - refused === 1 ? "1 message waits to be sent" : `${waiting - refused} messages wait to be sent`]
        : []),
      ...(refused > 0 ? [`${refused} could not be sent`] : []),
    ];
    return parts.length > 0 ? `Give feedback on this page (${parts.join(", ")})` : "Give feedback on this page";
  },

  welcomeTitle: "Say what you think, right on the page",
  welcomeIntro:
    "Write a few words, add a picture of what you see, and your team has it. First, tell the extension where your team is.",
  welcomeAction: "Connect to your team",
  popupTitle: "Earshot",
  title: (app: string) => `Feedback for ${app}`,
  sendTo: "Send to",
  reasonConnection:
    "The server no longer takes feedback from this extension. Check the connection in the extension's settings; your text stays here.",
  reasonRefused: "It was not sent. {message}",
  notConnected: "The extension is not connected to a server. Connect it in its settings; your text stays here.",

  toPanel: "Open beside the page",
  panelAbout: (host: string) => `About ${host}`,
  panelUnknown:
    "Click the Earshot button of your browser to say which page you mean: its address and picture go along then.",
  pictureNeedsClick:
    "No picture yet. Click the Earshot button of your browser while you are on the page: that allows it.",

  historyTitle: "Your feedback",
  historyIntro: "The last 50 messages of this browser, kept on this computer only and without their pictures.",
  historyEmpty: "Nothing yet. What you send from any page is listed here, and what became of it.",
  historyTo: (app: string | undefined, server: string) => app ?? new URL(server).host,
  historyStates: { waiting: "Waits to be sent", sent: "Sent", refused: "Not sent" },
  historyOpen: "Open in Earshot",
  historyOpenAbout: (words: string) => `Open in Earshot: ${words}`,
  historyReason: (message: string) => `It was not sent. ${message}`,
  historyEdit: "Edit",
  historyEditAbout: (words: string) => `Edit: ${words}`,
  historyEditHow: "To change it and send it again, click the Earshot button of your browser: it is offered there.",
  historyDiscard: "Throw away",
  historyDiscardAbout: (words: string) => `Throw away: ${words}`,
  historyDiscarded: "It was thrown away.",
  historyClear: "Clear what was sent",
  historyCleared:
    "What was sent is forgotten here. What is not sent yet stays until it is, or until you throw it away.",
  historyFailed: "The browser could not do that. Please try again.",
  historyLink: (waiting: number) => (waiting > 0 ? `Your feedback (${waiting} not sent yet)` : "Your feedback"),
  historySettings: "Settings",
  forgetTitle: (app: string) => `Disconnect ${app}?`,
  forgetIntro: (count: number) =>
    count === 1
      ? "Your history has 1 message that was sent there. Shall it be forgotten too?"
      : `Your history has ${count} messages that were sent there. Shall they be forgotten too?`,
  forgetAll: "Disconnect and forget",
  forgetNothing: "Disconnect only",
  forgetCancel: "Cancel",

  pictureRefused: "No picture here: the browser keeps extensions out of this page. Your words can still be sent.",
  pictureFailed: "The browser did not take the picture. Please try again.",
  pictureOtherTab: "Another tab came to the front. Go back to the page and try again.",
  pictureUnsafe:
    "The page keeps changing, so private parts could not be covered for certain, and no picture was taken. Try again when it is still.",
  whole: "Whole page",
  wholeProgress: (done: number, of: number) =>
    of > 1 ? `Taking the whole page: ${done} of ${of} windows. Please leave it in front.` : "Taking the whole page…",
  wholeStop: "Stop",
  wholeStopped: "Stopped. The picture shows the part of the page in sight.",
  wholeInstead: (reason: string) => `${reason} The picture shows the part of the page in sight.`,
  wholeCut: "The page is longer than a picture may be: the picture ends before the page does.",
  wholeLeft: "The page was left before all of it was taken.",
  wholeMoves: "The page keeps moving, so it could not be taken as a whole.",
  wholeZoomed: "The page is zoomed in with two fingers, so it could not be taken as a whole.",
  stopped: "Stopped.",
  workerDies: "The browser keeps stopping the extension. Please close this window and open it again.",
  notUnderstood: "The extension did not understand itself. Please reload it.",
  unforeseen: "Something went wrong inside the extension. Please try again.",
} as const;

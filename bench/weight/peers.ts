/** A widget that is measured, and how it is used. Selectors see through open shadow roots. */
export type Widget = {
  name: string;
  /** The tag as its documents say, given where its files lie. */
  tag: (files: string) => string;
  /** What is pressed, in order, until there is a field to write in. */
  open: string[];
  field: string;
  /** Calls that close it, where Escape does not. */
  close?: string;
};

const bundle = (name: string) => (files: string) => `<script async src="${files}/${name}.js"></script>`;

export const NOTHING: Widget = { name: "any script", tag: bundle("nothing"), open: [], field: "" };

export const NATIVE: Widget = {
  name: "a bare native dialog",
  tag: bundle("native-dialog"),
  open: ["body > button:last-of-type"],
  field: "dialog textarea",
};

export const earshot = (server: string, key: string): Widget => ({
  name: "**Earshot**",
  tag: () => `<script async src="${server}/earshot.js" data-key="${key}"></script>`,
  open: ["earshot-widget button"],
  field: "earshot-widget #content",
});

export const PEERS: Widget[] = [
  {
    name: "Sentry feedbackIntegration 11.12.0",
    tag: bundle("sentry"),
    open: ["#sentry-feedback button"],
    field: "#sentry-feedback textarea",
  },
  {
    name: "PushFeedback 0.1.85",
    tag: (files) =>
      `<link rel="stylesheet" href="${files}/pushfeedback/pushfeedback.css"><script type="module" src="${files}/pushfeedback/pushfeedback.esm.js"></script>` +
      '<feedback-button project="bench" button-position="bottom-right" modal-position="bottom-right" fetch-data="false">Feedback</feedback-button>',
    open: ["feedback-button .feedback-button-content, feedback-button a, feedback-button button"],
    field: "feedback-modal textarea",
  },
  {
    name: "BetaHuhn feedback-js 2.1.25",
    tag: bundle("feedback-js"),
    open: ["#feedback-button, .feedback-button", "[id^=feedback] .feedback-item, .feedback-item"],
    field: "#feedback-main textarea, textarea",
  },
  {
    name: "Feedback Fin 1.1.0",
    tag: (files) =>
      `<button data-feedbackfin-button>Feedback</button><script defer src="${files}/feedbackfin.js"></script>`,
    open: ["[data-feedbackfin-button]", "label:has(.feedbackfin__radio), .feedbackfin__radio"],
    field: ".feedbackfin__form textarea, textarea",
  },
  {
    name: "Contember Echo 0.0.33-beta.6",
    tag: (files) => `<link rel="stylesheet" href="${files}/echo.css"><script async src="${files}/echo.js"></script>`,
    open: [".echo-floating-button, [class*=echo] button"],
    field: "[class*=echo] textarea, textarea",
  },
  {
    name: "Gotcha 1.2.1 (with React 18)",
    tag: bundle("gotcha"),
    open: [".gotcha-button, [class*=gotcha] button, [data-gotcha] button, body > div:last-of-type button"],
    field: "textarea",
  },
  {
    name: "SitePing 0.9.5",
    tag: bundle("siteping"),
    open: ["siteping-widget button"],
    field: "textarea",
  },
  {
    name: "BetterBugs 0.0.45",
    tag: bundle("betterbugs"),
    open: ["[class*=betterbugs], [id*=betterbugs]"],
    field: "textarea",
  },
];

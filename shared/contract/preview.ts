import type { AppSettings } from "./app.ts";
import type { Mode } from "./enumerations.ts";

/** Where the page is served in which the console shows an app's form. */
export const PREVIEW_PATH = "/console/preview";

/** What the console tells the preview: how the form shall be, and what page it stands on. */
export type PreviewAsked = {
  earshot: "preview";
  settings: AppSettings;
  mode: Mode;
  /** Language of the form, such as `de`. */
  locale: string;
  /** What the visitor's system prefers. */
  scheme: "light" | "dark";
};

/** What the preview tells the console: that it listens; the form's sentences in a language; that somebody pressed send. */
export type PreviewTold =
  | { earshot: "preview-ready" }
  | { earshot: "preview-texts"; locale: string; texts: Record<string, string> }
  | { earshot: "preview-sent" };

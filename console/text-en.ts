import type {
  CaptureMethod,
  Category,
  LogLevel,
  MarkColor,
  MarkKind,
  SourceType,
  Status,
} from "../shared/contract/enumerations.ts";
import type { CaptureMark, Rectangle } from "../shared/contract/submission.ts";

const CATEGORY: Record<Category, string> = {
  idea: "Idea",
  problem: "Problem",
  praise: "Praise",
  question: "Question",
  other: "Other",
};
const STATUS: Record<Status, string> = {
  new: "New",
  triaged: "Triaged",
  queued: "Queued",
  in_progress: "In progress",
  done: "Done",
  archived: "Archived",
};
const SOURCE: Record<SourceType, string> = { widget: "Widget", "browser-extension": "Browser extension", api: "API" };
const METHOD: Record<CaptureMethod, string> = {
  renderer: "drawn from the page",
  html2canvas: "drawn from the page",
  "display-media": "shared screen",
  tab: "the browser tab",
  upload: "uploaded",
};
const LEVEL: Record<LogLevel, string> = { debug: "Debug", info: "Info", warn: "Warning", error: "Error" };
const MARK: Record<MarkKind, string> = {
  arrow: "arrow",
  box: "box",
  pen: "drawing",
  highlight: "highlight",
  text: "text",
  pin: "number",
};
const COLOR: Record<MarkColor, string> = { red: "Red", blue: "Blue", green: "Green", yellow: "Yellow", black: "Black" };

/** What the whole console says, and its inbox; other rooms have their sentences beside them. */
export const EN = {
  product: "Earshot",
  opening: "Opening the inbox",
  tryAgain: "Try again",
  noVisibleText: "No visible text",
  loading: "Loading",
  working: "Working …",
  cancel: "Cancel",
  close: "Close",
  shownOnce: "Copy it now: it is shown this once.",
  confirm: { write: "To be sure, write its name:" },

  navigation: {
    label: "Rooms",
    open: "Open the menu",
    skip: "Skip to the content",
    language: "Language",
    notHere: "This room is not here",
    notHereText:
      "The address is mistyped, or the room is for members with more rights. Ask an owner of your organization.",
    backToInbox: "Go to the inbox",
    failed: "This room could not be loaded",
    leaked: "a key has leaked",
    groups: { work: "Work", setup: "Set-up", team: "Team" },
  },
  rooms: {
    inbox: "Inbox",
    install: "Install",
    keys: "Keys",
    webhooks: "Webhooks",
    usage: "Usage",
    members: "Members",
    audit: "Audit log",
    privacy: "Privacy",
    account: "Your account",
  },

  connect: {
    title: "This link connects the Earshot extension",
    text: "Copy it, open the settings of the Earshot extension in your browser, and paste it there. It works once.",
    what: "the link",
  },

  extensions: {
    button: "Extensions",
    title: "Browser extensions",
    intro: "With the Earshot extension somebody sends feedback from any page. A link connects one person's browser.",
    close: "Close",
    failed: "The extensions could not be loaded",
    name: "Who will send with it",
    namePlaceholder: "Ann Lee",
    nameMissing: "Write whom the link is for.",
    app: "App",
    make: "Connect an extension",
    noApp: "Extensions send to apps in public mode, and there is none.",
    made: (name: string) => `The link for ${name}`,
    madeNext: (ends: string) =>
      `It is shown this once. Send it to them: they install the Earshot extension for Chrome or Firefox, and paste the link into its settings. It works once, until ${ends}.`,
    open: "Links that nobody has used yet",
    ends: (at: string) => `until ${at}`,
    madeBy: (who: string) => `by ${who}`,
    cancel: "Cancel",
    cancelOf: (name: string) => `Cancel the link for ${name}`,
    cancelled: (name: string) => `The link for ${name} connects nobody any more.`,
    connected: "Connected",
    nobody: "No extension is connected.",
    neverUsed: "nothing sent yet",
    lastUsed: "last used",
    revoke: "Revoke",
    revokeOf: (name: string) => `Revoke: ${name}`,
    revokeSure: "It can send nothing more, and needs another link. Sure?",
    keep: "Keep",
    revoked: (name: string) => `${name}: nothing is taken from it any more.`,
  },

  session: {
    out: { title: "Sign in to read your feedback", text: "" },
    link: {
      title: "This sign-in link no longer works",
      text: "It has expired or was used. Sign in another way, or get a new link.",
    },
    ended: { title: "Your session has ended", text: "Nothing is lost. Sign in, and go on where you were." },
    left: { title: "You are signed out", text: "To come back, sign in again." },
    failed: "The inbox could not be opened",
    signOut: "Sign out",
    signOutFailed: "Signing out did not work. Try again.",
  },

  copy: { action: (what: string) => `Copy ${what}`, done: "Copied", failed: "Select the text and copy it" },

  error: {
    network: "The server does not answer. Check that it is running and try again.",
    busy: "The server is busy. Wait a moment and try again.",
    unexpected: "The server gave an answer this page does not understand. Load the page again.",
    gone: "It is no longer there.",
    /** The server says why, in English. */
    refused: (why: string) => why,
    request: (id: string) => `Request ${id}`,
  },

  category: (category: Category | null) => (category ? CATEGORY[category] : "Feedback"),
  status: (status: Status) => STATUS[status],
  source: (source: SourceType) => SOURCE[source],
  captureMethod: (method: CaptureMethod) => METHOD[method],
  logLevel: (level: LogLevel) => LEVEL[level],
  windowSize: (width: number, height: number, ratio: number) =>
    `${width} × ${height}${ratio === 1 ? "" : ` at ${Math.round(ratio * 100) / 100}×`}`,
  mark: ({ kind, color, number }: CaptureMark, [row, column]: readonly [string, string]) => {
    const parts = [...new Set([row, column])];
    const place = parts.length === 1 ? "middle" : parts.filter((part) => part !== "middle").join(" ");
    const how = kind === "arrow" ? "to" : place === "middle" ? "in" : "at";
    return `${COLOR[color]} ${MARK[kind]}${number === undefined ? "" : ` ${number}`} ${how} the ${place}`;
  },
  place: ({ x, y, width, height }: Rectangle) => `${width} × ${height} at ${x}, ${y}`,
  milliseconds: (ms: number) => `${Math.round(ms)} ms`,
};

import type {
  CaptureMethod,
  Category,
  LogLevel,
  MarkColor,
  MarkKind,
  SourceType,
  Status,
} from "../shared/contract/enumerations.ts";
import type { EN } from "./text-en.ts";

const CATEGORY: Record<Category, string> = {
  idea: "Idee",
  problem: "Problem",
  praise: "Lob",
  question: "Frage",
  other: "Anderes",
};
const STATUS: Record<Status, string> = {
  new: "Neu",
  triaged: "Gesichtet",
  queued: "Eingeplant",
  in_progress: "In Arbeit",
  done: "Erledigt",
  archived: "Archiviert",
};
const SOURCE: Record<SourceType, string> = { widget: "Widget", "browser-extension": "Browser-Erweiterung", api: "API" };
const METHOD: Record<CaptureMethod, string> = {
  renderer: "aus der Seite gezeichnet",
  html2canvas: "aus der Seite gezeichnet",
  "display-media": "geteilter Bildschirm",
  tab: "der Browser-Tab",
  upload: "hochgeladen",
};
const LEVEL: Record<LogLevel, string> = { debug: "Debug", info: "Info", warn: "Warnung", error: "Fehler" };
const MARK: Record<MarkKind, string> = {
  arrow: "Pfeil",
  box: "Kasten",
  pen: "Zeichnung",
  highlight: "Hervorhebung",
  text: "Text",
  pin: "Nummer",
};
const COLOR: Record<MarkColor, string> = {
  red: "Rot",
  blue: "Blau",
  green: "Grün",
  yellow: "Gelb",
  black: "Schwarz",
};
const PLACE: Record<string, string> = { top: "oben", bottom: "unten", left: "links", right: "rechts", middle: "Mitte" };

/** The same in German. */
export const DE: typeof EN = {
  product: "Earshot",
  opening: "Der Eingang wird geöffnet",
  tryAgain: "Noch einmal versuchen",
  noVisibleText: "Kein sichtbarer Text",
  loading: "Wird geladen",
  working: "Einen Moment …",
  cancel: "Abbrechen",
  close: "Schließen",
  shownOnce: "Jetzt kopieren: Es wird nur dieses eine Mal gezeigt.",
  confirm: { write: "Zur Sicherheit den Namen schreiben:" },

  navigation: {
    label: "Räume",
    open: "Menü öffnen",
    skip: "Zum Inhalt springen",
    language: "Sprache",
    notHere: "Diesen Raum gibt es hier nicht",
    notHereText:
      "Die Adresse ist vertippt, oder der Raum ist für Mitglieder mit mehr Rechten. Frage einen Eigentümer deiner Organisation.",
    backToInbox: "Zum Eingang",
    failed: "Dieser Raum konnte nicht geladen werden",
    leaked: "ein Schlüssel ist öffentlich geworden",
    groups: { work: "Arbeit", setup: "Einrichtung", team: "Team" },
  },
  rooms: {
    inbox: "Eingang",
    install: "Einbauen",
    keys: "Schlüssel",
    webhooks: "Webhooks",
    usage: "Nutzung",
    members: "Mitglieder",
    audit: "Protokoll",
    privacy: "Datenschutz",
    account: "Dein Konto",
  },

  connect: {
    title: "Dieser Link verbindet die Earshot-Erweiterung",
    text: "Kopiere ihn, öffne in deinem Browser die Einstellungen der Earshot-Erweiterung und füge ihn dort ein. Er gilt einmal.",
    what: "den Link",
  },

  extensions: {
    button: "Erweiterungen",
    title: "Browser-Erweiterungen",
    intro:
      "Mit der Earshot-Erweiterung sendet jemand Feedback von jeder Seite. Ein Link verbindet den Browser einer Person.",
    close: "Schließen",
    failed: "Die Erweiterungen konnten nicht geladen werden",
    name: "Wer damit senden wird",
    namePlaceholder: "Anna Lehmann",
    nameMissing: "Schreibe, für wen der Link ist.",
    app: "App",
    make: "Eine Erweiterung verbinden",
    noApp: "Erweiterungen senden an Apps im öffentlichen Modus, und es gibt keine.",
    made: (name) => `Der Link für ${name}`,
    madeNext: (ends) =>
      `Er wird nur dieses eine Mal gezeigt. Sende ihn der Person: Sie installiert die Earshot-Erweiterung für Chrome oder Firefox und fügt den Link in deren Einstellungen ein. Er gilt einmal, bis ${ends}.`,
    open: "Links, die noch niemand benutzt hat",
    ends: (at) => `bis ${at}`,
    madeBy: (who) => `von ${who}`,
    cancel: "Zurücknehmen",
    cancelOf: (name) => `Den Link für ${name} zurücknehmen`,
    cancelled: (name) => `Der Link für ${name} verbindet niemanden mehr.`,
    connected: "Verbunden",
    nobody: "Keine Erweiterung ist verbunden.",
    neverUsed: "noch nichts gesendet",
    lastUsed: "zuletzt benutzt",
    revoke: "Widerrufen",
    revokeOf: (name) => `Widerrufen: ${name}`,
    revokeSure: "Sie kann nichts mehr senden und braucht einen neuen Link. Sicher?",
    keep: "Behalten",
    revoked: (name) => `${name}: Es wird nichts mehr angenommen.`,
  },

  session: {
    out: { title: "Melde dich an, um dein Feedback zu lesen", text: "" },
    link: {
      title: "Dieser Anmelde-Link gilt nicht mehr",
      text: "Er ist abgelaufen oder wurde schon benutzt. Melde dich anders an, oder hol dir einen neuen Link.",
    },
    ended: {
      title: "Deine Sitzung ist zu Ende",
      text: "Nichts ist verloren. Melde dich an und mach weiter, wo du warst.",
    },
    left: { title: "Du bist abgemeldet", text: "Um zurückzukommen, melde dich wieder an." },
    failed: "Der Eingang konnte nicht geöffnet werden",
    signOut: "Abmelden",
    signOutFailed: "Das Abmelden ging nicht. Versuche es noch einmal.",
  },

  copy: {
    action: (what) => `${what} kopieren`,
    done: "Kopiert",
    failed: "Markiere den Text und kopiere ihn",
  },

  error: {
    network: "Der Server antwortet nicht. Prüfe, ob er läuft, und versuche es noch einmal.",
    busy: "Der Server ist beschäftigt. Warte einen Moment und versuche es noch einmal.",
    unexpected: "Der Server gab eine Antwort, die diese Seite nicht versteht. Lade die Seite neu.",
    gone: "Das gibt es nicht mehr.",
    refused: (why) => `Der Server hat das nicht angenommen. Er sagt auf Englisch, warum: ${why}`,
    request: (id) => `Anfrage ${id}`,
  },

  category: (category) => (category ? CATEGORY[category] : "Feedback"),
  status: (status) => STATUS[status],
  source: (source) => SOURCE[source],
  captureMethod: (method) => METHOD[method],
  logLevel: (level) => LEVEL[level],
  windowSize: (width, height, ratio) =>
    `${width} × ${height}${ratio === 1 ? "" : ` bei ${Math.round(ratio * 100) / 100}×`}`,
  mark: ({ kind, color, number }, [row, column]) => {
    const parts = [...new Set([row, column])];
    const place = parts.length === 1 ? ["middle"] : parts.filter((part) => part !== "middle");
    const where = place.map((part) => PLACE[part] ?? part).join(" ");
    return `${MARK[kind]}${number === undefined ? "" : ` ${number}`} (${COLOR[color]}), ${where}`;
  },
  place: ({ x, y, width, height }) => `${width} × ${height} bei ${x}, ${y}`,
  milliseconds: (ms) => `${Math.round(ms)} ms`,
};

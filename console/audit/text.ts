import { inLanguage } from "../language.ts";

/** The sentences about the log of who did what. */
export const text = inLanguage({
  en: {
    intro: "Who did what, newest first. It holds nothing that senders wrote.",
    failed: "The log could not be loaded",
    filter: {
      label: "Narrow down",
      who: "Who",
      anybody: "Anybody",
      what: "What",
      anything: "Anything",
      time: "Time",
      times: { "": "Any time", "1": "Last 24 hours", "7": "Last 7 days", "30": "Last 30 days" } as Record<
        string,
        string
      >,
    },
    column: { when: "When", who: "Who", what: "What", details: "Details" },
    removed: "removed",
    key: (name: string) => `Key ${name}`,
    server: { "command line": "The command line", retention: "The retention" } as Record<string, string>,
    serverItself: "The server",
    somebody: (id: string) => `Member …${id.slice(-4)}`,
    unknownKey: (id: string) => `…${id.slice(-4)}`,
    none: "Nothing was done yet that stands in this log.",
    noneLike: "Nothing like this is in the log.",
    older: "Show older",
    csv: "Save what is shown as CSV",
    csvName: "audit-log.csv",
  },
  de: {
    intro: "Wer was getan hat, das Neueste zuerst. Nichts, was Absender geschrieben haben, steht darin.",
    failed: "Das Protokoll konnte nicht geladen werden",
    filter: {
      label: "Eingrenzen",
      who: "Wer",
      anybody: "Alle",
      what: "Was",
      anything: "Alles",
      time: "Zeit",
      times: { "": "Jederzeit", "1": "Letzte 24 Stunden", "7": "Letzte 7 Tage", "30": "Letzte 30 Tage" },
    },
    column: { when: "Wann", who: "Wer", what: "Was", details: "Einzelheiten" },
    removed: "entfernt",
    key: (name: string) => `Schlüssel ${name}`,
    server: { "command line": "Die Kommandozeile", retention: "Die Aufbewahrungsfrist" },
    serverItself: "Der Server",
    somebody: (id: string) => `Mitglied …${id.slice(-4)}`,
    unknownKey: (id: string) => `…${id.slice(-4)}`,
    none: "Es wurde noch nichts getan, das in diesem Protokoll steht.",
    noneLike: "So etwas steht nicht im Protokoll.",
    older: "Ältere zeigen",
    csv: "Gezeigtes als CSV sichern",
    csvName: "audit-log.csv",
  },
});

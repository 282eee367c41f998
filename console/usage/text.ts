import { currentLanguage, inLanguage } from "../language.ts";

const number = (value: number): string => new Intl.NumberFormat(currentLanguage()).format(value);
const short = (value: number): string =>
  new Intl.NumberFormat(currentLanguage(), { notation: "compact", maximumFractionDigits: 1 }).format(value);

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
/** "4.2 MB": the unit that leaves at most three digits. */
const bytes = (count: number): string => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return new Intl.NumberFormat(currentLanguage(), {
    style: "unit",
    unit: UNITS[power] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(count / 1_000 ** power);
};

/** The sentences about usage. */
export const text = inLanguage({
  en: {
    intro: "What your keys asked of the server, by day. Days are UTC; the last seconds may be missing.",
    failed: "The usage could not be loaded",
    number,
    short,
    bytes,
    filter: {
      label: "Narrow down",
      days: "Time",
      lastDays: (days: number) => `Last ${days} days`,
      app: "App",
      allApps: "All apps",
      key: "Key",
      allKeys: "All keys",
    },
    total: { requests: "Requests", refused: "Refused", throttled: "Too many at once" },
    share: (percent: string) => `${percent} of all`,
    none: {
      title: "Nothing was asked in this time",
      text: "As soon as a page, an extension or a program uses one of your keys, its requests are counted here.",
    },
    requests: {
      title: "Requests by key",
      chart: (total: string, days: number) =>
        `Bars: requests in ${days} days by key, ${total} in all. The figures are in the table below.`,
    },
    refusals: {
      title: "Refusals by code",
      chart: (total: string, days: number) =>
        `Bars: refused requests in ${days} days by code, ${total} in all. The figures are in the table below.`,
      none: "Nothing was refused.",
      explain: "What each code means, and what to do",
    },
    throttled: {
      title: "Too many at once",
      chart: (total: string, days: number) =>
        `Bars: requests in ${days} days that were refused because there were too many, ${total} in all. The figures are in the table below.`,
      none: "No key asked too much at once.",
    },
    storage: {
      title: "Storage by app",
      columns: {
        app: "App",
        records: "Feedback",
        pictures: "Pictures",
        files: "Files",
        tracked: "Tracked",
        bytes: "In all",
      },
      note: "What is kept now, whatever the time above; measured within the last ten minutes. Tracked are people, events and chunks of recordings.",
      failed: "What is stored could not be measured",
      none: "Nothing is stored yet.",
    },
    point: "Point at a bar to read its day.",
    table: "The figures as a table",
    day: "Day",
    sum: "Sum",
    others: "Others",
    means: "It means:",
    todo: "What to do:",
    times: (count: string) => `${count} times`,
    newCode: "This page does not know the code: the server is newer. Load the page again.",
    unknownKey: (id: string) => `Key …${id.slice(-4)}`,
    unknownApp: "An app that is gone",
    byKey: "By key",
    keyColumns: { key: "Key", app: "App", requests: "Requests", refused: "Refused", throttled: "Too many" },
  },
  de: {
    intro: "Was deine Schlüssel vom Server wollten, nach Tagen. Tage sind in UTC; die letzten Sekunden können fehlen.",
    failed: "Die Nutzung konnte nicht geladen werden",
    number,
    short,
    bytes,
    filter: {
      label: "Eingrenzen",
      days: "Zeit",
      lastDays: (days: number) => `Letzte ${days} Tage`,
      app: "App",
      allApps: "Alle Apps",
      key: "Schlüssel",
      allKeys: "Alle Schlüssel",
    },
    total: { requests: "Anfragen", refused: "Abgelehnt", throttled: "Zu viele auf einmal" },
    share: (percent: string) => `${percent} von allen`,
    none: {
      title: "In dieser Zeit wurde nichts angefragt",
      text: "Sobald eine Seite, eine Erweiterung oder ein Programm einen deiner Schlüssel benutzt, werden die Anfragen hier gezählt.",
    },
    requests: {
      title: "Anfragen nach Schlüssel",
      chart: (total: string, days: number) =>
        `Balken: Anfragen in ${days} Tagen nach Schlüssel, zusammen ${total}. Die Zahlen stehen in der Tabelle darunter.`,
    },
    refusals: {
      title: "Ablehnungen nach Code",
      chart: (total: string, days: number) =>
        `Balken: abgelehnte Anfragen in ${days} Tagen nach Code, zusammen ${total}. Die Zahlen stehen in der Tabelle darunter.`,
      none: "Es wurde nichts abgelehnt.",
      explain: "Was jeder Code bedeutet und was zu tun ist",
    },
    throttled: {
      title: "Zu viele auf einmal",
      chart: (total: string, days: number) =>
        `Balken: Anfragen in ${days} Tagen, die abgelehnt wurden, weil es zu viele waren, zusammen ${total}. Die Zahlen stehen in der Tabelle darunter.`,
      none: "Kein Schlüssel wollte zu viel auf einmal.",
    },
    storage: {
      title: "Speicher nach App",
      columns: {
        app: "App",
        records: "Feedback",
        pictures: "Bilder",
        files: "Dateien",
        tracked: "Aufgezeichnet",
        bytes: "Zusammen",
      },
      note: "Was jetzt aufgehoben ist, gleich welche Zeit oben gewählt ist; gemessen in den letzten zehn Minuten. Aufgezeichnet sind Personen, Ereignisse und Stücke von Sitzungsaufzeichnungen.",
      failed: "Was gespeichert ist, konnte nicht gemessen werden",
      none: "Es ist noch nichts gespeichert.",
    },
    point: "Zeige auf einen Balken, um seinen Tag zu lesen.",
    table: "Die Zahlen als Tabelle",
    day: "Tag",
    sum: "Summe",
    others: "Übrige",
    means: "Das heißt:",
    todo: "Was zu tun ist:",
    times: (count: string) => `${count}-mal`,
    newCode: "Diese Seite kennt den Code nicht: Der Server ist neuer. Lade die Seite neu.",
    unknownKey: (id: string) => `Schlüssel …${id.slice(-4)}`,
    unknownApp: "Eine App, die es nicht mehr gibt",
    byKey: "Nach Schlüssel",
    keyColumns: { key: "Schlüssel", app: "App", requests: "Anfragen", refused: "Abgelehnt", throttled: "Zu viele" },
  },
});

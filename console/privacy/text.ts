import { inLanguage } from "../language.ts";

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const gezaehlt = (count: number, one: string, many: string) =>
  `${count.toLocaleString("de")} ${count === 1 ? one : many}`;

const EN = {
  intro: "Find what is known of a person, give it to them or erase it, and decide how long feedback is kept.",
  find: {
    title: "Find a person",
    text: "By a part of their name, their e-mail address, or the id that your own site gave them.",
    field: "Name, address or id",
    action: "Find",
    failed: "The people could not be looked up",
    nobody: "Nobody is known by that",
    nobodyText:
      "Names, addresses and ids were looked through in all apps. Who writes anonymously can only be found by what they wrote: look for it in the inbox.",
    found: (count: number) => (count === 1 ? "1 person found" : `${count} people found`),
    more: (shown: number) => `These are the first ${shown}. Write more of the name to find the others.`,
    eachApp: "Who wrote to two apps is known in each of them, and is erased in each by itself.",
  },
  person: {
    nameless: "Without a name",
    app: "App",
    email: "E-mail",
    sub: "Id on your site",
    feedback: "Feedback",
    addedAt: "Added by the team",
    firstSeenAt: "First seen",
    lastSeenAt: "Last seen",
    show: "Read it in the inbox",
    exportAs: (format: string) => `Export as ${format}`,
    erase: "Erase",
    eraseOf: (who: string) => `Erase ${who}`,
  },
  erase: {
    title: "Erase this person?",
    what: (feedback: number, app: string) =>
      `${counted(feedback, "feedback", "feedback")} to ${app} and all that belongs to it: pictures, files, replies, notes, and what webhooks were told of it here.`,
    cannot: "Nothing brings it back. Copies that webhooks or exports have carried elsewhere are not reached by this.",
    action: "Erase for good",
  },
  receipt: {
    title: "Erased",
    text: "Keep this receipt if you have to prove it. It tells nothing about the person.",
    label: "Receipt",
    what: "the receipt",
    download: "Download the receipt",
    file: (day: string) => `erasure-${day}.txt`,
    head: "Receipt of an erasure",
    at: "When",
    by: "By",
    organization: "Organization",
    app: "App",
    record: "Record of the person",
    went: "What went",
    counts: {
      customers: "People",
      feedback: "Feedback",
      pictures: "Pictures",
      attachments: "Files",
      replies: "Replies and notes",
      events: "Events for webhooks",
      idempotencyKeys: "Marks of what was sent twice",
      trackedUsers: "Tracked profiles",
      trackedEvents: "Tracked events",
      recordings: "Chunks of session recordings",
    },
    files: {
      gone: "The files are deleted from the storage.",
      later: "The storage of files was away. They are named by nothing any more, and are deleted once it is back.",
    },
  },
  retention: {
    title: "How long feedback is kept",
    text: "What is older is deleted with its pictures, files and replies, once an hour.",
    failed: "The apps could not be loaded",
    none: "There is no app yet",
    noneText: "Each app has its own time. Make the first one where your keys are.",
    forever: "For ever",
    days: "Only for some days",
    daysLabel: (app: string) => `Days that feedback of ${app} is kept`,
    daysUnit: "days",
    now: (days: number | null) => (days === null ? "Kept for ever" : `Kept for ${counted(days, "day", "days")}`),
    wrong: (most: number) => `Write a whole number from 1 to ${most.toLocaleString("en")}.`,
    save: "Save",
    saveOf: (app: string) => `Save: ${app}`,
    saved: (app: string, days: number | null) =>
      days === null
        ? `${app}: feedback is kept for ever.`
        : `${app}: feedback is kept for ${counted(days, "day", "days")}.`,
    shorten: (app: string) => `Keep feedback of ${app} for a shorter time?`,
    goes: (count: number, most: boolean, days: number) =>
      count === 0
        ? `Nothing is older than ${counted(days, "day", "days")} yet: nothing goes now.`
        : `${most ? "More than " : ""}${counted(count, "feedback is", "feedback are")} older than ${counted(days, "day", "days")}. They are deleted within the hour, with their pictures, files and replies.`,
    cannot: "Nothing brings them back. Export them first if you still need them.",
    shortenAction: "Keep it shorter",
  },
  kept: {
    title: "Where data is kept, and what never is",
    here: "Feedback, people and members stand in this server's own database, pictures and files in its own storage. Nothing is sent elsewhere, but by webhooks, exports, keys and the sign-in provider that you set up.",
    never: "Never stored",
    neverList: [
      "the network address (IP) of anybody: limits use it and forget it",
      "passwords, keys and session tokens as text: only what proves that one is right",
      "what stands in masked fields: it is taken out of a picture before anything is sent",
      "secrets in page addresses: they are cut out on the page, and here once more",
    ],
    audit: "Every erasure and each change of these times stands in the audit log, without what a person wrote.",
    auditLink: "Open the audit log",
  },
};

const DE: typeof EN = {
  intro:
    "Finde, was über eine Person bekannt ist, gib es heraus oder lösche es, und bestimme, wie lange Feedback bleibt.",
  find: {
    title: "Eine Person finden",
    text: "Nach einem Teil des Namens, der E-Mail-Adresse oder der Kennung, die deine eigene Website vergeben hat.",
    field: "Name, Adresse oder Kennung",
    action: "Suchen",
    failed: "Die Personen konnten nicht gesucht werden",
    nobody: "So ist niemand bekannt",
    nobodyText:
      "Namen, Adressen und Kennungen aller Apps wurden durchsucht. Wer anonym schreibt, ist nur an seinem Text zu finden: suche danach im Eingang.",
    found: (count) => (count === 1 ? "1 Person gefunden" : `${count} Personen gefunden`),
    more: (shown) => `Das sind die ersten ${shown}. Schreib mehr vom Namen, um die anderen zu finden.`,
    eachApp: "Wer an zwei Apps geschrieben hat, ist in jeder bekannt und wird in jeder für sich gelöscht.",
  },
  person: {
    nameless: "Ohne Namen",
    app: "App",
    email: "E-Mail",
    sub: "Kennung deiner Website",
    feedback: "Feedback",
    addedAt: "Vom Team hinzugefügt",
    firstSeenAt: "Zuerst gesehen",
    lastSeenAt: "Zuletzt gesehen",
    show: "Im Eingang lesen",
    exportAs: (format) => `Als ${format} ausgeben`,
    erase: "Löschen",
    eraseOf: (who) => `${who} löschen`,
  },
  erase: {
    title: "Diese Person löschen?",
    what: (feedback, app) =>
      `${gezaehlt(feedback, "Feedback", "Feedbacks")} an ${app} und alles, was dazugehört: Bilder, Dateien, Antworten, Notizen und was Webhooks hier darüber vorliegt.`,
    cannot:
      "Nichts davon kommt wieder. Kopien, die Webhooks oder Exporte anderswohin gebracht haben, erreicht das nicht.",
    action: "Endgültig löschen",
  },
  receipt: {
    title: "Gelöscht",
    text: "Behalte diesen Beleg, wenn du es nachweisen musst. Über die Person sagt er nichts.",
    label: "Beleg",
    what: "den Beleg",
    download: "Beleg herunterladen",
    file: (day) => `loeschung-${day}.txt`,
    head: "Beleg über eine Löschung",
    at: "Wann",
    by: "Durch",
    organization: "Organisation",
    app: "App",
    record: "Eintrag der Person",
    went: "Was gelöscht ist",
    counts: {
      customers: "Personen",
      feedback: "Feedback",
      pictures: "Bilder",
      attachments: "Dateien",
      replies: "Antworten und Notizen",
      events: "Ereignisse für Webhooks",
      idempotencyKeys: "Merker für doppelt Gesendetes",
      trackedUsers: "Aufgezeichnete Profile",
      trackedEvents: "Aufgezeichnete Ereignisse",
      recordings: "Stücke von Sitzungsaufzeichnungen",
    },
    files: {
      gone: "Die Dateien sind im Speicher gelöscht.",
      later:
        "Der Speicher der Dateien war nicht erreichbar. Nichts verweist mehr auf sie, und sie werden gelöscht, sobald er wieder da ist.",
    },
  },
  retention: {
    title: "Wie lange Feedback bleibt",
    text: "Was älter ist, wird einmal in der Stunde mit Bildern, Dateien und Antworten gelöscht.",
    failed: "Die Apps konnten nicht geladen werden",
    none: "Es gibt noch keine App",
    noneText: "Jede App hat ihre eigene Frist. Leg die erste dort an, wo deine Schlüssel sind.",
    forever: "Für immer",
    days: "Nur einige Tage",
    daysLabel: (app) => `Tage, die Feedback von ${app} bleibt`,
    daysUnit: "Tage",
    now: (days) => (days === null ? "Bleibt für immer" : `Bleibt ${gezaehlt(days, "Tag", "Tage")}`),
    wrong: (most) => `Schreib eine ganze Zahl von 1 bis ${most.toLocaleString("de")}.`,
    save: "Speichern",
    saveOf: (app) => `Speichern: ${app}`,
    saved: (app, days) =>
      days === null
        ? `${app}: Feedback bleibt für immer.`
        : `${app}: Feedback bleibt ${gezaehlt(days, "Tag", "Tage")}.`,
    shorten: (app) => `Feedback von ${app} kürzer behalten?`,
    goes: (count, most, days) =>
      count === 0
        ? `Noch ist nichts älter als ${gezaehlt(days, "Tag", "Tage")}: jetzt wird nichts gelöscht.`
        : `${most ? "Mehr als " : ""}${gezaehlt(count, "Feedback ist", "Feedbacks sind")} älter als ${gezaehlt(days, "Tag", "Tage")}. Sie werden binnen einer Stunde mit Bildern, Dateien und Antworten gelöscht.`,
    cannot: "Nichts davon kommt wieder. Gib es vorher aus, wenn du es noch brauchst.",
    shortenAction: "Kürzer behalten",
  },
  kept: {
    title: "Wo Daten liegen, und was nie gespeichert wird",
    here: "Feedback, Personen und Mitglieder stehen in der Datenbank dieses Servers, Bilder und Dateien in seinem eigenen Speicher. Nichts geht anderswohin, außer durch Webhooks, Exporte, Schlüssel und den Anmeldedienst, die du eingerichtet hast.",
    never: "Nie gespeichert",
    neverList: [
      "die Netzadresse (IP) von irgendwem: Grenzen benutzen und vergessen sie",
      "Passwörter, Schlüssel und Sitzungen als Text: nur was beweist, dass sie stimmen",
      "was in verdeckten Feldern steht: es wird aus dem Bild genommen, bevor etwas gesendet wird",
      "Geheimnisse in Seitenadressen: sie werden auf der Seite herausgeschnitten, und hier noch einmal",
    ],
    audit: "Jede Löschung und jede Änderung dieser Fristen steht im Protokoll, ohne das, was jemand geschrieben hat.",
    auditLink: "Protokoll öffnen",
  },
};

/** What the room of privacy says. */
export const TEXT_OF_PRIVACY = inLanguage({ en: EN, de: DE });

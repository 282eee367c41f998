import type { EN } from "./text-en.ts";

export const DE: typeof EN = {
  title: "Einbauen",
  intro: "Bring das Formular auf deine Seiten, und lass es aussehen und fragen, wie du möchtest.",
  settings: "Aussehen und Fragen",
  save: "Speichern",
  discard: "Änderungen verwerfen",
  unsaved: "Noch nicht gespeichert. Besucher sehen das Formular wie bisher.",
  saved: "Gespeichert. Besucher sehen es in etwa einer Minute.",
  conflict:
    "Jemand anderes hat inzwischen andere Einstellungen gespeichert. Unten stehen deine; Speichern ersetzt die anderen.",
  theirs: "Die anderen nehmen",

  waiting: {
    title: "Warten auf das erste Feedback.",
    text: "Füge das Script-Tag in eine Seite ein, öffne sie und sende etwas: Es erscheint hier von selbst.",
    there: "Feedback kommt an. Das neueste kam",
    open: "Öffnen",
  },

  look: {
    title: "Aussehen",
    accent: "Akzentfarbe",
    accentPick: "Akzentfarbe auswählen",
    accentWrong: "Schreibe sie als #rrggbb, zum Beispiel #3451e0.",
    scheme: "Farben",
    schemes: { auto: "Wie das System des Besuchers", light: "Hell", dark: "Dunkel" },
    position: "Wo der Knopf steht",
    positions: {
      "bottom-right": "Unten rechts",
      "bottom-left": "Unten links",
      right: "Am rechten Rand",
      left: "Am linken Rand",
    },
  },
  form: {
    title: "Fragen",
    categories: "Worum es gehen kann, in dieser Reihenfolge. Keines: Es wird nicht gefragt.",
    earlier: (category) => `${category} nach oben`,
    rating: "Nach einer Bewertung fragen",
    email: "Nach einer E-Mail-Adresse fragen",
    screenshot: "Einen Screenshot anbieten",
    tags: "Wörter zur Auswahl",
    tagsHint: "Eines je Zeile, höchstens 12. Sie kommen als Tags mit dem Feedback.",
  },
  sentences: {
    title: "Sätze",
    hint: "In deinen Worten, gleich in jeder Sprache. Was du leer lässt, bleibt, wie es ist, in der Sprache des Besuchers.",
    all: "Alle Sätze",
    seek: "Einen Satz finden",
    names: {
      title: "Überschrift",
      contentLabel: "Über der Nachricht",
      contentPlaceholder: "In der leeren Nachricht",
      emailPlaceholder: "Im leeren E-Mail-Feld",
      send: "Auf dem Sendeknopf",
      sentNote: "Nach dem Senden",
    },
  },
  images: {
    title: "Bilder",
    label: "Hosts von Bildern",
    hint: "Einer je Zeile. Wo einem Screenshot Bilder eines anderen Hosts fehlen, holt der Server die der hier genannten. Nur Hosts, deren Bilder jeder sehen darf.",
  },

  preview: {
    title: "Vorschau des Formulars",
    dark: "Dunkel",
    phone: "Telefon",
    language: "Sprache der Vorschau",
    note: "Das ist eine Vorschau: Nichts, was darin geschrieben wird, wird gesendet.",
    tried: "Das ist eine Vorschau: Es wurde nichts gesendet.",
  },

  ways: {
    title: "Wege hinein",
    tabs: {
      script: "Script-Tag",
      npm: "npm-Modul",
      extension: "Erweiterung",
      backEnd: "Backend",
      policy: "Content Policy",
    },
    script: "Setze diese Zeile in jede Seite, die das Formular haben soll, vor </head>:",
    scriptCode: "das Script-Tag",
    keyNeeded:
      "Setze einen öffentlichen Schlüssel dieser App ein. Schlüssel werden einmal gezeigt, wenn sie angelegt werden.",
    makeKey: "Hier einen öffentlichen Schlüssel anlegen",
    keyMade: "Dein neuer Schlüssel steht darin. Er wird dieses eine Mal gezeigt: Kopiere ihn jetzt.",
    npm: "Für Websites, die ihre Skripte selbst bündeln: npm install earshot, dann",
    npmCode: "den Code des Moduls",
    extension:
      "Mit der Browser-Erweiterung senden Menschen Feedback von jeder Seite, ohne dass sich an der Website etwas ändert.",
    extensionOpen: "Eine Erweiterung verbinden",
    backEnd: "Diese App ist privat: Dein Backend bürgt für jeden Nutzer mit einem Token, das so entsteht.",
    backEndPublic:
      "Im privaten Modus bürgt dein Backend für jeden Nutzer mit einem Token. Diese App ist öffentlich: Hier ist ein Token willkommen und sagt dir, wer etwas gesendet hat.",
    recipe: "Dein Backend ist geschrieben in",
    environment: "die Umgebung",
    secret: "Einen Signaturschlüssel anlegen und ein Token prüfen kannst du unter",
    secretLink: "Schlüssel",
    token: "den Code, der ein Token macht",
    inPage: "Gib es angemeldeten Nutzern unter einer Adresse aus, und reiche es dem Formular:",
    inPageCode: "den Code, der es weiterreicht",
    policy: "Haben deine Seiten eine Content-Security-Policy, so füge hinzu, was das Formular braucht:",
    policyCode: "die Policy",
  },
};

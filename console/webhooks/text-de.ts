import type { DeliveryStatus, EventType, SwitchedOffReason } from "../../shared/contract/enumerations.ts";
import type { EN } from "./text-en.ts";

const EVENT: Record<EventType, [name: string, what: string]> = {
  "feedback.created": ["Neues Feedback", "Jemand hat Feedback gesendet."],
  "feedback.updated": [
    "Feedback geändert",
    "Status, Tags oder Zuständige wurden geändert, oder es wurde zusammengeführt.",
  ],
  "feedback.deleted": [
    "Feedback gelöscht",
    "Es wurde von Hand, nach Ablauf der Frist oder mit seinem Absender gelöscht.",
  ],
  "reply.created": ["Neue Antwort", "Euer Team oder der Absender hat geantwortet."],
  "key.leaked": ["Schlüssel offengelegt", "Ein geheimer Schlüssel kam von einer Webseite: Er muss ersetzt werden."],
  "webhook.disabled": [
    "Webhook abgeschaltet",
    "Ein anderer Webhook wurde abgeschaltet, weil er immer wieder scheiterte.",
  ],
};
const STATUS: Record<DeliveryStatus, string> = { pending: "Wartet", delivered: "Zugestellt", failed: "Gescheitert" };
const OFF: Record<SwitchedOffReason, string> = {
  manual: "Aus",
  gone: "Abgeschaltet: nicht mehr da",
  failing: "Abgeschaltet: gescheitert",
};
const OFF_WHY: Record<SwitchedOffReason, string> = {
  manual: "Ein Mitglied hat ihn ausgeschaltet. Es wird nichts gesendet, bis du ihn wieder einschaltest.",
  gone: "Die Adresse hat mit 410 Gone geantwortet: Dort ist nichts mehr erwünscht. Prüfe die Adresse und schalte ihn wieder ein.",
  failing:
    "Seit 5 Tagen kam keine Zustellung an, darum wurde er abgeschaltet. Unten steht, was geantwortet wurde. Richte den Empfänger, schalte ihn ein und sende einen Test. Was gescheitert ist, kannst du im Protokoll erneut senden.",
};

export const DE: typeof EN = {
  intro:
    "Ein Webhook sagt deinem eigenen Server sofort, was hier geschieht. Jede Nachricht ist signiert und wird einen Tag lang erneut versucht.",
  add: "Webhook anlegen",
  failed: "Die Webhooks konnten nicht geladen werden",
  empty: {
    title: "Noch kein Webhook",
    text: "Nenne die Adresse eines eigenen Servers. Er bekommt für jedes gewählte Ereignis ein POST mit JSON: um ein Ticket anzulegen, in einen Chat zu schreiben, einen Agenten zu starten.",
  },
  filter: { app: "App", all: "Alle Apps", state: "Zustand", states: { all: "An und aus", true: "An", false: "Aus" } },
  noneLike: "So ist kein Webhook.",
  column: { address: "Adresse", app: "App", events: "Ereignisse", state: "Zustand" },
  allApps: "Alle Apps",
  unknownApp: "Eine App, die es nicht mehr gibt",
  allEvents: "Alle Ereignisse",
  eventCount: (count) => `${count} Ereignisse`,
  on: "An",
  off: OFF,
  offWhy: OFF_WHY,
  offSince: (at) => `Aus seit ${at}.`,
  address: {
    show: "Adresse zeigen",
    hide: "Adresse verbergen",
    hidden: "Sie kann ein Geheimnis enthalten, darum ist sie gekürzt.",
  },

  form: {
    title: { add: "Webhook anlegen", edit: "Webhook bearbeiten" },
    url: "Adresse",
    urlHint: "Wo dein Server die Nachrichten annimmt, etwa https://example.com/hooks/earshot",
    app: "Wessen Ereignisse",
    events: "Was ihm gesagt wird",
    all: "Alle",
    save: { add: "Webhook anlegen", edit: "Speichern" },
    problem: {
      missing: "Gib die Adresse an, an die die Nachrichten gehen.",
      unreadable: "Das ist keine Webadresse. Sie beginnt mit https:// und einem Host.",
      protocol: "Nachrichten gehen über https. Die Adresse muss mit https:// beginnen.",
      user: "Lass Benutzer und Passwort in der Adresse weg. Der Empfänger prüft stattdessen die Signatur.",
      fragment: "Lass weg, was nach dem # steht: Es wird nie gesendet.",
      refused:
        "Der Server nimmt diese Adresse nicht an. Er sendet an öffentliche https-Adressen; ein Host seines eigenen Netzes muss in EARSHOT_WEBHOOK_HOSTS genannt sein.",
      reason: (said) => `Seine Begründung (englisch): the address ${said}.`,
    },
    noEvents: "Wähle mindestens ein Ereignis.",
    changed:
      "Ein anderes Mitglied hat diesen Webhook inzwischen geändert. Was du geschrieben hast, steht noch hier. Speichere noch einmal, um es an die Stelle der anderen Änderung zu setzen.",
    kept: "Was du zuletzt geschrieben hast, steht noch hier.",
  },
  event: (type) => (Object.hasOwn(EVENT, type) ? EVENT[type as EventType][0] : type === "webhook.test" ? "Test" : type),
  eventWhat: (type) => EVENT[type][1],

  secret: {
    title: { made: "Der Webhook ist bereit", rotated: "Das neue Geheimnis" },
    what: "das Geheimnis",
    once: "Damit prüft dein Server, dass eine Nachricht von hier kommt.",
    verify: "Prüfe damit jede Nachricht",
    language: "Sprache",
    code: "den Code",
    install: (command) => `Zuerst: ${command}`,
    raw: "Prüfe den Body so, wie er kam, bevor er gelesen wird.",
    done: "Ich habe es kopiert",
    placeholder: "EARSHOT_WEBHOOK_SECRET",
  },

  one: {
    back: "Alle Webhooks",
    missing: "Diesen Webhook gibt es hier nicht",
    missingText: "Vielleicht wurde er gelöscht, oder der Link ist unvollständig.",
    failed: "Der Webhook konnte nicht geladen werden",
    test: "Test senden",
    testing: "Der Test ist unterwegs …",
    testSlow: "Noch keine Antwort. Im Protokoll unten steht, was daraus wird.",
    edit: "Bearbeiten",
    switchOn: "Einschalten",
    switchOff: "Ausschalten",
    remove: "Löschen",
    rotate: "Geheimnis ersetzen",
    switchedOn: "Er ist an: Was ab jetzt geschieht, wird gesendet.",
    switchedOff: "Er ist aus.",
    saved: "Gespeichert.",
    made: "Angelegt",
    both: (until) => `Bis ${until} signieren beide Geheimnisse. Setze das neue bis dahin ein.`,
  },
  switchOff: {
    title: "Diesen Webhook ausschalten?",
    text: "Was geschieht, während er aus ist, wird nicht nachgereicht. Was jetzt auf ihn wartet, endet und kann im Protokoll erneut gesendet werden, sobald er wieder an ist.",
    action: "Ausschalten",
  },
  remove: {
    title: "Diesen Webhook löschen?",
    text: "Sein Protokoll und sein Geheimnis gehen mit, und was auf ihn wartet, wird nicht gesendet. Das lässt sich nicht rückgängig machen.",
    action: "Webhook löschen",
  },
  rotate: {
    title: "Geheimnis ersetzen",
    text: "Du bekommst ein neues Geheimnis, das einmal gezeigt wird. Solange tragen Nachrichten zwei Signaturen, damit deinem Empfänger während des Wechsels nichts entgeht.",
    overlap: "Das alte Geheimnis signiert",
    overlapHint: "Wähle „nicht mehr“, wenn das alte in falschen Händen ist.",
    graces: {
      0: "nicht mehr",
      3600: "noch eine Stunde",
      86400: "noch einen Tag",
      604800: "noch 7 Tage",
      2592000: "noch 30 Tage",
    },
    action: "Neues Geheimnis erzeugen",
    noOverlap: "Das alte Geheimnis signiert nichts mehr.",
  },

  log: {
    title: "Zustellungen",
    hint: "30 Tage lang aufgehoben. Neue erscheinen von selbst.",
    failed: "Die Zustellungen konnten nicht geladen werden",
    state: "Zustand",
    all: "Alle",
    status: (status) => STATUS[status],
    column: {
      time: "Zeit",
      event: "Ereignis",
      status: "Zustand",
      tries: "Versuche",
      answer: "Antwort",
      duration: "Dauer",
    },
    none: "Es wurde noch nichts gesendet. Sende einen Test, um zu sehen, wie eine Nachricht ankommt.",
    noneLike: "Keine Zustellung ist in diesem Zustand.",
    older: "Ältere zeigen",
    noAnswer: "Keine Antwort",
    milliseconds: (ms) => `${ms} ms`,
    tries: (count) => (count === 1 ? "1 Versuch" : `${count} Versuche`),
  },
  delivery: {
    title: (event) => `Zustellung: ${event}`,
    failed: "Die Zustellung konnte nicht geladen werden",
    id: "Id der Nachricht",
    idHint: "Im Header webhook-id, bei jedem Versuch dieselbe",
    made: "Geschehen",
    last: "Letzter Versuch",
    next: "Nächster Versuch",
    nextNow: "sofort",
    why: "Was schiefging",
    subject: "Datensatz",
    request: "Was gesendet wird",
    requestNow:
      "Nach dem jetzigen Stand des Datensatzes. Jeder Versuch trägt dazu den Header webhook-signature, der nicht aufgehoben wird.",
    requestGone: "Den Datensatz gibt es nicht mehr, also wird nichts mehr gesendet.",
    answer: "Was geantwortet wurde",
    headers: "Header",
    body: "Body",
    emptyBody: "Leer.",
    cut: "Hier gekürzt: Es geht weiter.",
    replay: "Erneut senden",
    replayHint:
      "Sofort und mit allen Versuchen, unter derselben Id: Ein Empfänger, der sich Ids merkt, nimmt sie nur einmal an.",
    replaying: "Sie ist wieder unterwegs …",
  },
  outcome: {
    delivered: (status, ms) => `Angekommen: nach ${ms} mit ${status} beantwortet.`,
    refused: (status) => `Die Adresse antwortete ${status}. Nur eine Antwort von 200 bis 299 gilt als angenommen.`,
    redirect: (status) =>
      `Die Adresse antwortete ${status}: Weiterleitungen wird nicht gefolgt. Gib die Adresse an, zu der sie führt.`,
    gone: "Die Adresse antwortete 410 Gone.",
    silent: "Es kam keine Antwort.",
    waiting: "Sie wartet auf den nächsten Versuch.",
  },
};

import type { LocaleTexts } from "../text.ts";

/** German. Formal (Sie): the form stands on the pages of banks and town halls, too. */
export const tag = "de";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Feedback geben",
  close: "Schließen",

  categoryLabel: "Worum geht es?",
  idea: "Idee",
  problem: "Problem",
  praise: "Lob",
  question: "Frage",
  other: "Sonstiges",

  contentLabel: "Ihre Nachricht",
  contentPlaceholder: "Was klappt, was klappt nicht, was fehlt?",
  contentEmpty: "Schreiben Sie bitte erst ein paar Worte.",
  contentTooLong: "Zu lang: {n} Zeichen zu viel.",
  contentLeft: "Noch {n} Zeichen",

  emailLabel: "E-Mail",
  emailOptional: "optional",
  emailPlaceholder: "Falls Sie eine Antwort möchten",
  emailInvalid: "Das sieht nicht nach einer E-Mail-Adresse aus.",

  pictureAdd: "Screenshot hinzufügen",
  pictureTaking: "Screenshot wird erstellt",
  pictureAlt: "Screenshot dieser Seite",
  pictureGaps: "Einige Teile der Seite ließen sich nicht abbilden.",
  pictureLarger: "Vergrößern",
  pictureRetake: "Erneut",
  pictureRemove: "Entfernen",
  pictureFailed: "Hier ließ sich kein Screenshot erstellen. Sie können Ihre Nachricht auch ohne senden.",
  picturePrivate:
    "Private Teile dieser Seite ließen sich nicht verdecken, deshalb wurde kein Screenshot erstellt. Sie können Ihre Nachricht auch ohne senden.",

  pictureEdit: "Zeichnen",
  markUp: "Auf dem Screenshot zeichnen",
  markHelp:
    "Pfeiltasten bewegen das Fadenkreuz, mit Umschalttaste in größeren Schritten. Enter beginnt und beendet eine Markierung, Esc verwirft sie. Ziffern wählen das Werkzeug.",
  markTools: "Werkzeuge",
  markColors: "Farben",
  toolSelect: "Auswählen und verschieben",
  toolArrow: "Pfeil",
  toolBox: "Rahmen",
  toolPen: "Stift",
  toolHighlight: "Hervorheben",
  toolText: "Text",
  toolPin: "Nummer",
  toolRedact: "Schwärzen",
  toolCrop: "Zuschneiden",
  colorRed: "Rot",
  colorBlue: "Blau",
  colorGreen: "Grün",
  colorYellow: "Gelb",
  colorBlack: "Schwarz",
  markUndo: "Rückgängig",
  markRedo: "Wiederholen",
  markDelete: "Löschen",
  zoomOut: "Verkleinern",
  zoomIn: "Vergrößern",
  zoomAll: "Alles zeigen",
  markLeave: "Noch einmal drücken, um die Markierungen zu verwerfen.",
  markAt: "{x}\u00a0% von links, {y}\u00a0% von oben",
  markSize: "{width}\u00a0% breit, {height}\u00a0% hoch",
  markBegun: "Begonnen: {tool}",
  markDrawn: "Gezeichnet: {tool}",
  markChosen: "Ausgewählt: {tool}",
  markCount: "Markierungen auf dem Screenshot: {n}",

  ratingLabel: "Wie gefällt es Ihnen?",
  ratingOf: "{n} von 5",
  ratingNone: "Zurücknehmen",
  tagsLabel: "Themen",
  pick: "Auf etwas zeigen",
  pickHow: "Klicken Sie an, was Sie meinen. Pfeiltasten und Tab bewegen, Enter wählt, Esc bricht ab.",
  pickByTouch: "Ziehen Sie den Finger auf das, was Sie meinen, und heben Sie ihn.",
  pickLarger: "Größer",
  pickSmaller: "Kleiner",
  pickChoose: "Wählen",
  pickCancel: "Abbrechen",
  pickAgain: "Anderes wählen",
  picked: "Darauf haben Sie gezeigt",
  pickButton: "Schaltfläche",
  pickLink: "Link",
  pickField: "Feld",
  pickImage: "Bild",
  pickHeading: "Überschrift",
  pickPart: "Teil der Seite",
  partElement: "Worauf Sie gezeigt haben",

  contents: "Was gesendet wird",
  fileAdd: "Dateien anhängen",
  filesDrop: "Dateien hier ablegen",
  fileRemove: "{name} entfernen",
  fileAdded: "Hinzugefügt: {name}",
  fileRemoved: "Entfernt: {name}",
  filePasted: "Eingefügtes Bild",
  fileTooLarge: "{name} wurde nicht hinzugefügt: größer als {n} MB. Wählen Sie eine kleinere Datei.",
  fileType: "{name} wurde nicht hinzugefügt: Diese Art von Datei lässt sich nicht senden. Möglich sind: {types}.",
  fileUnreadable:
    "{name} wurde nicht hinzugefügt: leer oder nicht lesbar. Sehen Sie nach, ob die Datei noch da ist, und wählen Sie sie noch einmal.",
  filesTooMany:
    "{name} wurde nicht hinzugefügt. So viele Dateien lassen sich höchstens zusammen senden: {n}. Entfernen Sie zuerst eine.",
  filesTogether:
    "{name} wurde nicht hinzugefügt: Zusammen wären die Dateien größer als {n} MB. Entfernen Sie zuerst eine, oder senden Sie sie einzeln.",
  partFiles: "Dateien",
  sendingFiles: "Ihre Dateien sind unterwegs: {n} %",
  reasonFile: "Der Server hat die Datei {name} nicht angenommen. Entfernen Sie sie, und senden Sie noch einmal.",
  contentsNote: "Außer Ihrem Text wird dies mitgesendet. Wählen Sie ab, was Sie lieber für sich behalten.",
  partAddress: "Adresse der Seite",
  partTitle: "Titel der Seite",
  partBrowser: "Browser",
  partPicture: "Screenshot",
  partPictureValue: "wie oben zu sehen",
  partSite: "Von dieser Website ergänzt",
  contentsForm: "Name und Version dieses Formulars werden immer gesendet: {form}.",

  send: "Senden",
  storing: "Einen Moment",
  notLoaded:
    "Ein Teil dieses Formulars konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal: Ihre Nachricht ist noch da.",

  sendingTitle: "Wird gesendet",
  sendingNote: "Ihr Feedback bleibt gespeichert, bis es angekommen ist.",
  savedTitle: "Gespeichert, wird noch gesendet",
  savedOffline:
    "Der Server ist gerade nicht erreichbar. Ihr Feedback ist auf diesem Gerät gespeichert und wird von selbst gesendet.",
  savedNoNetwork:
    "Sie sind offline. Ihr Feedback ist auf diesem Gerät gespeichert und wird von selbst gesendet, sobald Sie wieder online sind.",
  savedBlocked:
    "Etwas hält es unterwegs auf: oft ein Werbeblocker, manchmal das Netz. Ihr Feedback ist auf diesem Gerät gespeichert und wird von selbst erneut versucht. Sie können den Text auch kopieren.",
  savedPortal:
    "Statt des Servers hat etwas anderes geantwortet, etwa die Anmeldeseite eines WLANs. Ihr Feedback ist auf diesem Gerät gespeichert und wird von selbst erneut versucht.",
  savedSignIn:
    "Diese Website hat nicht mitgeteilt, wer angemeldet ist. Ihr Feedback ist auf diesem Gerät gespeichert und wird von selbst erneut versucht.",
  savedBusy:
    "Der Server ist gerade ausgelastet. Ihr Feedback ist auf diesem Gerät gespeichert und wird von selbst gesendet.",
  savedLeaveOpen:
    "Dieser Browser kann es nicht aufbewahren: Lassen Sie diese Seite bitte geöffnet, bis es gesendet ist.",
  sentTitle: "Vielen Dank",
  sentNote: "Ihr Feedback ist angekommen.",
  another: "Noch eines senden",
  done: "Fertig",

  refusedTitle: "Noch nicht gesendet",
  refusedText: "Ihre Nachricht",
  refusedEdit: "Bearbeiten",
  refusedCopy: "Text kopieren",
  refusedCopied: "Kopiert",
  refusedDiscard: "Verwerfen",
  refusedEarlier: "Ein früheres Feedback von Ihnen konnte nicht gesendet werden.",
  refusedShow: "Anzeigen",

  repliesNew: "Neue Antworten vom Team: {n}",
  repliesEarlier: "Frühere Antworten vom Team",
  repliesTitle: "Antworten vom Team",
  repliesBack: "Zurück",
  repliesYou: "Sie",
  repliesTeam: "Team",
  repliesField: "Ihre Antwort",
  repliesSent: "Ihre Antwort wurde gesendet.",
  repliesFailed: "Ihre Antwort konnte nicht gesendet werden. Sie ist noch da: Versuchen Sie es noch einmal.",
  repliesUnread: "Neu",
  reasonFull:
    "Auf diesem Gerät ist kein Platz mehr, um es aufzubewahren. Stellen Sie eine Internetverbindung her, damit wartendes Feedback hinausgeht, und senden Sie dann noch einmal.",
  reasonStorage:
    "In diesem Browser lässt es sich auf dieser Seite nicht sicher aufbewahren. Ihre Nachricht ist noch da: Versuchen Sie es noch einmal, oder kopieren Sie sie.",
  reasonSite: "Diese Website darf noch kein Feedback senden. Ihr Betreiber muss es freigeben.",
  reasonKey: "Das Feedback-Formular dieser Website ist nicht richtig eingerichtet. Ihr Betreiber muss das beheben.",
  reasonTooLarge: "Es ist zu groß. Entfernen Sie den Screenshot, und senden Sie noch einmal.",
  reasonPicture: "Der Server konnte den Screenshot nicht lesen. Entfernen Sie ihn, und senden Sie noch einmal.",
  reasonGaveUp:
    "Der Server war eine Woche lang nicht erreichbar. Versuchen Sie es jetzt noch einmal, oder kopieren Sie Ihre Nachricht.",
  reasonPolicy:
    "Die Regeln dieser Website lassen das Senden nicht zu. Ihr Betreiber muss es freigeben. Sie können Ihre Nachricht kopieren.",
  reasonSignIn:
    "Sie sind auf dieser Website nicht mehr angemeldet. Melden Sie sich wieder an, und senden Sie dann noch einmal: Ihre Nachricht ist noch da.",
  reasonOther: "Der Server hat es nicht angenommen: {message}",
};

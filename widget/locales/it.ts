import type { LocaleTexts } from "../text.ts";

/** Italian. Informal (tu). */
export const tag = "it";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Invia un feedback",
  close: "Chiudi",

  categoryLabel: "Di cosa si tratta?",
  idea: "Idea",
  problem: "Problema",
  praise: "Complimento",
  question: "Domanda",
  other: "Altro",

  contentLabel: "Il tuo messaggio",
  contentPlaceholder: "Cosa funziona, cosa no, cosa manca?",
  contentEmpty: "Scrivi prima qualche parola.",
  contentTooLong: "Troppo lungo. Caratteri di troppo: {n}.",
  contentLeft: "Caratteri rimasti: {n}",

  emailLabel: "E-mail",
  emailOptional: "facoltativa",
  emailPlaceholder: "Se vuoi una risposta",
  emailInvalid: "Non sembra un indirizzo e-mail.",

  pictureAdd: "Aggiungi uno screenshot",
  pictureTaking: "Screenshot in corso",
  pictureAlt: "Screenshot di questa pagina",
  pictureGaps: "Alcune parti della pagina non si sono potute riprodurre.",
  pictureLarger: "Ingrandisci",
  pictureRetake: "Rifai",
  pictureRemove: "Rimuovi",
  pictureFailed: "Qui non è stato possibile fare uno screenshot. Puoi inviare il messaggio anche senza.",
  picturePrivate:
    "Non è stato possibile nascondere le parti private di questa pagina, quindi lo screenshot non è stato fatto. Puoi inviare il messaggio anche senza.",

  ratingLabel: "Che cosa ne pensi?",
  ratingOf: "{n} su 5",
  ratingNone: "Togliere il voto",
  tagsLabel: "Argomenti",
  pick: "Indicare qualcosa",
  pickHow: "Fai clic su ciò che intendi. Frecce e Tab spostano, Invio sceglie, Esc annulla.",
  pickByTouch: "Trascina il dito su ciò che intendi, poi sollevalo.",
  pickLarger: "Più grande",
  pickSmaller: "Più piccolo",
  pickChoose: "Scegli",
  pickCancel: "Annulla",
  pickAgain: "Scegli altro",
  picked: "Hai indicato questo",
  pickButton: "Pulsante",
  pickLink: "Link",
  pickField: "Campo",
  pickImage: "Immagine",
  pickHeading: "Titolo",
  pickPart: "Parte della pagina",
  partElement: "Ciò che hai indicato",

  contents: "Che cosa verrà inviato",
  contentsNote: "Oltre a quello che hai scritto, viene inviato questo. Deseleziona ciò che preferisci tenere per te.",
  partAddress: "Indirizzo della pagina",
  partTitle: "Titolo della pagina",
  partBrowser: "Browser",
  partPicture: "Screenshot",
  partPictureValue: "quello mostrato sopra",
  partSite: "Aggiunto da questo sito",
  contentsForm: "Il nome e la versione di questo modulo vengono sempre inviati: {form}.",

  send: "Invia",
  storing: "Un momento",
  notLoaded:
    "Non è stato possibile caricare una parte del modulo. Controlla la connessione e riprova: il tuo messaggio è ancora qui.",

  sendingTitle: "Invio in corso",
  sendingNote: "Il tuo feedback resta salvato finché non è arrivato.",
  savedTitle: "Salvato, verrà inviato",
  savedOffline:
    "Al momento il server non è raggiungibile. Il tuo feedback è al sicuro su questo dispositivo e partirà da solo.",
  savedNoNetwork:
    "Sei offline. Il tuo feedback è al sicuro su questo dispositivo e partirà da solo quando tornerai online.",
  savedBlocked:
    "Qualcosa lo blocca lungo la strada: spesso un blocco dei contenuti, a volte la rete. Il tuo feedback è al sicuro su questo dispositivo e l’invio verrà ritentato da solo. Puoi anche copiare il messaggio.",
  savedPortal:
    "Non ha risposto il server, ma per esempio la pagina di accesso di un Wi-Fi. Il tuo feedback è al sicuro su questo dispositivo e l’invio verrà ritentato da solo.",
  savedSignIn:
    "Questo sito non ha indicato chi ha effettuato l’accesso. Il tuo feedback è al sicuro su questo dispositivo e l’invio verrà ritentato da solo.",
  savedBusy:
    "Al momento il server è molto occupato. Il tuo feedback è al sicuro su questo dispositivo e partirà da solo.",
  savedLeaveOpen: "Questo browser non può conservarlo: lascia aperta la pagina finché non è stato inviato.",
  sentTitle: "Grazie",
  sentNote: "Il tuo feedback è arrivato.",
  another: "Inviane un altro",
  done: "Fatto",

  refusedTitle: "Non ancora inviato",
  refusedText: "Il tuo messaggio",
  refusedEdit: "Modifica",
  refusedCopy: "Copia il testo",
  refusedCopied: "Copiato",
  refusedDiscard: "Elimina",
  refusedEarlier: "Un tuo feedback non è stato inviato.",
  refusedShow: "Mostra",

  repliesNew: "Nuove risposte dal team: {n}",
  repliesEarlier: "Risposte precedenti dal team",
  repliesTitle: "Risposte dal team",
  repliesBack: "Indietro",
  repliesYou: "Tu",
  repliesTeam: "Team",
  repliesField: "La tua risposta",
  repliesSent: "La tua risposta è stata inviata.",
  repliesFailed: "Non è stato possibile inviare la tua risposta. È ancora qui: riprova.",
  repliesUnread: "Nuova",
  reasonFull:
    "Su questo dispositivo non c’è più spazio per conservarlo. Connettiti a internet per far partire i feedback in attesa, poi invia di nuovo.",
  reasonStorage:
    "Questo browser non permette alla pagina di conservarlo. Il tuo messaggio è ancora qui: riprova, oppure copialo.",
  reasonSite: "Questo sito non è ancora autorizzato a inviare feedback. Il suo gestore deve autorizzarlo.",
  reasonKey: "Il modulo di feedback di questo sito non è configurato correttamente. Il suo gestore deve sistemarlo.",
  reasonTooLarge: "È troppo grande. Rimuovi lo screenshot e invia di nuovo.",
  reasonPicture: "Il server non è riuscito a leggere lo screenshot. Rimuovilo e invia di nuovo.",
  reasonGaveUp: "Il server non è stato raggiungibile per una settimana. Riprova ora, oppure copia il messaggio.",
  reasonPolicy:
    "Le regole di questo sito non permettono l’invio. Il suo gestore deve autorizzarlo. Puoi copiare il messaggio.",
  reasonSignIn:
    "La tua sessione su questo sito è terminata. Accedi di nuovo e poi invia: il tuo messaggio è ancora qui.",
  reasonOther: "Il server non l’ha accettato: {message}",
};

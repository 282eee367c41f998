import type { LocaleTexts } from "../text.ts";

/** Dutch. Informal (je). */
export const tag = "nl";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Feedback geven",
  close: "Sluiten",

  categoryLabel: "Waar gaat het over?",
  idea: "Idee",
  problem: "Probleem",
  praise: "Compliment",
  question: "Vraag",
  other: "Anders",

  contentLabel: "Je bericht",
  contentPlaceholder: "Wat werkt, wat werkt niet, wat ontbreekt?",
  contentEmpty: "Schrijf eerst een paar woorden.",
  contentTooLong: "Te lang. Aantal tekens te veel: {n}.",
  contentLeft: "Tekens over: {n}",

  emailLabel: "E-mail",
  emailOptional: "optioneel",
  emailPlaceholder: "Als je graag antwoord krijgt",
  emailInvalid: "Dit lijkt geen e-mailadres.",

  pictureAdd: "Schermafbeelding toevoegen",
  pictureTaking: "Schermafbeelding maken",
  pictureAlt: "Schermafbeelding van deze pagina",
  pictureGaps: "Sommige delen van de pagina konden niet worden weergegeven.",
  pictureLarger: "Vergroten",
  pictureRetake: "Opnieuw",
  pictureRemove: "Wissen",
  pictureFailed: "Hier kon geen schermafbeelding worden gemaakt. Je kunt je bericht ook zonder versturen.",
  picturePrivate:
    "Privégedeelten van deze pagina konden niet worden verborgen, dus is er geen schermafbeelding gemaakt. Je kunt je bericht ook zonder versturen.",

  ratingLabel: "Wat vind je ervan?",
  ratingOf: "{n} van 5",
  ratingNone: "Terugnemen",
  tagsLabel: "Onderwerpen",
  pick: "Iets aanwijzen",
  pickHow: "Klik op wat je bedoelt. Pijltjestoetsen en Tab verplaatsen, Enter kiest, Esc annuleert.",
  pickByTouch: "Sleep je vinger naar wat je bedoelt en laat los.",
  pickLarger: "Groter",
  pickSmaller: "Kleiner",
  pickChoose: "Kiezen",
  pickCancel: "Annuleren",
  pickAgain: "Iets anders kiezen",
  picked: "Dit heb je aangewezen",
  pickButton: "Knop",
  pickLink: "Link",
  pickField: "Veld",
  pickImage: "Afbeelding",
  pickHeading: "Kop",
  pickPart: "Deel van de pagina",
  partElement: "Wat je hebt aangewezen",

  contents: "Wat er wordt verstuurd",
  contentsNote: "Naast wat je schreef, gaat dit mee. Vink uit wat je liever voor jezelf houdt.",
  partAddress: "Adres van de pagina",
  partTitle: "Titel van de pagina",
  partBrowser: "Browser",
  partPicture: "Schermafbeelding",
  partPictureValue: "zoals hierboven",
  partSite: "Toegevoegd door deze site",
  contentsForm: "De naam en versie van dit formulier worden altijd meegestuurd: {form}.",

  send: "Versturen",
  storing: "Een moment",
  notLoaded:
    "Een deel van dit formulier kon niet worden geladen. Controleer uw verbinding en probeer het opnieuw: uw bericht staat er nog.",

  sendingTitle: "Bezig met versturen",
  sendingNote: "Je feedback wordt bewaard tot die is aangekomen.",
  savedTitle: "Bewaard, wordt nog verstuurd",
  savedOffline:
    "De server is nu niet bereikbaar. Je feedback is veilig bewaard op dit apparaat en wordt vanzelf verstuurd.",
  savedNoNetwork:
    "Je bent offline. Je feedback is veilig bewaard op dit apparaat en wordt vanzelf verstuurd zodra je weer online bent.",
  savedBlocked:
    "Iets houdt het onderweg tegen: vaak een adblocker, soms het netwerk. Je feedback is veilig bewaard op dit apparaat en wordt vanzelf opnieuw geprobeerd. Je kunt je bericht ook kopiëren.",
  savedPortal:
    "Er antwoordde iets anders dan de server, zoals de inlogpagina van een wifinetwerk. Je feedback is veilig bewaard op dit apparaat en wordt vanzelf opnieuw geprobeerd.",
  savedSignIn:
    "Deze site heeft niet doorgegeven wie er is ingelogd. Je feedback is veilig bewaard op dit apparaat en wordt vanzelf opnieuw geprobeerd.",
  savedBusy: "De server is nu erg druk. Je feedback is veilig bewaard op dit apparaat en wordt vanzelf verstuurd.",
  savedLeaveOpen: "Deze browser kan het niet bewaren: laat deze pagina open tot het is verstuurd.",
  sentTitle: "Bedankt",
  sentNote: "Je feedback is aangekomen.",
  another: "Nog iets versturen",
  done: "Klaar",

  refusedTitle: "Nog niet verstuurd",
  refusedText: "Je bericht",
  refusedEdit: "Bewerken",
  refusedCopy: "Tekst kopiëren",
  refusedCopied: "Gekopieerd",
  refusedDiscard: "Weggooien",
  refusedEarlier: "Eerdere feedback van je kon niet worden verstuurd.",
  refusedShow: "Bekijken",

  repliesNew: "Nieuwe antwoorden van het team: {n}",
  repliesEarlier: "Eerdere antwoorden van het team",
  repliesTitle: "Antwoorden van het team",
  repliesBack: "Terug",
  repliesYou: "Jij",
  repliesTeam: "Team",
  repliesField: "Jouw antwoord",
  repliesSent: "Je antwoord is verstuurd.",
  repliesFailed: "Je antwoord kon niet worden verstuurd. Het staat er nog: probeer het opnieuw.",
  repliesUnread: "Nieuw",
  reasonFull:
    "Er is op dit apparaat geen ruimte meer om het te bewaren. Maak verbinding met internet zodat wachtende feedback weg kan, en verstuur het dan opnieuw.",
  reasonStorage:
    "In deze browser kan de pagina het niet veilig bewaren. Je bericht staat er nog: probeer het opnieuw of kopieer het.",
  reasonSite: "Deze site mag nog geen feedback versturen. De eigenaar moet dat toestaan.",
  reasonKey: "Het feedbackformulier van deze site is niet goed ingesteld. De eigenaar moet dat herstellen.",
  reasonTooLarge: "Het is te groot. Verwijder de schermafbeelding en verstuur het opnieuw.",
  reasonPicture: "De server kon de schermafbeelding niet lezen. Verwijder die en verstuur het opnieuw.",
  reasonGaveUp: "De server was een week lang niet bereikbaar. Probeer het nu opnieuw of kopieer je bericht.",
  reasonPolicy:
    "De regels van deze site staan versturen niet toe. De eigenaar moet dat toestaan. Je kunt je bericht kopiëren.",
  reasonSignIn:
    "Je bent niet meer ingelogd op deze site. Log opnieuw in en verstuur het dan nog eens: je bericht staat er nog.",
  reasonOther: "De server heeft het niet aangenomen: {message}",
};

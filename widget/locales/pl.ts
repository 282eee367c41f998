import type { LocaleTexts } from "../text.ts";

/** Polish. Informal, and without past forms of the second person, which would name the reader's gender. */
export const tag = "pl";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Prześlij opinię",
  close: "Zamknij",

  categoryLabel: "Czego to dotyczy?",
  idea: "Pomysł",
  problem: "Problem",
  praise: "Pochwała",
  question: "Pytanie",
  other: "Inne",

  contentLabel: "Twoja wiadomość",
  contentPlaceholder: "Co działa, co nie działa, czego brakuje?",
  contentEmpty: "Najpierw napisz kilka słów.",
  contentTooLong: "Za długa. Nadmiarowe znaki: {n}.",
  contentLeft: "Pozostało znaków: {n}",

  emailLabel: "E-mail",
  emailOptional: "opcjonalnie",
  emailPlaceholder: "Jeśli chcesz otrzymać odpowiedź",
  emailInvalid: "To nie wygląda na adres e-mail.",

  pictureAdd: "Dodaj zrzut ekranu",
  pictureTaking: "Tworzenie zrzutu ekranu",
  pictureAlt: "Zrzut ekranu tej strony",
  pictureGaps: "Niektórych części strony nie udało się odwzorować.",
  pictureLarger: "Powiększ",
  pictureRetake: "Powtórz",
  pictureRemove: "Usuń",
  pictureFailed: "Nie udało się tu zrobić zrzutu ekranu. Możesz wysłać wiadomość bez niego.",
  picturePrivate:
    "Nie udało się ukryć prywatnych części tej strony, więc zrzut ekranu nie powstał. Możesz wysłać wiadomość bez niego.",

  ratingLabel: "Jak Ci się podoba?",
  ratingOf: "{n} z 5",
  ratingNone: "Cofnij ocenę",
  tagsLabel: "Tematy",
  pick: "Wskaż coś na stronie",
  pickHow: "Kliknij to, o co chodzi. Strzałki i Tab przesuwają, Enter wybiera, Esc anuluje.",
  pickByTouch: "Przeciągnij palec na to, o co chodzi, i podnieś go.",
  pickLarger: "Większe",
  pickSmaller: "Mniejsze",
  pickChoose: "Wybierz",
  pickCancel: "Anuluj",
  pickAgain: "Wybierz coś innego",
  picked: "Wskazujesz to",
  pickButton: "Przycisk",
  pickLink: "Link",
  pickField: "Pole",
  pickImage: "Obraz",
  pickHeading: "Nagłówek",
  pickPart: "Część strony",
  partElement: "Wskazane miejsce",

  contents: "Co zostanie wysłane",
  contentsNote: "Oprócz Twojego tekstu wysyłamy także to. Odznacz, czego nie chcesz udostępniać.",
  partAddress: "Adres strony",
  partTitle: "Tytuł strony",
  partBrowser: "Przeglądarka",
  partPicture: "Zrzut ekranu",
  partPictureValue: "ten widoczny powyżej",
  partSite: "Dodane przez tę witrynę",
  contentsForm: "Nazwa i wersja tego formularza są wysyłane zawsze: {form}.",

  send: "Wyślij",
  storing: "Chwileczkę",
  notLoaded:
    "Nie udało się wczytać części formularza. Proszę sprawdzić połączenie i spróbować ponownie: wiadomość nadal tu jest.",

  sendingTitle: "Wysyłanie",
  sendingNote: "Przechowujemy Twoją opinię, dopóki nie dotrze.",
  savedTitle: "Zapisano, czeka na wysłanie",
  savedOffline:
    "Serwer jest teraz nieosiągalny. Twoja opinia jest bezpiecznie zapisana na tym urządzeniu i wyśle się sama.",
  savedNoNetwork:
    "Nie masz połączenia z internetem. Twoja opinia jest bezpiecznie zapisana na tym urządzeniu i wyśle się sama, gdy połączenie wróci.",
  savedBlocked:
    "Coś zatrzymuje ją po drodze: często program blokujący treści, czasem sieć. Twoja opinia jest bezpiecznie zapisana na tym urządzeniu, a wysyłka zostanie ponowiona automatycznie. Możesz też skopiować wiadomość.",
  savedPortal:
    "Zamiast serwera odpowiedziało coś innego, na przykład strona logowania sieci Wi-Fi. Twoja opinia jest bezpiecznie zapisana na tym urządzeniu, a wysyłka zostanie ponowiona automatycznie.",
  savedSignIn:
    "Ta witryna nie podała, kto jest zalogowany. Twoja opinia jest bezpiecznie zapisana na tym urządzeniu, a wysyłka zostanie ponowiona automatycznie.",
  savedBusy:
    "Serwer jest teraz przeciążony. Twoja opinia jest bezpiecznie zapisana na tym urządzeniu i wyśle się sama.",
  savedLeaveOpen: "Ta przeglądarka nie może jej zapisać: pozostaw tę stronę otwartą do czasu wysłania.",
  sentTitle: "Dziękujemy",
  sentNote: "Twoja opinia dotarła.",
  another: "Wyślij kolejną",
  done: "Gotowe",

  refusedTitle: "Jeszcze nie wysłano",
  refusedText: "Twoja wiadomość",
  refusedEdit: "Edytuj",
  refusedCopy: "Kopiuj tekst",
  refusedCopied: "Skopiowano",
  refusedDiscard: "Odrzuć",
  refusedEarlier: "Jednej z Twoich opinii nie udało się wysłać.",
  refusedShow: "Pokaż",

  repliesNew: "Nowe odpowiedzi zespołu: {n}",
  repliesEarlier: "Wcześniejsze odpowiedzi zespołu",
  repliesTitle: "Odpowiedzi zespołu",
  repliesBack: "Wstecz",
  repliesYou: "Ty",
  repliesTeam: "Zespół",
  repliesField: "Twoja odpowiedź",
  repliesSent: "Twoja odpowiedź została wysłana.",
  repliesFailed: "Nie udało się wysłać odpowiedzi. Nadal tu jest: spróbuj ponownie.",
  repliesUnread: "Nowe",
  reasonFull:
    "Na tym urządzeniu nie ma już miejsca, żeby ją zapisać. Połącz się z internetem, aby wysłać oczekujące opinie, a potem spróbuj ponownie.",
  reasonStorage:
    "Ta przeglądarka nie pozwala stronie bezpiecznie jej zapisać. Wiadomość nadal tu jest: spróbuj ponownie lub ją skopiuj.",
  reasonSite: "Ta witryna nie może jeszcze wysyłać opinii. Jej właściciel musi na to zezwolić.",
  reasonKey: "Formularz opinii tej witryny jest źle skonfigurowany. Jej właściciel musi to naprawić.",
  reasonTooLarge: "Całość jest zbyt duża. Usuń zrzut ekranu i wyślij ponownie.",
  reasonPicture: "Serwer nie mógł odczytać zrzutu ekranu. Usuń go i wyślij ponownie.",
  reasonGaveUp: "Serwer był nieosiągalny przez tydzień. Spróbuj teraz ponownie lub skopiuj wiadomość.",
  reasonPolicy:
    "Reguły tej witryny nie pozwalają na wysłanie. Jej właściciel musi na to zezwolić. Możesz skopiować wiadomość.",
  reasonSignIn:
    "Twoja sesja w tej witrynie wygasła. Zaloguj się ponownie, a potem wyślij jeszcze raz: wiadomość nadal tu jest.",
  reasonOther: "Serwer jej nie przyjął: {message}",
};

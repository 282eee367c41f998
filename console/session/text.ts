import type { SignInFailure } from "../../shared/contract/sign-in-failed.ts";
import { inLanguage } from "../language.ts";

const minutesEn = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60).toLocaleString("en")} minutes`;
const minutesDe = (seconds: number) =>
  seconds < 90 ? `${seconds} Sekunden` : `${Math.ceil(seconds / 60).toLocaleString("de")} Minuten`;

const EN = {
  email: "E-mail",
  password: "Password",
  signIn: "Sign in",
  signingIn: "Signing in …",
  or: "or",
  passkey: "Use a passkey",
  passkeyFailed: "The passkey was not used. Try again, or sign in another way.",
  passkeyUnknown: "This passkey is not known here any more. Sign in another way, and add a new one to your account.",
  continueWith: (name: string) => `Continue with ${name}`,
  wrong: "The e-mail address or the password is wrong.",
  tooMany: (seconds: number) => `Too many tries. You can try again in ${minutesEn(seconds)}.`,
  linkTitle: "No password yet?",
  linkText: "A link signs you in once. The server prints one each time it starts:",
  linkOther: "Whoever runs the server makes one for the owner, or for the member whose name is added:",
  providerFailed: {
    title: "Signing in did not work",
    reasons: {
      cancelled: "It was cancelled. Try again, or sign in another way.",
      expired: "It took too long, or was begun in another tab. Try again.",
      provider: "Your provider could not be reached, or its answer was no good. Try again, or sign in another way.",
      email_unverified: "Your provider does not vouch for your e-mail address. Confirm it there, then try again.",
      email_taken:
        "Somebody here has your e-mail address already. Sign in as before, or ask an admin to invite you with it.",
      not_invited: "Nobody here knows you yet. Ask an admin to invite you with the e-mail address you have there.",
    } satisfies Record<SignInFailure, string>,
  },

  accept: {
    title: (organization: string) => `Join ${organization}`,
    by: (who: string) => `${who} invites you to read and sort feedback here.`,
    right: (name: string, may: string) => `You join as ${name}. ${may}`,
    signedInAs: (name: string) =>
      `You are signed in here as ${name}. Accepting signs you in as the new member instead, in this browser.`,
    name: "Your name",
    nameMissing: "Write your name: it is how the others see you.",
    email: "Your e-mail address",
    emailHint: "You sign in with it.",
    emailMissing: "Write your e-mail address: you sign in with it.",
    how: "How will you sign in?",
    byPassword: "With a password",
    byPasskey: "With a passkey: this device asks for your finger, face or PIN",
    password: "Choose a password",
    action: "Accept the invitation",
    gone: "This invitation no longer works",
    goneText: "It was used, withdrawn or is older than a week. Ask for a new one, or sign in if you joined already.",
    toSignIn: "Go to sign in",
    failed: "The invitation could not be read",
  },

  rules: {
    length: (least: number) => `At least ${least} characters: four words of your own are good.`,
    short: (least: number, has: number) => `It needs at least ${least} characters, and has ${has}.`,
    long: "It is too long.",
    weak: "It is too easy to guess: it repeats itself, is a row of keys, is much used, or holds your name or address. Take another, such as four words.",
  },

  role: {
    title: "What do you do in the team?",
    why: "It is asked once. Keys take feedback only when their owner has said it, and your team sees whom to ask.",
    save: "Go on",
    skip: "Not now",
  },
};

const DE: typeof EN = {
  email: "E-Mail",
  password: "Passwort",
  signIn: "Anmelden",
  signingIn: "Du wirst angemeldet …",
  or: "oder",
  passkey: "Mit einem Passkey anmelden",
  passkeyFailed: "Der Passkey wurde nicht benutzt. Versuch es noch einmal, oder melde dich anders an.",
  passkeyUnknown:
    "Dieser Passkey ist hier nicht mehr bekannt. Melde dich anders an, und füge deinem Konto einen neuen hinzu.",
  continueWith: (name) => `Weiter mit ${name}`,
  wrong: "Die E-Mail-Adresse oder das Passwort ist falsch.",
  tooMany: (seconds) => `Zu viele Versuche. In ${minutesDe(seconds)} kannst du es wieder versuchen.`,
  linkTitle: "Noch kein Passwort?",
  linkText: "Ein Link meldet dich einmal an. Der Server druckt bei jedem Start einen:",
  linkOther: "Wer den Server betreibt, macht einen für den Inhaber, oder für das Mitglied, dessen Name dabeisteht:",
  providerFailed: {
    title: "Die Anmeldung hat nicht geklappt",
    reasons: {
      cancelled: "Sie wurde abgebrochen. Versuch es noch einmal, oder melde dich anders an.",
      expired: "Es hat zu lange gedauert, oder sie wurde in einem anderen Tab begonnen. Versuch es noch einmal.",
      provider:
        "Dein Anmeldedienst war nicht zu erreichen, oder seine Antwort taugte nichts. Versuch es noch einmal, oder melde dich anders an.",
      email_unverified:
        "Dein Anmeldedienst bürgt nicht für deine E-Mail-Adresse. Bestätige sie dort, dann versuch es noch einmal.",
      email_taken:
        "Jemand hat deine E-Mail-Adresse hier schon. Melde dich an wie bisher, oder bitte einen Verwalter um eine Einladung mit ihr.",
      not_invited:
        "Hier kennt dich noch niemand. Bitte einen Verwalter um eine Einladung mit der E-Mail-Adresse, die du dort hast.",
    },
  },

  accept: {
    title: (organization) => `Bei ${organization} mitmachen`,
    by: (who) => `${who} lädt dich ein, hier Feedback zu lesen und zu ordnen.`,
    right: (name, may) => `Du wirst ${name}. ${may}`,
    signedInAs: (name) =>
      `Du bist hier als ${name} angemeldet. Nimmst du an, bist du in diesem Browser stattdessen als das neue Mitglied angemeldet.`,
    name: "Dein Name",
    nameMissing: "Schreib deinen Namen: so sehen dich die anderen.",
    email: "Deine E-Mail-Adresse",
    emailHint: "Mit ihr meldest du dich an.",
    emailMissing: "Schreib deine E-Mail-Adresse: mit ihr meldest du dich an.",
    how: "Wie willst du dich anmelden?",
    byPassword: "Mit einem Passwort",
    byPasskey: "Mit einem Passkey: dieses Gerät fragt nach Finger, Gesicht oder PIN",
    password: "Wähl ein Passwort",
    action: "Einladung annehmen",
    gone: "Diese Einladung gilt nicht mehr",
    goneText:
      "Sie wurde benutzt, zurückgezogen oder ist älter als eine Woche. Bitte um eine neue, oder melde dich an, wenn du schon dabei bist.",
    toSignIn: "Zur Anmeldung",
    failed: "Die Einladung konnte nicht gelesen werden",
  },

  rules: {
    length: (least) => `Mindestens ${least} Zeichen: vier eigene Wörter sind gut.`,
    short: (least, has) => `Es braucht mindestens ${least} Zeichen und hat ${has}.`,
    long: "Es ist zu lang.",
    weak: "Es ist zu leicht zu erraten: es wiederholt sich, ist eine Reihe von Tasten, wird viel benutzt oder enthält deinen Namen oder deine Adresse. Nimm ein anderes, etwa vier Wörter.",
  },

  role: {
    title: "Was machst du im Team?",
    why: "Das wird einmal gefragt. Schlüssel nehmen Feedback nur an, wenn ihr Besitzer es gesagt hat, und dein Team sieht, wen es fragen kann.",
    save: "Weiter",
    skip: "Jetzt nicht",
  },
};

/** What is said to who is not signed in yet, and just after. */
export const TEXT_OF_SESSION = inLanguage({ en: EN, de: DE });

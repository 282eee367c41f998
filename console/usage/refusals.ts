import type { ErrorCode } from "../../shared/contract/errors.ts";
import { currentLanguage } from "../language.ts";

/** What a code means, and what to do about it. */
export type Meaning = readonly [means: string, todo: string];

const EN: Record<ErrorCode, Meaning> = {
  invalid_body: [
    "A field is missing, unknown or too long.",
    "Read `details` in the answer: it names each field and what is wrong with it.",
  ],
  invalid_query: [
    "A part of the address after the ? is not one the route knows.",
    "Read `details` in the answer, and compare with the API page.",
  ],
  invalid_json: ["The body is not JSON.", "Send `Content-Type: application/json` and let a library write the body."],
  missing_authorization: ["The request came without a key.", "Send the header `Authorization: Bearer KEY`."],
  invalid_authorization: ["The key is mistyped, revoked or expired.", "Copy it again, or make another in Keys."],
  unknown_app: ["The app that the key belongs to is gone.", "Use a key of an app that is there."],
  invalid_user_token: [
    "In private mode, the user token was not accepted.",
    "Test it in Keys: the tester says in words why.",
  ],
  token_expired: [
    "In private mode, the user token had expired.",
    "Let your back end hand out a new one; the widget asks for it by itself.",
  ],
  origin_not_allowed: [
    "The key was used on a page that is not in its list of origins.",
    "If the page is yours, add its origin to the key in Keys.",
  ],
  public_disabled: [
    "The app takes feedback in private mode only.",
    "Sign users in and send their token, or set the app to public.",
  ],
  insufficient_scope: ["The key may not do this.", "Make a key with the scope that the answer names."],
  owner_role_required: [
    "The member that the key belongs to has not said what they do in the team.",
    "They choose their role in Your account.",
  ],
  secret_key_in_browser: [
    "A secret key came from a web page, so it has leaked.",
    "Revoke it in Keys at once, and use a publishable one in pages.",
  ],
  not_found: [
    "What was asked for is not there, or belongs to another app.",
    "Check the id, and that the key is of the right app.",
  ],
  method_not_allowed: ["The route does not take this method.", "Compare with the API page."],
  idempotency_in_flight: ["The same submission was still under way.", "Nothing: the client asks again by itself."],
  conflict: ["It cannot be done in the present state.", "The message of the answer says what is in the way."],
  payload_too_large: ["The body or the file is larger than allowed.", "Make the picture or the file smaller."],
  unsupported_media_type: ["Files of this kind are not taken.", "Send one of the kinds that the API page lists."],
  idempotency_mismatch: ["An Idempotency-Key was used again for another body.", "Make a new one for each submission."],
  invalid_image: [
    "The picture cannot be read, or is not what it says it is.",
    "Send a PNG, JPEG or WebP that opens elsewhere.",
  ],
  rate_limited: [
    "Too many requests in a short time.",
    "Clients wait as `Retry-After` says. Where it is everyday traffic, raise the limit of the app or the key.",
  ],
  internal_error: ["The server made a mistake.", "Look for the request id in the server's log, and tell us."],
  overloaded: [
    "The server had too much to do at once.",
    "Clients try again by themselves. If it happens often, give it more room.",
  ],
  unavailable: ["The database or the file storage did not answer.", "Run `earshot doctor` on the server."],
};

const DE: Record<ErrorCode, Meaning> = {
  invalid_body: [
    "Ein Feld fehlt, ist unbekannt oder zu lang.",
    "Lies `details` in der Antwort: Dort steht jedes Feld und was daran nicht stimmt.",
  ],
  invalid_query: [
    "Ein Teil der Adresse nach dem ? ist der Route unbekannt.",
    "Lies `details` in der Antwort und vergleiche mit der API-Seite.",
  ],
  invalid_json: [
    "Der Body ist kein JSON.",
    "Sende `Content-Type: application/json` und lass eine Bibliothek den Body schreiben.",
  ],
  missing_authorization: ["Die Anfrage kam ohne Schlüssel.", "Sende den Header `Authorization: Bearer KEY`."],
  invalid_authorization: [
    "Der Schlüssel ist vertippt, widerrufen oder abgelaufen.",
    "Kopiere ihn noch einmal oder lege unter Schlüssel einen neuen an.",
  ],
  unknown_app: ["Die App des Schlüssels gibt es nicht mehr.", "Nimm den Schlüssel einer App, die es gibt."],
  invalid_user_token: [
    "Im privaten Modus wurde das Nutzer-Token nicht angenommen.",
    "Prüfe es unter Schlüssel: Dort steht in Worten, warum.",
  ],
  token_expired: [
    "Im privaten Modus war das Nutzer-Token abgelaufen.",
    "Lass dein Backend ein neues ausgeben; das Widget fragt von selbst danach.",
  ],
  origin_not_allowed: [
    "Der Schlüssel wurde auf einer Seite benutzt, die nicht in seiner Liste steht.",
    "Ist es deine Seite, trage ihre Herkunft unter Schlüssel ein.",
  ],
  public_disabled: [
    "Die App nimmt Feedback nur im privaten Modus an.",
    "Melde Nutzer an und sende ihr Token, oder stelle die App auf öffentlich.",
  ],
  insufficient_scope: ["Der Schlüssel darf das nicht.", "Lege einen mit dem Recht an, das die Antwort nennt."],
  owner_role_required: [
    "Das Mitglied, dem der Schlüssel gehört, hat nicht gesagt, was es im Team tut.",
    "Es wählt seine Rolle unter Dein Konto.",
  ],
  secret_key_in_browser: [
    "Ein geheimer Schlüssel kam von einer Webseite, ist also offengelegt.",
    "Widerrufe ihn sofort unter Schlüssel und nimm auf Seiten einen öffentlichen.",
  ],
  not_found: [
    "Das Gefragte gibt es nicht, oder es gehört einer anderen App.",
    "Prüfe die Id und ob der Schlüssel zur richtigen App gehört.",
  ],
  method_not_allowed: ["Die Route kennt diese Methode nicht.", "Vergleiche mit der API-Seite."],
  idempotency_in_flight: ["Dieselbe Sendung war noch unterwegs.", "Nichts: Der Client fragt von selbst noch einmal."],
  conflict: ["Im jetzigen Zustand geht das nicht.", "Die Meldung der Antwort sagt, was im Weg ist."],
  payload_too_large: ["Der Body oder die Datei ist größer als erlaubt.", "Mach das Bild oder die Datei kleiner."],
  unsupported_media_type: [
    "Dateien dieser Art werden nicht angenommen.",
    "Sende eine der Arten, die die API-Seite nennt.",
  ],
  idempotency_mismatch: [
    "Ein Idempotency-Key wurde für einen anderen Body noch einmal benutzt.",
    "Erzeuge für jede Sendung einen neuen.",
  ],
  invalid_image: [
    "Das Bild lässt sich nicht lesen oder ist nicht, was es zu sein vorgibt.",
    "Sende ein PNG, JPEG oder WebP, das sich anderswo öffnen lässt.",
  ],
  rate_limited: [
    "Zu viele Anfragen in kurzer Zeit.",
    "Clients warten, wie `Retry-After` es sagt. Ist es alltäglicher Verkehr, erhöhe die Grenze der App oder des Schlüssels.",
  ],
  internal_error: [
    "Der Server hat einen Fehler gemacht.",
    "Suche die Id der Anfrage im Log des Servers und sag uns Bescheid.",
  ],
  overloaded: [
    "Der Server hatte zu viel auf einmal zu tun.",
    "Clients versuchen es von selbst noch einmal. Geschieht es oft, gib ihm mehr Platz.",
  ],
  unavailable: ["Die Datenbank oder der Dateispeicher antwortete nicht.", "Führe auf dem Server `earshot doctor` aus."],
};

const MEANINGS = currentLanguage() === "de" ? DE : EN;

/** `undefined` for a code that this page does not know: the server is newer. */
export const meaningOf = (code: string): Meaning | undefined =>
  Object.hasOwn(MEANINGS, code) ? MEANINGS[code as ErrorCode] : undefined;

import type { AuditAction } from "../../shared/contract/audit-actions.ts";
import { currentLanguage } from "../language.ts";

/** What was done, as what follows the name of who did it. */
const EN: Record<AuditAction, string> = {
  "app.created": "made an app",
  "app.updated": "changed an app",
  "app.deleted": "deleted an app",
  "connect_code.created": "made a link that connects an extension",
  "connect_code.cancelled": "cancelled a link that connects an extension",
  "customer.erased": "erased a person",
  "customer.feedback_erased": "erased feedback of a person",
  "feedback.updated": "changed feedback",
  "feedback.deleted": "deleted feedback",
  "feedback.expired": "deleted feedback whose time was over",
  "invitation.created": "invited somebody",
  "invitation.cancelled": "cancelled an invitation",
  "invitation.accepted": "accepted an invitation",
  "key.created": "made a key",
  "key.updated": "changed a key",
  "key.rotated": "replaced a key",
  "key.revoked": "revoked a key",
  "key.deleted": "deleted a key",
  "member.added": "added a member",
  "member.linked": "connected a member with a sign-in provider",
  "member.updated": "changed a member",
  "member.removed": "removed a member",
  "passkey.added": "added a passkey",
  "passkey.removed": "removed a passkey",
  "reply.created": "wrote a reply",
  "view.created": "shared a view of the inbox",
  "view.updated": "changed a shared view",
  "view.deleted": "deleted a shared view",
  "webhook.created": "added a webhook",
  "webhook.updated": "changed a webhook",
  "webhook.rotated": "replaced the secret of a webhook",
  "webhook.deleted": "deleted a webhook",
};

const DE: Record<AuditAction, string> = {
  "app.created": "hat eine App angelegt",
  "app.updated": "hat eine App geändert",
  "app.deleted": "hat eine App gelöscht",
  "connect_code.created": "hat einen Link erzeugt, der eine Erweiterung verbindet",
  "connect_code.cancelled": "hat einen Link zurückgezogen, der eine Erweiterung verbindet",
  "customer.erased": "hat eine Person gelöscht",
  "customer.feedback_erased": "hat Feedback einer Person gelöscht",
  "feedback.updated": "hat Feedback geändert",
  "feedback.deleted": "hat Feedback gelöscht",
  "feedback.expired": "hat Feedback gelöscht, dessen Frist abgelaufen war",
  "invitation.created": "hat jemanden eingeladen",
  "invitation.cancelled": "hat eine Einladung zurückgezogen",
  "invitation.accepted": "hat eine Einladung angenommen",
  "key.created": "hat einen Schlüssel angelegt",
  "key.updated": "hat einen Schlüssel geändert",
  "key.rotated": "hat einen Schlüssel ersetzt",
  "key.revoked": "hat einen Schlüssel widerrufen",
  "key.deleted": "hat einen Schlüssel gelöscht",
  "member.added": "hat ein Mitglied hinzugefügt",
  "member.linked": "hat ein Mitglied mit einem Anmeldedienst verbunden",
  "member.updated": "hat ein Mitglied geändert",
  "member.removed": "hat ein Mitglied entfernt",
  "passkey.added": "hat einen Passkey hinzugefügt",
  "passkey.removed": "hat einen Passkey entfernt",
  "reply.created": "hat eine Antwort geschrieben",
  "view.created": "hat eine Ansicht des Posteingangs geteilt",
  "view.updated": "hat eine geteilte Ansicht geändert",
  "view.deleted": "hat eine geteilte Ansicht gelöscht",
  "webhook.created": "hat einen Webhook angelegt",
  "webhook.updated": "hat einen Webhook geändert",
  "webhook.rotated": "hat das Geheimnis eines Webhooks ersetzt",
  "webhook.deleted": "hat einen Webhook gelöscht",
};

const WORDS: Record<string, string> = currentLanguage() === "de" ? DE : EN;

/** What was done, in words; an action that this page does not know is named as the server names it. */
export const actionInWords = (action: string): string =>
  (Object.hasOwn(WORDS, action) ? WORDS[action] : undefined) ?? action;

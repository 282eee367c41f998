import type { Right } from "../../shared/contract/may-do.ts";
import { inLanguage } from "../language.ts";

type Named = Record<Right, { name: string; may: string }>;

const EN: Named = {
  viewer: { name: "Viewer", may: "Reads feedback and usage. Changes nothing." },
  triager: { name: "Triager", may: "Also works on feedback: sorts, assigns, replies and exports it." },
  admin: {
    name: "Admin",
    may: "Also deletes feedback, erases people, and sets up apps, keys, webhooks and members.",
  },
  owner: { name: "Owner", may: "Also makes other owners, and is never removed by an admin." },
};

const DE: Named = {
  viewer: { name: "Leser", may: "Liest Feedback und Nutzung. Ändert nichts." },
  triager: {
    name: "Bearbeiter",
    may: "Bearbeitet auch Feedback: ordnet es, weist es zu, beantwortet und exportiert es.",
  },
  admin: {
    name: "Verwalter",
    may: "Löscht auch Feedback und Personen und richtet Apps, Schlüssel, Webhooks und Mitglieder ein.",
  },
  owner: { name: "Inhaber", may: "Macht auch andere zu Inhabern und wird von keinem Verwalter entfernt." },
};

/** What a right is called, and what it lets somebody do. */
export const RIGHT_NAMES = inLanguage({ en: EN, de: DE });

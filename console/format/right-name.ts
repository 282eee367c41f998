import type { Right } from "../../shared/contract/may-do.ts";
import { inLanguage } from "../language.ts";

type Named = Record<Right, { name: string; may: string }>;

const EN: Named = {
  viewer: { name: "Viewer", may: "Reads feedback and usage. Changes nothing." },
  triager: { name: "Triager", may: "Reads feedback and works on it: sorts, assigns, replies, exports." },
  admin: {
    name: "Admin",
    may: "Works on feedback and deletes it, erases people, and sets up apps, keys, webhooks and members.",
  },
  owner: { name: "Owner", may: "May do everything, makes other owners, and is never removed by an admin." },
};

const DE: Named = {
  viewer: { name: "Leser", may: "Liest Feedback und Nutzung. Ändert nichts." },
  triager: {
    name: "Bearbeiter",
    may: "Liest Feedback und bearbeitet es: ordnet es, weist es zu, beantwortet und exportiert es.",
  },
  admin: {
    name: "Verwalter",
    may: "Bearbeitet und löscht Feedback, löscht Personen und richtet Apps, Schlüssel, Webhooks und Mitglieder ein.",
  },
  owner: { name: "Inhaber", may: "Darf alles, macht andere zu Inhabern und wird von keinem Verwalter entfernt." },
};

/** What a right is called, and what it lets somebody do. */
export const RIGHT_NAMES = inLanguage({ en: EN, de: DE });

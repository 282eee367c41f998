import type { Status } from "../../shared/contract/enumerations.ts";
import { inLanguage } from "../language.ts";
import { TEXT } from "../text.ts";

/** The sentences where another member was quicker. */
export const conflict = inLanguage({
  en: {
    title: "Somebody was quicker",
    status: (who: string, status: Status) => `${who} changed the status to ${TEXT.status(status)}.`,
    assignee: (who: string, name: string | undefined) =>
      name === undefined ? `${who} took the assignee away.` : `${who} assigned it to ${name}.`,
    other: (who: string) => `${who} changed it.`,
    many: (count: number) => `${count} were changed by somebody else meanwhile:`,
    rest: (count: number) => `and ${count} more`,
    somebody: "Somebody else",
    mine: "Keep yours",
    theirs: "Take theirs",
  },
  de: {
    title: "Jemand war schneller",
    status: (who, status) => `${who} hat den Status auf ${TEXT.status(status)} gesetzt.`,
    assignee: (who, name) =>
      name === undefined ? `${who} hat die Zuweisung entfernt.` : `${who} hat es ${name} zugewiesen.`,
    other: (who) => `${who} hat es geändert.`,
    many: (count) => `${count} hat inzwischen jemand anderes geändert:`,
    rest: (count) => `und ${count} weitere`,
    somebody: "Jemand anderes",
    mine: "Deines behalten",
    theirs: "Das andere nehmen",
  },
});

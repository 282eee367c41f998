import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import { actionInWords } from "./actions.ts";
import { detailsOf, type Names, subjectOf, whoDid } from "./names.ts";
import { text } from "./text.ts";

/** A cell that no spreadsheet takes for a formula, in quotes. */
const cell = (value: string): string =>
  `"${(/^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** Rows as CSV (RFC 4180), with the byte order mark that spreadsheets need to read it as UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

/** The entries as they are shown, with the ids behind the names: those are the same for ever, and no two have the same. */
export const csvOfEntries = (entries: readonly AuditEntryAnswer[], names: Names): string => {
  const { when, who, what, details } = text.column;
  const rows = entries.map((entry) => {
    const { actor, subject } = entry;
    return [
      entry.at,
      `${whoDid(entry, names).name} (${actor.type} ${actor.id})`,
      actionInWords(entry.action),
      [`${subjectOf(entry, names).words} (${subject.id})`, detailsOf(entry)].filter(Boolean).join(" · "),
    ];
  });
  return csvOf([[when, who, what, details], ...rows]);
};

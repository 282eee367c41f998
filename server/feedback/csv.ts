import type { Feedback } from "../../shared/contract/record.ts";
import type { RowFormat } from "./stream-of.ts";

type Cell = string | number | null | undefined;

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets show as nothing: what begins with
 * `=`, `+`, `-`, `@` (in full width too), also after quotes and blanks; and what begins with a tab or a line break.
 */
const defused = (text: string): string => (/^(?:[\s"'`]*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text);

/** RFC 4180: quoted where it must be, quotes doubled. */
const cellOf = (value: Cell): string => {
  if (value === null || value === undefined) return "";
  const text = typeof value === "number" ? String(value) : defused(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const COLUMNS: Record<string, (feedback: Feedback) => Cell> = {
  id: ({ id }) => id,
  app: ({ app }) => app,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  status: ({ status }) => status,
  category: ({ category }) => category,
  rating: ({ rating }) => rating,
  content: ({ content }) => content,
  context: ({ context }) => context,
  pageUrl: ({ pageUrl }) => pageUrl,
  pageTitle: ({ pageTitle }) => pageTitle,
  customerName: ({ customerName }) => customerName,
  customerEmail: ({ customerEmail }) => customerEmail,
  customerId: ({ customerId }) => customerId,
  tags: ({ tags }) => tags.join(", "),
  sourceType: ({ sourceType }) => sourceType,
  assignee: ({ assignee }) => assignee,
  duplicateOf: ({ duplicateOf }) => duplicateOf,
  screenshot: ({ screenshot }) => screenshot?.url,
  userAgent: ({ client }) => client?.userAgent,
  language: ({ client }) => client?.language,
  metadata: ({ metadata }) => metadata && JSON.stringify(metadata),
};

const rowOf = (cells: Cell[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/** The first row, after a byte order mark: without one, spreadsheets take the file for another encoding than UTF-8. */
const headOf = (names: readonly string[]): string => `\ufeff${rowOf([...names])}`;

export const csvHead = (): string => headOf(Object.keys(COLUMNS));

export const csvRow = (feedback: Feedback): string => rowOf(Object.values(COLUMNS).map((column) => column(feedback)));

/** A CSV with these columns, in which what is exported may take several rows. */
export const csvFormat = <Row, Name extends string>(
  names: readonly Name[],
  rowsOf: (row: Row) => Array<Record<Name, Cell>>,
): RowFormat<Row> => ({
  mediaType: "text/csv; charset=utf-8",
  head: () => headOf(names),
  row: (row) =>
    rowsOf(row)
      .map((cells) => rowOf(names.map((name) => cells[name])))
      .join(""),
});

/** A cell that no spreadsheet takes for a formula, in quotes. */
const cell = (value: string): string =>
  `"${(/^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** Rows as CSV (RFC 4180), with the byte order mark that spreadsheets need to read it as UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

import { open } from "node:fs/promises";
import { resolve } from "node:path";
import type * as z from "zod/mini";
import { exportQuerySchema } from "../../shared/contract/feedback-query.ts";
import { EXPORT_FORMATS, exportPages } from "../feedback/export-stream.ts";
import { checked } from "./checked.ts";
import { type Action, type Given, UsageError } from "./command.ts";
import { counted } from "./counted.ts";
import { parseMoment } from "./durations.ts";
import { pickApp, readInstallation } from "./installation.ts";

type Query = z.output<typeof exportQuerySchema>;

const queryOf = (given: Given, appId: string | undefined, now: number): Query => {
  const [since, until] = [given.text("since"), given.text("until")];
  const said = Object.fromEntries(
    ["format", "status", "category", "tag", "q"].flatMap((name) => {
      const value = given.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return checked(exportQuerySchema, {
    ...said,
    ...(appId === undefined ? {} : { app: appId }),
    ...(since === undefined ? {} : { since: parseMoment("--since", since, now) }),
    ...(until === undefined ? {} : { until: parseMoment("--until", until, now) }),
  });
};

/** Where the export goes. A file is made anew: an export never overwrites another. */
const openTarget = async (file: string | undefined, write: (text: string) => Promise<void>) => {
  if (file === undefined) return { write, close: async () => {} };
  try {
    const handle = await open(file, "wx", 0o600);
    return { write: async (text: string) => handle.appendFile(text), close: () => handle.close() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === "EEXIST"
        ? `${file} is there already, and an export overwrites nothing. Choose another name with --out.`
        : `${file} cannot be written (${code}). Choose another place with --out.`,
    );
  }
};

/** How `--json` writes to standard output: one document, however long. */
const ONE_DOCUMENT = {
  head: () => '{"data":[',
  row: (record: unknown, at: number) => `${at ? "," : ""}\n${JSON.stringify(record)}`,
  tail: "\n]}\n",
};

/** `earshot export`. */
export const exportFeedback: Action = {
  usage: "export",
  summary: "write feedback as NDJSON or CSV, newest first",
  about:
    "What a list with the same filters gives, all of it, to standard output or to a new file. Cells of the CSV that a spreadsheet would\ntake for a formula are defused. Pictures are not in it: each record has their address. With --json, standard output is one JSON\ndocument; with --out as well, it says what was written.",
  words: [0, 0],
  options: {
    format: { type: "string", value: "ndjson|csv", about: "ndjson unless said" },
    out: { type: "string", value: "FILE", about: "a file that is not there yet" },
    app: { type: "string", value: "APP", about: "only feedback of this app (name or id)" },
    status: { type: "string", value: "STATUS", about: "new, triaged, queued, in_progress, done or archived" },
    category: { type: "string", value: "CATEGORY", about: "idea, problem, praise, question or other" },
    tag: { type: "string", value: "TAG", about: "only what has this tag" },
    q: { type: "string", value: "WORDS", about: "only what has all these words" },
    since: { type: "string", value: "WHEN", about: "made then or later: 2026-01-31 or 2026-01-31T12:00:00Z" },
    until: { type: "string", value: "WHEN", about: "made before then" },
  },
  examples: [
    ["earshot export --format csv --out feedback.csv", "everything, for a spreadsheet"],
    ["earshot export --app Shop --since 2026-01-01 | gzip > shop.ndjson.gz", "one app's feedback of this year"],
  ],
  run: (given, terminal) =>
    readInstallation(terminal, async (installation) => {
      const named = given.text("app");
      const app = named === undefined ? undefined : await pickApp(installation, named);
      const { format, ...narrowed } = queryOf(given, app?.id, installation.clock.now());
      const out = given.text("out");
      const isDocument = terminal.json && out === undefined;
      if (isDocument && given.text("format") === "csv")
        throw new UsageError(
          "--json and --format csv do not go together. Leave one out, or write the CSV to a file with --out.",
        );
      const target = await openTarget(out, terminal.write);
      let records = 0;
      try {
        await target.write(isDocument ? ONE_DOCUMENT.head() : EXPORT_FORMATS[format].head());
        for await (const page of exportPages(installation, installation.operator, narrowed)) {
          let text = "";
          for (const record of page) {
            text += isDocument ? ONE_DOCUMENT.row(record, records) : EXPORT_FORMATS[format].row(record);
            records++;
          }
          await target.write(text);
        }
        if (isDocument) await target.write(ONE_DOCUMENT.tail);
      } finally {
        await target.close();
      }
      if (out === undefined) return undefined;
      return {
        json: { file: resolve(out), format, records },
        text: `  Wrote ${counted(records, "record")} to ${out}.`,
      };
    }),
};

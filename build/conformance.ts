import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run.ts";

/** The products, by the letters that their rows begin with, and how many rows each has. */
export const PRODUCTS = {
  PS: { name: "productsights", title: "ProductSights", rows: 13 },
  PB: { name: "productbridge", title: "ProductBridge", rows: 9 },
  UZ: { name: "userz", title: "Userz", rows: 12 },
  CA: { name: "composite", title: "Composite", rows: 8 },
  IN: { name: "insighto", title: "Insighto", rows: 6 },
} as const;

/** What the rows say that no test holds yet. A row leaves this list when its test is there. */
export const NOT_YET: Record<string, string> = {
  "PS-8": "an insight's analytics are computed again, one by one or many in a queue that survives a restart",
  "PS-9": "similar insights are listed as clusters",
  "PS-10": "a question in words is answered over the stored insights",
  "PS-11": "connections to providers of analytics",
  "PB-7": "keys of the MCP endpoint are of one person",
};

const DIALECTS = join(ROOT, "server/dialects");

/** What the tests of a dialect are named, by the row that each holds: those in `NAME.test.ts`, and in `NAME-....test.ts` beside it. */
const testsOf = (name: string): Map<string, string> => {
  const files = readdirSync(DIALECTS).filter((file) => new RegExp(`^${name}(-[a-z-]+)?\\.test\\.ts$`).test(file));
  const source = files.map((file) => readFileSync(join(DIALECTS, file), "utf8")).join("\n");
  return new Map(
    [...source.matchAll(/^test\("([A-Z]{2}-\d+): (.*)", async/gm)].map(([, id = "", says = ""]) => [id, says]),
  );
};

/** Every row with what its test says, or nothing where there is none. */
export const conformanceRows = (): Array<{ id: string; product: keyof typeof PRODUCTS; says: string | undefined }> =>
  (Object.keys(PRODUCTS) as Array<keyof typeof PRODUCTS>).flatMap((product) => {
    const tests = testsOf(PRODUCTS[product].name);
    return Array.from({ length: PRODUCTS[product].rows }, (_, index) => {
      const id = `${product}-${index + 1}`;
      return { id, product, says: tests.get(id) };
    });
  });

/** `docs/conformance.md`, as the tests are named. */
export const conformanceDocument = (): string => {
  const rows = conformanceRows();
  const sections = Object.entries(PRODUCTS).map(([product, { name, title }]) => {
    const its = rows.filter((row) => row.product === product);
    const held = its.filter(({ says }) => says !== undefined).map(({ id, says }) => `| ${id} | ${says} |`);
    const missing = its
      .filter(({ says }) => says === undefined)
      .map(({ id }) => `- ${id}: ${NOT_YET[id] ?? "no test holds it"}`);
    return [
      `## ${title}`,
      held.length > 0
        ? `At \`/as/${name}\`.\n\n| row | what its test holds |\n| --- | --- |\n${held.join("\n")}`
        : "Not there yet.",
      ...(missing.length > 0 ? [`Rows that are not there yet:\n\n${missing.join("\n")}`] : []),
    ].join("\n\n");
  });
  return `${[
    "# Conformance",
    "Products that Earshot stands in for: what was written for one of them works here with another address and another key.",
    "Written by `npm run conformance` from the names of the tests in `server/dialects/`, each of which asks a started server over HTTP, on SQLite and on PostgreSQL.",
    ...sections,
  ].join("\n\n")}\n`;
};

if (import.meta.main) writeFileSync(join(ROOT, "docs/conformance.md"), conformanceDocument());

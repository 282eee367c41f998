import { countOf, findSame, keyText, pagesOf, type Reader, readWhole, rowText } from "./rows.ts";
import type { Table } from "./tables.ts";

/** What was found in both databases. `differing` rows are in the source and not alike in the destination. */
export type Comparison = { source: number; destination: number; differing: number };

/** So many rows of a table with a large column are compared to the last byte, over the whole table. */
const WHOLE_ROWS = 50;

/** How many rows each has: enough, where every row of the source was found alike a moment ago. */
export const countTable = async (source: Reader, destination: Reader, { name }: Table): Promise<Comparison> => ({
  source: await countOf(source, name),
  destination: await countOf(destination, name),
  differing: 0,
});

/** Reads every row of the source and its twin again; with the counts alike and no difference, both hold the same. */
export const compareTable = async (source: Reader, destination: Reader, table: Table): Promise<Comparison> => {
  let differing = 0;
  let whole = 0;
  for await (const page of pagesOf(source, table)) {
    const known = await findSame(destination, table, page);
    for (const row of page) {
      const twin = known.get(keyText(table, row));
      if (twin === undefined || rowText(twin) !== rowText(row)) differing++;
    }
    const sample = table.large && whole++ < WHOLE_ROWS ? page.slice(0, 1) : [];
    for (const row of sample) {
      const [mine, twin] = [await readWhole(source, table, [row]), await readWhole(destination, table, [row])];
      if (JSON.stringify(mine.map(rowText)) !== JSON.stringify(twin.map(rowText))) differing++;
    }
  }
  return { ...(await countTable(source, destination, table)), differing };
};

/** How a format writes rows, and what stands before and behind them. */
export type RowFormat<Row> = {
  mediaType: string;
  head(): string;
  /** @param at How many stand before it. */
  row(row: Row, at: number): string;
  tail?(): string;
};

/** One JSON document: a list, a row a line, between what opens it and what closes it. */
export const jsonFormat = <Row>(opening: string, closing: string): RowFormat<Row> => ({
  mediaType: "application/json",
  head: () => opening,
  row: (row, at) => `${at > 0 ? "," : ""}\n${JSON.stringify(row)}`,
  tail: () => `\n${closing}\n`,
});

/**
 * A stream that reads a page when its reader wants more, and no page before: however much there is, little of it is in memory.
 *
 * @param pages None of them is empty.
 * @param ask Throws when whoever asked may not any more: the stream breaks off then.
 */
export const streamOf = <Row>(
  { head, row, tail }: Omit<RowFormat<Row>, "mediaType">,
  pages: AsyncGenerator<Row[]>,
  ask: () => Promise<void> = async () => {},
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  let text = head();
  let written = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const { value = [], done } = await pages.next();
        await ask();
        for (const one of value) text += row(one, written++);
        if (done) text += tail?.() ?? "";
        if (text) controller.enqueue(encoder.encode(text));
        text = "";
        if (done) controller.close();
      },
      async cancel() {
        await pages.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
};

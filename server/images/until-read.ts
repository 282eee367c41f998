/** Handed on in pieces, so that it is seen how far somebody has read. */
const PIECE = 64 * 1024;

/**
 * An answer's body that says when it is over: read to its end, left by its reader, or not read in time.
 *
 * @param limitMs Whoever has not read all of it by then does not get the rest.
 */
export const untilRead = (bytes: Uint8Array, over: () => void, limitMs: number): ReadableStream<Uint8Array> => {
  let at = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(timer);
    over();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setTimeout(() => {
          over();
          controller.error(new Error("not read in time"));
        }, limitMs);
      },
      pull(controller) {
        controller.enqueue(bytes.subarray(at, at + PIECE));
        at += PIECE;
        if (at < bytes.length) return;
        controller.close();
        end();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
};

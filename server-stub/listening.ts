import type { LiveEvent } from "../shared/contract/live.ts";

/** One event of a stream; of its own events only the name, and what `ended` says. */
export type HeardEvent = { id: string; name: string; data: LiveEvent & { code?: string } };

export type Listening = {
  answer: Response;
  /** All that was heard so far. */
  events: HeardEvent[];
  /** How many beats. */
  beats(): number;
  /** The last id, also of what told nothing. */
  lastId(): string;
  /** Resolves when the server has ended it. */
  ended: Promise<void>;
  close(): Promise<void>;
};

/** Listens to `/v1/events` until it is closed. */
export const listening = async (asked: Promise<Response>): Promise<Listening> => {
  const answer = await asked;
  const events: HeardEvent[] = [];
  let beats = 0;
  let lastId = "";
  let text = "";
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const take = (block: string): void => {
    const fields = new Map(block.split("\n").map((line) => [line.split(": ", 1)[0] ?? "", line.replace(/^\w*: /, "")]));
    if (block.startsWith(": beat")) beats++;
    lastId = fields.get("id") ?? lastId;
    const name = fields.get("event");
    if (name) events.push({ id: fields.get("id") ?? "", name, data: JSON.parse(fields.get("data") ?? "{}") });
  };
  const read = async (): Promise<void> => {
    for (;;) {
      const next = await reader?.read().catch(() => undefined);
      if (!next || next.done) return;
      const blocks = (text + next.value).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) take(block);
    }
  };
  const ended = answer.ok ? read() : Promise.resolve();
  return {
    answer,
    events,
    beats: () => beats,
    lastId: () => lastId,
    ended,
    close: async () => void (await reader?.cancel().catch(() => {})),
  };
};

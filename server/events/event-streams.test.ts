import { expect, test } from "vitest";
import type { LoggedEvent } from "../store/event-log.ts";
import type { Heard } from "./event-feed.ts";
import { createEventStreams } from "./event-streams.ts";

const event = (n: number): LoggedEvent => ({
  id: String(n).padStart(24, "0"),
  type: "feedback.created",
  organizationId: "0".repeat(24),
  appId: "1".repeat(24),
  subjectId: "2".repeat(24),
  feedbackId: "2".repeat(24),
  createdAt: 0,
});

test("while a slow store says whether a listener still may, what happens waits for one question, and not without end", async () => {
  let hear: (heard: Heard) => void = () => {};
  const answers: Array<() => void> = [];
  const { body } = await createEventStreams({
    feed: {
      async listen(listener: typeof hear) {
        hear = listener;
        return () => {};
      },
    },
    eventLog: { oldest: async () => [] },
    clock: { now: () => 0 },
    timers: { after: () => () => {} },
  } as unknown as Parameters<typeof createEventStreams>[0]).open({
    holder: "ann",
    wants: () => true,
    refusal: () => new Promise((resolve) => answers.push(() => resolve(undefined))),
    since: undefined,
  });
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>;
  const read = async (): Promise<string[]> => ((await reader.read()).value ?? "").match(/(?<=event: ).*/g) ?? [];
  await read();
  for (let n = 0; n < 51; n++) hear([event(n)]);
  expect(answers).toHaveLength(1);
  answers[0]?.();
  expect(await read()).toHaveLength(1);
  await expect.poll(() => answers.length).toBe(2);
  for (let n = 0; n < 250; n++) hear([event(n)]);
  answers[1]?.();
  expect(await read()).toHaveLength(50);
  await expect.poll(() => answers.length).toBe(3);
  answers[2]?.();
  const last = await read();
  expect(last.length).toBeLessThanOrEqual(100);
  expect(last[0]).toBe("missed");
});

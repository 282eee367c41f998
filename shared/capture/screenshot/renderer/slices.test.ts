import { expect, test } from "vitest";
import { inSlices, type Steps } from "./slices.ts";

const never = new AbortController().signal;

test("steps are run to their end, and may wait for something on the way", async () => {
  const { run } = inSlices(never);
  const steps = function* (): Steps<string> {
    let come = "";
    yield Promise.resolve("a part").then((part) => {
      come = part;
    });
    yield;
    return come;
  };
  expect(await run(steps())).toBe("a part");
});

test("what does not come is told to the steps, which can go on without it", async () => {
  const { run } = inSlices(never);
  const steps = function* (): Steps<string> {
    try {
      yield Promise.reject(new Error("no network"));
    } catch (problem) {
      yield;
      return `without: ${(problem as Error).message}`;
    }
    return "with it";
  };
  expect(await run(steps())).toBe("without: no network");
});

test("nothing is waited for once the time is over", async () => {
  const ends = new AbortController();
  const { run } = inSlices(ends.signal);
  const steps = function* (): Steps<void> {
    yield new Promise(() => {});
  };
  const running = run(steps());
  ends.abort(new Error("over"));
  await expect(running).rejects.toThrow("over");
});

test("a time limit is heard while there is always more to do", async () => {
  const { run } = inSlices(AbortSignal.timeout(20));
  const steps = function* (): Steps<void> {
    for (;;) yield;
  };
  await expect(run(steps())).rejects.toThrow(/timeout/i);
});

test("what waits already has its turn before the steps go on", async () => {
  const { pause } = inSlices(never);
  const order: string[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => order.push("the page's");
  port2.postMessage(0);
  await pause();
  order.push("ours");
  port1.close();
  expect(order).toEqual(["the page's", "ours"]);
});

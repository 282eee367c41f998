import { afterEach, expect, test } from "vitest";
import { createLive } from "./live.ts";

const { EventSource: real } = window;
afterEach(() => {
  window.EventSource = real;
});

test("news that are too many to be told one by one are as a line that was lost: everything is asked for anew", () => {
  let line: EventTarget | undefined;
  window.EventSource = class extends EventTarget {
    constructor() {
      super();
      line = this;
    }
    close() {}
  } as unknown as typeof EventSource;
  const end = new AbortController();
  const live = createLive(location.origin, end.signal);
  const told: boolean[] = [];
  live.listen({ opened: (isOpen) => told.push(isOpen) });
  (line as unknown as EventSource).onopen?.(new Event("open"));
  line?.dispatchEvent(new MessageEvent("missed", { data: "{}" }));
  expect(told).toEqual([true, true]);
  end.abort();
  expect(told).toEqual([true, true, false]);
});

import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import type { Port } from "./messages.ts";
import { workerDouble } from "./testing/worker-double.ts";

const tab = { tabId: 1, windowId: 1 };
const picture = { dataUrl: "data:image/png;base64,", durationMs: 1, gaps: [] };

test("a question is put again, the same, to the worker that follows a dead one", async () => {
  const heard: unknown[] = [];
  const worker = workerDouble((port: Port) => {
    port.onMessage.addListener((message) => {
      heard.push(message);
      if (heard.length < 3) worker.kill();
      else port.postMessage({ answer: picture });
    });
  }, undefined);
  expect(await ask(worker.connect, "take-picture", tab)).toEqual(picture);
  expect(heard).toEqual([tab, tab, tab]);
});

test("a worker that dies time and again is given up, with a sentence", async () => {
  let deaths = 0;
  const worker = workerDouble((port: Port) => {
    port.onMessage.addListener(() => {
      deaths++;
      worker.kill();
    });
  }, undefined);
  await expect(ask(worker.connect, "take-picture", tab)).rejects.toMatchObject({ code: "aborted" });
  expect(deaths).toBe(5);
});

test("a worker that does not even say that it heard counts as dead; one that heard may take its time", async () => {
  let times = 0;
  const worker = workerDouble((port: Port) => {
    port.onMessage.addListener(() => {
      times++;
      if (times === 1) return; // a worker that is being stopped
      port.postMessage({ heard: true });
      setTimeout(() => port.postMessage({ answer: picture }), 60);
    });
  }, undefined);
  expect(await ask(worker.connect, "take-picture", tab, { silenceMs: 20 })).toEqual(picture);
  expect(times).toBe(2);
});

test("nothing is asked when the signal has fired before", async () => {
  const worker = workerDouble(() => expect.unreachable(), undefined);
  const signal = AbortSignal.abort();
  await expect(ask(worker.connect, "take-picture", tab, { signal })).rejects.toMatchObject({ code: "aborted" });
});

import { expect, test } from "vitest";
import type { Submission } from "../../shared/contract/submission.ts";
import type { Delivery } from "../../shared/transport/delivery.ts";
import type { Port } from "../messages.ts";
import { workerDouble } from "../testing/worker-double.ts";
import { workerPorts } from "./ports.ts";

const id = "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
const connection = "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d11";
const submission: Submission = { content: "Hello" };
const refused = { list: async () => [], discard: async () => {} };
const problem = { code: "network_error", message: "No answer." };

/** Sends through a worker that acts like this on each question, and says what the form heard. */
const send = (act: (port: Port, question: unknown, times: number) => void) => {
  const heard: Delivery[] = [];
  let times = 0;
  const worker = workerDouble((port) => {
    port.onMessage.addListener((question) => act(port, question, ++times));
  }, undefined);
  const ports = workerPorts({ connect: worker.connect, connection, tab: undefined, refused, newId: () => id });
  const taken = ports.submit(submission, (delivery) => heard.push(delivery));
  return { heard, taken, kill: worker.kill };
};
const states = (heard: Delivery[]) => heard.map(({ state }) => state);

test("the form hears each state of its submission", async () => {
  const { heard, taken } = send((port, question) => {
    expect(question).toEqual({ id, connection, submission });
    port.postMessage({ news: { state: "sending" } });
    port.postMessage({ news: { state: "sent", id: "0123456789abcdef01234567" } });
    port.postMessage({ answer: null });
  });
  await taken;
  expect(heard).toEqual([{ state: "sending" }, { state: "sent", id: "0123456789abcdef01234567" }]);
});

test("the form is free once its submission is saved for later, and still hears when it was sent", async () => {
  const open = Promise.withResolvers<Port>();
  const { heard, taken } = send((port) => {
    port.postMessage({ news: { state: "sending" } });
    port.postMessage({ news: { state: "saved", problem, nextTryAt: 1 } });
    open.resolve(port);
  });
  await taken;
  expect(states(heard)).toEqual(["sending", "saved"]);
  (await open.promise).postMessage({ news: { state: "sent", id: "0123456789abcdef01234567" } });
  await expect.poll(() => states(heard)).toEqual(["sending", "saved", "sent"]);
});

test("a worker that dies in the middle is asked again with the same id, and the form hears the end", async () => {
  const ids: unknown[] = [];
  const sending = send((port, question, times) => {
    ids.push((question as { id: string }).id);
    port.postMessage({ news: { state: "sending" } });
    if (times === 1) sending.kill();
    else {
      port.postMessage({ news: { state: "sent", id: "0123456789abcdef01234567" } });
      port.postMessage({ answer: null });
    }
  });
  await sending.taken;
  expect(ids).toEqual([id, id]);
  expect(states(sending.heard).at(-1)).toBe("sent");
});

test("a submission that was stored counts as saved, however often the worker dies", async () => {
  const sending = send((port) => {
    port.postMessage({ news: { state: "sending" } });
    setTimeout(() => sending.kill(), 1);
  });
  await sending.taken;
  expect(states(sending.heard).at(-1)).toBe("saved");
});

test("a submission that was never stored needs the user, and is not taken for one that was taken back", async () => {
  const sending = send(() => sending.kill());
  await sending.taken;
  expect(sending.heard).toMatchObject([{ state: "needs-you", problem: { code: "unexpected_answer" } }]);
});

test("a worker that stored it and died before it could say so, time and again, has it: nobody is asked to send it twice", async () => {
  const asked: string[] = [];
  const heard: Delivery[] = [];
  const worker = workerDouble((port) => port.onMessage.addListener(() => worker.kill()), undefined);
  const isTaken = async (id: string) => asked.push(id) > 0;
  const ports = workerPorts({
    connect: worker.connect,
    connection,
    tab: undefined,
    refused,
    isTaken,
    newId: () => id,
  });
  await ports.submit(submission, (delivery) => heard.push(delivery));
  expect(asked).toEqual([id]);
  expect(states(heard)).toEqual(["saved"]);
});

test("what the worker refuses needs the user, with the worker's own reason", async () => {
  const { heard, taken } = send((port) => {
    port.postMessage({ problem: { code: "not_connected", message: "Connect first." } });
  });
  await taken;
  expect(heard).toMatchObject([{ state: "needs-you", problem: { code: "not_connected", message: "Connect first." } }]);
});

test("files are kept where the worker finds them before it is told of them, and are taken back by the submission's id", async () => {
  const kept: string[][] = [];
  const asked: [string, unknown][] = [];
  const worker = workerDouble((port) => {
    port.onMessage.addListener((question) => {
      asked.push([port.name, question]);
      if (port.name === "submit") expect(kept).toEqual([["a.txt"]]);
      if (port.name === "submit") port.postMessage({ news: { state: "sending", progress: 0 } });
      else port.postMessage({ answer: null });
    });
  }, undefined);
  const files = {
    draft: "popup https://example.com",
    read: async () => [],
    keep: async (files: readonly File[]) => void kept.push(files.map(({ name }) => name)),
    ready: async () => {},
  };
  const ports = workerPorts({ connect: worker.connect, connection, tab: undefined, refused, files, newId: () => id });
  const back = new AbortController();
  const heard: Delivery[] = [];
  const along = { files: [new File(["ab"], "a.txt", { type: "text/plain" })], signal: back.signal };
  void ports.submit(submission, (delivery) => heard.push(delivery), along);
  await expect.poll(() => heard).toEqual([{ state: "sending", progress: 0 }]);
  back.abort();
  await expect.poll(() => asked.length).toBe(2);
  const each = [{ name: "a.txt", size: 2, type: "text/plain" }];
  expect(asked).toEqual([
    ["submit", { id, connection, submission, files: { draft: files.draft, each } }],
    ["take-back", { id }],
  ]);
});

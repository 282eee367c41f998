import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawAnswer, startTcpProxy, type TcpFault, type TcpProxy } from "./tcp-proxy.ts";

const BODY = "x".repeat(2_000);
let heard: string[] = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  heard.push(body);
  response.writeHead(201).end(BODY);
});
let proxy: TcpProxy;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  proxy = await startTcpProxy((server.address() as AddressInfo).port);
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

/** What comes of a submission: its status and length, or that nothing did; and what the server heard. */
const post = async (...faults: TcpFault[]) => {
  heard = [];
  proxy.next(...faults);
  const began = performance.now();
  const answer = await fetch(`${proxy.url}/v1/feedback`, { method: "POST", body: BODY, redirect: "manual" })
    .then(async (response) => [response.status, (await response.text()).length])
    .catch(() => "no answer");
  return { answer, heard: heard.length, ms: performance.now() - began };
};

test("without a fault everything passes", async () => {
  expect(await post()).toMatchObject({ answer: [201, 2_000], heard: 1 });
});

test.each<[string, TcpFault, number]>([
  ["a reset before the server has heard anything", { kind: "reset-before" }, 0],
  ["a reset after the server has done its work", { kind: "reset-after" }, 1],
  ["an answer that breaks off", { kind: "cut", bytes: 500 }, 1],
])("%s is no answer, once", async (_name, fault, times) => {
  expect(await post(fault)).toMatchObject({ answer: "no answer", heard: times });
  expect(await post()).toMatchObject({ answer: [201, 2_000], heard: 1 });
});

test("an answer can be late, and a line slow", async () => {
  expect((await post({ kind: "delay", ms: 300 })).ms).toBeGreaterThan(290);
  const slow = await post({ kind: "slow", bytesPerSecond: 8_192 });
  expect(slow).toMatchObject({ answer: [201, 2_000], heard: 1 });
  expect(slow.ms).toBeGreaterThan(400); // four kilobytes and their heads
});

test("of the answers on one connection only the one that was meant is late", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took = () =>
    new Promise<number>((done) => {
      const began = performance.now();
      const asking = request(`${proxy.url}/v1/feedback`, { method: "POST", agent }, (response) => {
        response.resume().on("end", () => done(performance.now() - began));
      });
      asking.end(BODY);
    });
  proxy.next({ kind: "delay", ms: 1_000 });
  expect(await took()).toBeGreaterThan(990);
  expect(await took()).toBeLessThan(990);
  agent.destroy();
});

test("somebody else can answer, and the server hears nothing", async () => {
  const text = rawAnswer(302, { Location: "http://portal.example.com/" }, "<h1>Log in</h1>");
  expect(await post({ kind: "answer", text })).toMatchObject({ answer: [302, 15], heard: 0 });
});

test("what is down refuses, and comes back at the same address", async () => {
  await proxy.down();
  expect(await post()).toMatchObject({ answer: "no answer", heard: 0 });
  await proxy.up();
  expect(await post()).toMatchObject({ answer: [201, 2_000], heard: 1 });
});

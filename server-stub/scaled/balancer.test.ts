import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Balancer, startBalancer } from "./balancer.ts";

const servers: Server[] = [];
let balancer: Balancer | undefined;
afterEach(async () => {
  await balancer?.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listen = async (answer: RequestListener, port = 0): Promise<number> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return (server.address() as AddressInfo).port;
};
const named =
  (name: string): RequestListener =>
  (request, response) =>
    void response.end(`${name} heard ${request.headers["x-forwarded-for"]}`);

test("each request goes to the next back end, with the address of its client at the end", async () => {
  balancer = await startBalancer([await listen(named("one")), await listen(named("two"))]);
  const { url } = balancer;
  const headers = { "X-Forwarded-For": "203.0.113.9" };
  const heard = [];
  for (let index = 0; index < 4; index++) heard.push(await (await fetch(url, { headers })).text());
  expect(heard).toEqual(["one", "two", "one", "two"].map((name) => `${name} heard 203.0.113.9, 127.0.0.1`));
});

test("a back end that is away is left out, with the body that it never got, and asked again when it is ready", async () => {
  const port = await listen(() => {});
  servers.pop()?.close();
  const bodies: string[] = [];
  const there = await listen(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.end("there");
  });
  balancer = await startBalancer([port, there]);
  const { url } = balancer;
  const sent = ["a", "b", "c"].map((letter) => letter.repeat(100_000));
  for (const body of sent) expect((await fetch(url, { method: "POST", body })).status).toBe(200);
  expect(bodies).toEqual(sent);
  await listen(named("back"), port);
  await expect.poll(async () => (await fetch(url)).text()).toContain("back");
});

test("what was sent to a back end that died is not sent again: the client gets 502", async () => {
  let others = 0;
  const dying = await listen((request) => void request.socket.destroy());
  const other = await listen((_, response) => {
    others++;
    response.end();
  });
  balancer = await startBalancer([dying, other]);
  expect((await fetch(balancer.url, { method: "POST", body: "once" })).status).toBe(502);
  expect(others).toBe(0);
});

test("where no back end is up, it says to come again", async () => {
  const port = await listen(() => {});
  servers.pop()?.close();
  balancer = await startBalancer([port]);
  const answer = await fetch(balancer.url);
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "1"]);
});

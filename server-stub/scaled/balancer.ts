import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createFaults, type Fault, type Faults, faultAnswer } from "../faults.ts";

export type Balancer = {
  /** `http://localhost:PORT` */
  url: string;
  /** Every request that came, faults included, oldest first. */
  requests: Array<{ method: string; path: string; headers: Record<string, string> }>;
  /** What is to go wrong between it and its clients. */
  faults: Faults;
  /** How many requests each back end has answered, in the order they were named. */
  answered(): number[];
  close(): Promise<void>;
};

type BackEnd = { port: number; isUp: boolean; answered: number };

const PROBE_MS = 100;
/** What belongs to one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

const endToEnd = (headers: IncomingMessage["headers"]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));

/**
 * A small balancer that does what real ones do and no more: each request goes to the next back end that is up, with the address of
 * its client at the end of `X-Forwarded-For`. A back end that refuses connections is left out until `/readyz` says 200 again. What
 * has been sent is never sent again: when its back end dies, the client gets 502, and it is for the client to try once more.
 *
 * @param ports Of the back ends on this machine. They need not listen yet.
 */
export const startBalancer = async (ports: number[]): Promise<Balancer> => {
  const backEnds: BackEnd[] = ports.map((port) => ({ port, isUp: true, answered: 0 }));
  const requests: Balancer["requests"] = [];
  const faults = createFaults();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  let isClosed = false;

  const next = (): BackEnd | undefined => {
    for (let tries = 0; tries < backEnds.length; tries++) {
      const backEnd = backEnds[turn++ % backEnds.length];
      if (backEnd?.isUp) return backEnd;
    }
    return undefined;
  };

  const leaveOut = async (backEnd: BackEnd): Promise<void> => {
    if (!backEnd.isUp) return;
    backEnd.isUp = false;
    while (!backEnd.isUp && !isClosed) {
      await wait(PROBE_MS);
      const answer = await fetch(`http://127.0.0.1:${backEnd.port}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer();
      backEnd.isUp = answer?.status === 200;
    }
  };

  /** @returns `false` when this back end never got anything of it, so that another may. */
  const forward = (request: IncomingMessage, response: ServerResponse, backEnd: BackEnd, losesAnswer: boolean) =>
    new Promise<boolean>((done) => {
      const peer = request.socket.remoteAddress ?? "";
      const upstream = send({
        agent,
        host: "127.0.0.1",
        port: backEnd.port,
        method: request.method ?? "GET",
        path: request.url ?? "/",
        headers: {
          ...endToEnd(request.headers),
          "x-forwarded-for": [request.headers["x-forwarded-for"] ?? [], peer].flat().join(", "),
        },
      });
      // Only once there is a connection: until then the body is still whole, for another back end.
      upstream.on("socket", (socket) => {
        if (socket.connecting) socket.once("connect", () => request.pipe(upstream));
        else request.pipe(upstream);
      });
      upstream.on("response", (answer) => {
        backEnd.answered++;
        if (losesAnswer) {
          answer.resume().on("end", () => request.socket.destroy());
          return done(true);
        }
        response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
        answer.pipe(response);
        answer.on("error", () => response.destroy());
        answer.on("end", () => done(true));
      });
      upstream.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED") return done(false);
        if (response.headersSent) response.destroy();
        else response.writeHead(502, { "Content-Type": "text/plain" }).end("Bad gateway");
        done(true);
      });
      response.on("close", () => {
        if (!response.writableFinished && !losesAnswer) upstream.destroy();
        done(true);
      });
    });

  const balance = async (request: IncomingMessage, response: ServerResponse, fault?: Fault): Promise<void> => {
    for (let backEnd = next(); backEnd; backEnd = next()) {
      if (await forward(request, response, backEnd, fault?.kind === "lose-answer")) return;
      void leaveOut(backEnd);
    }
    response.writeHead(503, { "Content-Type": "text/plain", "Retry-After": "1" }).end("No back end is up");
  };

  const server = createServer(async (request, response) => {
    const { method = "GET", url = "/" } = request;
    const path = new URL(url, "http://balancer").pathname;
    requests.push({ method, path, headers: request.headers as Record<string, string> });
    const fault = faults.take(method, path);
    if (fault?.delayMs) await wait(fault.delayMs);
    if (fault?.kind === "cut") return void request.socket.destroy();
    if (fault?.kind !== "status") return balance(request, response, fault);
    const { status, headers, body } = faultAnswer(fault);
    request.resume();
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    faults,
    answered: () => backEnds.map(({ answered }) => answered),
    async close() {
      isClosed = true;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      agent.destroy();
    },
  };
};

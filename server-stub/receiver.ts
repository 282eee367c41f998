import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { method: string; path: string; headers: Record<string, string>; body: string };

export type Receiver = {
  /** `http://localhost:PORT` */
  url: string;
  port: number;
  /** All that came, oldest first. */
  received: Received[];
  /** How it answers from now on; 204 at first. */
  answerWith(answer: number | ((request: IncomingMessage, response: ServerResponse) => void)): void;
  /** Resolves when so many have come in all. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
};

/** Something of somebody else's that webhooks are sent to. */
export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  let waiting: Array<{ count: number; resolve: () => void }> = [];
  let answer: RequestListener = (_request, response) => void response.writeHead(204).end();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = request.headers as Record<string, string>;
    received.push({ method: request.method ?? "", path: request.url ?? "", headers, body });
    answer(request, response);
    for (const { resolve } of waiting.filter(({ count }) => count <= received.length)) resolve();
    waiting = waiting.filter(({ count }) => count > received.length);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    port,
    received,
    answerWith(given) {
      answer =
        typeof given === "function" ? given : (_request, response) => void response.writeHead(given).end("noted");
    },
    until: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};

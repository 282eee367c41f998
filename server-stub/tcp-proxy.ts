import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** What happens to a connection on which a submission comes. Nothing of it is seen by the server's own code. */
export type TcpFault =
  /** The connection is reset, and the server has heard nothing. */
  | { kind: "reset-before" }
  /** The connection is reset once so many bytes have gone to the server. */
  | { kind: "reset-within"; bytes: number }
  /** The server has answered, so it has done its work; the connection is reset before a byte of that arrives. */
  | { kind: "reset-after" }
  /** The answer breaks off after so many bytes. */
  | { kind: "cut"; bytes: number }
  /** The answer comes so much later. */
  | { kind: "delay"; ms: number }
  /** So slow a line, in both directions. */
  | { kind: "slow"; bytesPerSecond: number }
  /** Somebody else answers with these bytes. */
  | { kind: "answer"; text: string };

export type TcpProxy = {
  /** Where it listens: `http://localhost:PORT`. */
  url: string;
  /** How many submissions came here. */
  posts(): number;
  /** What happens to the next submissions, one each; later ones pass. */
  next(...faults: TcpFault[]): void;
  /** The same for requests that begin in another way, such as `PUT /v1/uploads`. */
  nextOf(start: string, ...faults: TcpFault[]): void;
  /** Nobody listens any more: connections are refused. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
};

/** An answer as it goes over the line. */
export const rawAnswer = (status: number, headers: Record<string, string>, body = ""): string =>
  [
    `HTTP/1.1 ${status} Whatever`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");

const SUBMISSION = "POST /v1/feedback";

/** How often a slow line lets something through, in milliseconds. */
const SLICE_MS = 50;

/** Lets a line's bytes through one after the other, at most so many a second. */
const slowly = (to: Socket, bytesPerSecond: number) => {
  let before = Promise.resolve();
  const slice = Math.ceil((bytesPerSecond * SLICE_MS) / 1_000);
  return (chunk: Buffer) => {
    before = before.then(async () => {
      for (let at = 0; at < chunk.length && !to.destroyed; at += slice) {
        to.write(chunk.subarray(at, at + slice));
        await wait(SLICE_MS);
      }
    });
  };
};

/**
 * A line between a browser and a server that can be made to fail as lines do. It looks at the first bytes of what comes and
 * at nothing else: browsers begin a request with a packet of its own.
 */
export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  const faults = new Map<string, TcpFault[]>([[SUBMISSION, []]]);
  const open = new Set<Socket>();
  let count = 0;

  const join = (client: Socket) => {
    const server = connect(target, "127.0.0.1");
    let toServer: (chunk: Buffer) => void = (chunk) => server.write(chunk);
    let toClient: (chunk: Buffer) => void = (chunk) => client.write(chunk);
    const suffer = (fault: TcpFault) => {
      if (fault.kind === "reset-before") client.resetAndDestroy();
      else if (fault.kind === "reset-within") {
        let left = fault.bytes;
        toServer = (chunk) => {
          left -= chunk.length;
          if (left > 0) server.write(chunk);
          else client.resetAndDestroy();
        };
      } else if (fault.kind === "reset-after") toClient = () => void client.resetAndDestroy();
      else if (fault.kind === "delay") {
        const pass = toClient;
        let late: Promise<void> | undefined;
        toClient = (chunk) => {
          late ??= wait(fault.ms); // later answers on this connection are not
          void late.then(() => pass(chunk));
        };
      } else if (fault.kind === "slow") {
        toServer = slowly(server, fault.bytesPerSecond);
        toClient = slowly(client, fault.bytesPerSecond);
      } else if (fault.kind === "cut") {
        let left = fault.bytes;
        toClient = (chunk) => {
          client.write(chunk.subarray(0, left));
          left -= chunk.length;
          if (left <= 0) client.end();
        };
      } else {
        toServer = () => {};
        client.write(fault.text);
        // What is still on its way here is read first: a reset would take the answer along.
        void wait(100).then(() => client.end());
      }
    };
    client.on("data", (chunk: Buffer) => {
      const head = chunk.subarray(0, 40).toString("latin1");
      if (head.startsWith(SUBMISSION)) count++;
      for (const [start, waiting] of faults) {
        const fault = head.startsWith(start) && waiting.shift();
        if (fault) suffer(fault);
      }
      if (!client.destroyed) toServer(chunk);
    });
    server.on("data", (chunk: Buffer) => {
      if (!client.destroyed) toClient(chunk);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.on("error", () => {}); // it is what this is for
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  };

  let listener: Server;
  let port = 0;
  const up = async () => {
    listener = createServer(join);
    await new Promise<void>((listening) => listener.listen(port, "127.0.0.1", listening));
    port = (listener.address() as { port: number }).port;
  };
  const down = async () => {
    const closed = new Promise((done) => listener.close(done));
    for (const socket of open) socket.destroy();
    await closed;
  };
  await up();
  return {
    url: `http://localhost:${port}`,
    posts: () => count,
    next: (...more) => void faults.get(SUBMISSION)?.push(...more),
    nextOf: (start, ...more) => void faults.set(start, [...(faults.get(start) ?? []), ...more]),
    up,
    down,
    close: down,
  };
};

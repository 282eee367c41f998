import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { bodyOf } from "./bodies.ts";
import { percentile } from "./percentile.ts";

/*
 * A generator in a process of its own that sends at a fixed rate, whatever the server does. A time is counted from the moment a
 * request was due, not from when it could be sent: a server that stalls is charged for everything that should have come
 * meanwhile (no coordinated omission). It speaks HTTP over bare sockets, because a client library would cost more than the server.
 */
export type OpenLoad = {
  url: string;
  key: string;
  path: string;
  /** Bytes of a submission to post; 0 for a GET. */
  bodyBytes: number;
  rate: number;
  seconds: number;
  /** Requests that are due while all are taken wait here, and their time runs. */
  connections: number;
  /** How many clients' addresses (127.0.1.1 and on) the connections come from. */
  addresses?: number;
  /** Where to write the ids of what was acknowledged. */
  idsFile?: string;
};

/** Milliseconds of the answers with one status: from when they were due, and from when they were sent. */
export type Answers = { count: number; p50: number; p99: number; sentP50: number; sentP99: number };
export type OpenResult = {
  /** Requests that were due. */
  due: number;
  /** Due, and never sent or never answered. */
  unanswered: number;
  broken: number;
  /** By status. */
  answers: Record<string, Answers>;
};

const IDLE_WAIT_MS = 3_000;
const ID = /"id":"([0-9a-f]{24})"/;

const run = async (load: OpenLoad): Promise<OpenResult> => {
  const { hostname, port } = new URL(load.url);
  const body = load.bodyBytes > 0 ? bodyOf(load.bodyBytes) : Buffer.alloc(0);
  const head = [
    `${load.bodyBytes > 0 ? "POST" : "GET"} ${load.path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    ...(load.key ? [`Authorization: Bearer ${load.key}`] : []),
    ...(load.bodyBytes > 0 ? ["Content-Type: application/json", `Content-Length: ${body.length}`] : []),
  ].join("\r\n");
  const message = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);

  const times = new Map<string, { fromDue: number[]; fromSent: number[] }>();
  const ids: string[] = [];
  const free: Connection[] = [];
  const late: number[] = [];
  let lateAt = 0;
  let broken = 0;
  let underWay = 0;

  type Connection = { socket: Socket; dueAt: number; sentAt: number; isBusy: boolean; received: string };
  const give = (connection: Connection, dueAt: number): void => {
    connection.dueAt = dueAt;
    connection.sentAt = performance.now();
    connection.isBusy = true;
    underWay++;
    connection.socket.write(message);
  };
  const next = (connection: Connection): void => {
    const dueAt = late[lateAt];
    if (dueAt === undefined) return void free.push(connection);
    lateAt++;
    give(connection, dueAt);
  };
  const isWhole = (text: string): boolean => {
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const length = /\r\ncontent-length: (\d+)/i.exec(text);
    return length && Number(length[1]) >= 0 && length.index < end
      ? text.length - end - 4 >= Number(length[1])
      : text.endsWith("0\r\n\r\n");
  };
  const settle = (connection: Connection): void => {
    const { received } = connection;
    const now = performance.now();
    const status = received.slice(9, 12);
    const those = times.get(status) ?? { fromDue: [], fromSent: [] };
    times.set(status, those);
    those.fromDue.push(now - connection.dueAt);
    those.fromSent.push(now - connection.sentAt);
    if (load.idsFile && status === "201") ids.push(ID.exec(received)?.[1] ?? "none");
    connection.isBusy = false;
    connection.received = "";
    underWay--;
  };
  let opened = 0;
  let isOver = false;
  const open = (): Promise<void> =>
    new Promise((resolve) => {
      const address = opened++ % (load.addresses ?? 1);
      const localAddress = `127.0.${1 + Math.floor(address / 250)}.${1 + (address % 250)}`;
      const socket = connect({ host: hostname, port: Number(port), localAddress, noDelay: true });
      const connection: Connection = { socket, dueAt: 0, sentAt: 0, isBusy: false, received: "" };
      socket.setEncoding("latin1"); // a character is a byte
      socket.once("connect", () => {
        next(connection);
        resolve();
      });
      socket.on("data", (chunk: string) => {
        connection.received += chunk;
        if (!connection.isBusy || !isWhole(connection.received)) return;
        const closes = /\r\nconnection: close/i.test(connection.received);
        settle(connection);
        if (closes) socket.destroy();
        else next(connection);
      });
      socket.on("error", () => {});
      socket.once("close", () => {
        if (connection.isBusy) {
          broken++;
          underWay--;
          connection.isBusy = false;
        }
        const at = free.indexOf(connection);
        if (at >= 0) free.splice(at, 1);
        resolve();
        if (!isOver) void open();
      });
    });
  for (let i = 0; i < load.connections; i += 64)
    await Promise.all(Array.from({ length: Math.min(64, load.connections - i) }, open));

  const begin = performance.now();
  const total = Math.floor(load.rate * load.seconds);
  for (let due = 0; due < total; ) {
    await new Promise((wait) => setTimeout(wait, 1));
    const until = Math.min(total, Math.floor(((performance.now() - begin) / 1_000) * load.rate));
    for (; due < until; due++) {
      const dueAt = begin + (due * 1_000) / load.rate;
      const connection = free.shift();
      if (connection) give(connection, dueAt);
      else late.push(dueAt);
    }
  }
  const unsent = late.length - lateAt;
  late.length = lateAt; // what could not be sent by now is given up
  for (let waited = 0; underWay > 0 && waited < IDLE_WAIT_MS; waited += 20)
    await new Promise((wait) => setTimeout(wait, 20));
  isOver = true;
  if (load.idsFile) writeFileSync(load.idsFile, ids.join("\n"));
  const answers = Object.fromEntries(
    [...times].map(([status, { fromDue, fromSent }]) => [
      status,
      {
        count: fromDue.length,
        p50: percentile(fromDue, 0.5),
        p99: percentile(fromDue, 0.99),
        sentP50: percentile(fromSent, 0.5),
        sentP99: percentile(fromSent, 0.99),
      },
    ]),
  );
  return { due: total, unanswered: unsent + underWay, broken, answers };
};

process.stdout.write(`${JSON.stringify(await run(JSON.parse(process.argv[2] ?? "{}") as OpenLoad))}\n`);
process.exit(0);

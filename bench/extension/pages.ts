import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const SIMPLE = `<!doctype html><html lang="en"><title>Simple</title><h1>Orders</h1><p>Three orders, one of them open.</p>
<input type="password" value="hunter2">`;

/** 10,000 elements, as a long table of a business page: some of them private. */
const HEAVY = `<!doctype html><html lang="en"><title>Heavy</title><style>td{padding:2px 8px;border:1px solid #ccc}</style><table>${Array.from(
  { length: 1_250 },
  (_, row) =>
    `<tr>${Array.from({ length: 7 }, (_, cell) => `<td${cell === 3 && row % 10 === 0 ? " data-earshot-mask" : ""}>${row}.${cell}</td>`).join("")}</tr>`,
).join("")}</table>`;

/** The pages that are photographed, on a server of their own, which counts what it is asked. */
export const servePages = async () => {
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(request.url === "/heavy" ? HEAVY : SIMPLE);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    simple: `${url}/simple`,
    heavy: `${url}/heavy`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

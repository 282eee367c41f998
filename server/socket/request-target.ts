import type { IncomingMessage, RequestListener } from "node:http";
import { isIPv4 } from "node:net";
import { ROUTES } from "../../shared/contract/routes.ts";
import { rawProblem } from "./raw-problem.ts";

/** A name or an address, and a port. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?$/i;

const isHost = (host: string): boolean => {
  const name = HOST.exec(host)?.[1];
  if (name === undefined) return false;
  // A number at the end makes it an address, and an address is written one way only: 127.1 is none.
  return !/(^|\.)(\d+|0x[0-9a-f]*)$/i.test(name) || isIPv4(name);
};

type Asked = Pick<IncomingMessage, "url" | "headers" | "rawHeaders" | "httpVersionMajor" | "httpVersionMinor">;

const hostsOf = ({ rawHeaders }: Asked): string[] =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host");

/** How balancers of old ask whether we live. HTTP/1.0 need not name a host, and these answers are the same whoever is meant. */
const isOldProbe = (asked: Asked): boolean =>
  asked.httpVersionMajor === 1 &&
  asked.httpVersionMinor === 0 &&
  hostsOf(asked).length === 0 &&
  (asked.url === ROUTES.healthz || asked.url === ROUTES.readyz);

/** What keeps a request from being read, in a sentence; `undefined` when nothing does. */
export const targetProblem = (asked: Asked): string | undefined => {
  const { url = "", headers, httpVersionMajor } = asked;
  if (httpVersionMajor !== 1) return "Only HTTP/1.1 is spoken here. Send the request as that.";
  if (!/^(\/|https?:\/\/[^/]+(\/|$))/.test(url) || /^[^?#]*\\/.test(url) || !URL.canParse(url, "http://a"))
    return "The address of the request cannot be read. Write it as a path, such as /v1/feedback.";
  if (isOldProbe(asked)) return undefined;
  if (hostsOf(asked).length !== 1 || !isHost(headers.host ?? ""))
    return "The request does not say once, and as a host with its port, whom it asks. Send one Host header.";
  return undefined;
};

/**
 * Refuses what no two programs would read alike, before anything is made of it: which host is meant, and which address. What stands
 * between the client and the server may have read it otherwise.
 */
export const refuseUnreadableTargets =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    const problem = targetProblem(request);
    if (problem === undefined) {
      if (isOldProbe(request)) request.headers.host = "localhost"; // what comes after builds an address
      return listener(request, response);
    }
    const { headers, body } = rawProblem("invalid_query", problem, { Connection: "close" });
    response.writeHead(400, headers);
    response.end(body);
  };

import type { Server } from "node:http";
import { rawProblem } from "./raw-problem.ts";

/** What is wrong with a request that never became one. A body that came too slowly may come again: clients retry 408. */
const refusalOf = ({ code = "" }: NodeJS.ErrnoException): { status: string; message: string } => {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return { status: "408 Request Timeout", message: "The request did not arrive in time. Send it again." };
  if (code === "HPE_HEADER_OVERFLOW")
    return { status: "400 Bad Request", message: "The headers are larger than 16 KB. Send fewer, or shorter ones." };
  return {
    status: "400 Bad Request",
    message: "This is not an HTTP request. Check what stands between you and the server.",
  };
};

/**
 * Answers what the HTTP parser refuses as every other refusal is answered: JSON, an id, and readable for the page that asked. Then the
 * connection ends.
 */
export const refuseBrokenRequests = (server: Server): void => {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const { status, message } = refusalOf(error);
    const { headers, body } = rawProblem("invalid_body", message, { Connection: "close" });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`, () => socket.destroy());
  });
};

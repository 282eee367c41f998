import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { ErrorBody } from "../shared/contract/errors.ts";
import { HEADERS } from "../shared/contract/routes.ts";

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
    const requestId = randomBytes(12).toString("hex");
    const body = JSON.stringify({ error: { code: "invalid_body", message, requestId } } satisfies ErrorBody);
    const headers = [
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Access-Control-Allow-Origin: *",
      `Access-Control-Expose-Headers: ${HEADERS.requestId}`,
      `${HEADERS.requestId}: ${requestId}`,
      "Cache-Control: no-store",
      "Connection: close",
    ];
    socket.end(`HTTP/1.1 ${status}\r\n${headers.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
  });
};

import type { Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ERROR_STATUS, type ErrorCode } from "../../shared/contract/errors.ts";
import { rawProblem } from "./raw-problem.ts";

type Refusal = { status: string; code: ErrorCode; message: string };

const badRequest = (message: string): Refusal => ({ status: "400 Bad Request", code: "invalid_body", message });
const tooLarge = (message: string): Refusal => ({
  status: `${ERROR_STATUS.payload_too_large} Payload Too Large`,
  code: "payload_too_large",
  message,
});

const CONTRADICTION = badRequest(
  "The request gives its length in two ways that contradict each other. Send one Content-Length, or chunks, and not both.",
);
const BAD_CHUNK = badRequest(
  "The body's chunks do not have the sizes they say. Send the body whole, with its Content-Length.",
);

/** What the parser calls what it found, in words that say what to do. */
const FOUND: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: tooLarge("The headers are larger than 16 KB together. Send fewer, or shorter ones."),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: tooLarge("The body's chunks have extensions that are too long. Leave them out."),
  HPE_UNEXPECTED_CONTENT_LENGTH: CONTRADICTION,
  HPE_INVALID_TRANSFER_ENCODING: CONTRADICTION,
  HPE_INVALID_CONTENT_LENGTH: badRequest("The Content-Length is not a whole number. Send the body's length in bytes."),
  HPE_INVALID_CHUNK_SIZE: BAD_CHUNK,
  HPE_STRICT: BAD_CHUNK,
  HPE_INVALID_HEADER_TOKEN: badRequest(
    "A header has a character that headers cannot have. Send it without, or encode it.",
  ),
  HPE_INVALID_EOF_STATE: badRequest("The request ended before it was whole. Send it again."),
};
const NO_PROXY: Refusal = {
  status: "405 Method Not Allowed",
  code: "method_not_allowed",
  message: "This server is no proxy. Ask it for its own addresses.",
};
const NO_HTTP = badRequest("This is not an HTTP request. Check what stands between you and the server.");

/**
 * What is wrong with a request that never became one. The contract has no code for a request that does not arrive: it is a
 * body that cannot be used, with the status that clients try again at (408).
 */
const refusalOf = ({ code = "" }: NodeJS.ErrnoException, { requestTimeout }: Server): Refusal =>
  code === "ERR_HTTP_REQUEST_TIMEOUT"
    ? {
        status: "408 Request Timeout",
        code: "invalid_body",
        message: `The request did not arrive whole in time (at most ${Math.round(requestTimeout / 1_000)} s), and nothing of it was stored. Send it again; over a slow line, with a smaller picture.`,
      }
    : (FOUND[code] ?? NO_HTTP);

const refuse = (socket: Duplex, { status, code, message }: Refusal): void => {
  const { headers, body } = rawProblem(code, message, { Connection: "close" });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`, () => socket.destroy());
};

/**
 * Answers what the HTTP parser refuses as every other refusal is answered: JSON, an id, and readable for the page that asked. Then the
 * connection ends. Where a request before it is still worked on, that one is answered, and then the connection ends: nothing may stand
 * before or inside an answer that is not its own.
 */
export const refuseBrokenRequests = (server: Server): void => {
  const begun = new WeakMap<Duplex, ServerResponse[]>();
  server.prependListener("request", (request, response) => {
    const open = (begun.get(request.socket) ?? []).filter(({ writableFinished }) => !writableFinished);
    begun.set(request.socket, [...open, response]);
  });
  // What a client expects is no reason to refuse it; without this, Node does, and without a word.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("connect", (_, socket) => refuse(socket, NO_PROXY));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const last = (begun.get(socket) ?? []).filter(({ writableFinished }) => !writableFinished).at(-1);
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    if (last?.req.complete) return void last.once("close", () => socket.destroy());
    if (last?.headersSent) return void socket.destroy();
    refuse(socket, refusalOf(error, server));
  });
};

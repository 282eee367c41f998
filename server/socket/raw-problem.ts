import { randomUUID } from "node:crypto";
import type { ErrorBody, ErrorCode } from "../../shared/contract/errors.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { EXPOSED_HEADERS } from "../policy/cors.ts";

/** An error answer for where the app is not asked: JSON, an id, readable for the page that asked. */
export type RawProblem = { headers: Record<string, string>; body: string };

/** @param more Further headers. */
export const rawProblem = (code: ErrorCode, message: string, more: Record<string, string> = {}): RawProblem => {
  const requestId = randomUUID();
  const body = JSON.stringify({ error: { code, message, requestId } } satisfies ErrorBody);
  return {
    body,
    headers: {
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(body)),
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers": EXPOSED_HEADERS,
      [HEADERS.requestId]: requestId,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...more,
    },
  };
};

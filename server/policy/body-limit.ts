import type { HonoRequest } from "hono";
import * as z from "zod/mini";
import type { Issue } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { hasHalfCharacters, refuseShape } from "../json/inspect-json.ts";
import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

/** Refuses a body that says it is too large before a byte of it is read. One that lies is cut off while it is read. */
export const bodyLimit =
  (limitBytes: number = LIMITS.bodyBytes): Policy =>
  async (context, next) => {
    if (Number(context.req.header("Content-Length") ?? 0) > limitBytes)
      throw new Problem("payload_too_large", { limitBytes });
    await next();
  };

/**
 * Reads a body, and stops at the limit.
 *
 * @throws Problem `payload_too_large`
 */
const readBytes = async (request: HonoRequest, limitBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.raw.body ?? []) {
      size += chunk.byteLength;
      if (size > limitBytes) throw new Problem("payload_too_large", { limitBytes });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("invalid_json", { reason: "it did not arrive whole" });
  }
  return Buffer.concat(chunks, size);
};

/**
 * Reads a JSON body.
 *
 * @returns The value, and the bytes it was made from.
 * @throws Problem `unsupported_media_type`, `payload_too_large`, `invalid_json`
 */
export const readJson = async (
  request: HonoRequest,
  limitBytes: number = LIMITS.bodyBytes,
): Promise<{ value: unknown; bytes: Buffer }> => {
  const [type = "", ...parameters] = (request.header("Content-Type") ?? "").split(";").map((part) => part.trim());
  const isUtf8 = parameters.every(
    (parameter) => !/^charset=/i.test(parameter) || /^charset="?utf-?8"?$/i.test(parameter),
  );
  if (!/^application\/json$/i.test(type) || !isUtf8)
    throw new Problem("unsupported_media_type", { expected: "application/json" });
  if (!/^(identity)?$/i.test(request.header("Content-Encoding") ?? ""))
    throw new Problem("unsupported_media_type", { expected: "application/json without a Content-Encoding" });
  const bytes = await readBytes(request, limitBytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new Problem("invalid_json", { reason: "it begins with a byte order mark" });
  const refused = refuseShape(bytes);
  if (refused) throw new Problem("invalid_json", { reason: refused });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid_json", { reason: "it is not UTF-8" });
  }
  const parse = (): unknown => {
    // A member of this name means harm, or a mistake; schemas of open objects would not see it.
    if (!/__proto__|\\u005f/i.test(text)) return JSON.parse(text);
    return JSON.parse(text, (key, value) => {
      if (key === "__proto__")
        throw new Problem("invalid_body", { issues: [{ path: key, message: "is not a field of this request" }] });
      return value;
    });
  };
  try {
    const value = parse();
    if (hasHalfCharacters(text, value))
      throw new Problem("invalid_json", { reason: "it has half of a character (a lone surrogate)" });
    return { value, bytes };
  } catch (error) {
    if (error instanceof Problem) throw error;
    // The parser's own message repeats what was sent, so it is not passed on.
    throw new Problem("invalid_json", { reason: text.trim() === "" ? "it is empty" : "it cannot be parsed" });
  }
};

// The small build of the schema library has no sentences of its own: without these every issue reads "Invalid input".
z.config(z.locales.en());

type Failed = {
  issues: ReadonlyArray<{ path: PropertyKey[]; message: string; code?: string | undefined; keys?: string[] }>;
};

/** What a schema found wrong, as the contract writes it: unknown fields each get a row of their own, named by their path. */
export const issuesOf = ({ issues }: Failed): Issue[] =>
  issues
    .flatMap(({ path, message, code, keys }) =>
      code === "unrecognized_keys" && keys
        ? keys.map((key) => ({ path: [...path, key].join("."), message: "is not a field of this request" }))
        : [{ path: path.join("."), message }],
    )
    .slice(0, 50)
    .map(({ path, message }) => ({ path: path.slice(0, 200), message: message.slice(0, 300) }));

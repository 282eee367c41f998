import * as z from "zod/mini";
import type { Issue } from "../../shared/contract/errors.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { type ParsedJson, parseJson } from "../json/parse-json.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext } from "../services.ts";
import { issueSentence } from "./issue-sentence.ts";
import { readBytes } from "./read-bytes.ts";

/** Refuses a body that says it is too large before a byte of it is read. One that lies is cut off while it is read. */
export const bodyLimit =
  (limitBytes: number = LIMITS.bodyBytes): Policy =>
  async (context, next) => {
    if (Number(context.req.header("Content-Length") ?? 0) > limitBytes)
      throw new Problem("payload_too_large", { limitBytes });
    await next();
  };

const isUtf8Json = (contentType: string): boolean => {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim());
  return (
    /^application\/json$/i.test(type) &&
    parameters.every((parameter) => !/^charset=/i.test(parameter) || /^charset="?utf-?8"?$/i.test(parameter))
  );
};

/** A JSON body as a route reads it: its value, the bytes it was made from, and what was cut out of it. */
export type JsonBody = ParsedJson & { bytes: Buffer };

/**
 * Reads a JSON body. A policy that had to read it before has left it in the context. A body may take its time: a session is asked
 * again behind it.
 *
 * @param options `dataUrl`: see `parseJson`.
 * @throws Problem `unsupported_media_type`, `payload_too_large`, `invalid_json`, `invalid_body`
 */
export const readJson = async (
  context: PolicyContext,
  { limitBytes = LIMITS.bodyBytes, dataUrl }: { limitBytes?: number | undefined; dataUrl?: string } = {},
): Promise<JsonBody> => {
  const read = context.get("body");
  if (read) return read;
  const { req } = context;
  if (!isUtf8Json(req.header("Content-Type") ?? ""))
    throw new Problem("unsupported_media_type", { expected: "application/json" });
  if (!/^(identity)?$/i.test(req.header("Content-Encoding") ?? ""))
    throw new Problem("unsupported_media_type", { expected: "application/json without a Content-Encoding" });
  const bytes = await readBytes(context, limitBytes);
  await context.get("askAgain")?.();
  return { ...parseJson(bytes, dataUrl), bytes };
};

// The small build of the schema library has no sentences of its own, and those of its large one name types and patterns.
z.config({ localeError: issueSentence });

type Failed = {
  issues: ReadonlyArray<{ path: PropertyKey[]; message: string; code?: string | undefined; keys?: string[] }>;
};

/** What a schema found wrong, as the contract writes it: unknown fields each get a row of their own, named by their path. */
export const issuesOf = ({ issues }: Failed): Issue[] =>
  issues
    .flatMap(({ path, message, code, keys }) =>
      code === "unrecognized_keys" && keys
        ? keys.map((key) => ({ path: [...path, key].join("."), message: "is not a field of this request" }))
        : // The name itself may be empty, or too long to be shown: its object is named instead.
          [{ path: (code === "invalid_key" ? path.slice(0, -1) : path).join("."), message }],
    )
    .slice(0, 50)
    // Two rules can say the same of one field.
    .filter(({ path, message }, at, all) => all.findIndex((one) => one.path === path && one.message === message) === at)
    .map(({ path, message }) => ({ path: path.slice(0, 200), message: message.slice(0, 300) }));

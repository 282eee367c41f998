import { createHash } from "node:crypto";
import type { PolicyContext } from "../services.ts";

/**
 * Answers with JSON and an `ETag` made of it, or with 304 to who has it already. A proxy that compresses makes a tag weak, and its
 * client sends it back so.
 */
export const answerWithTag = (context: PolicyContext, value: object): Response => {
  const body = JSON.stringify(value);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  context.header("ETag", tag);
  const has = context.req.header("If-None-Match")?.split(",") ?? [];
  if (has.some((one) => one.trim().replace(/^W\//, "") === tag)) return context.body(null, 304);
  return context.body(body, 200, { "Content-Type": "application/json" });
};

import type { Context } from "hono";

/**
 * The headers of bytes that somebody sent us: never sniffed, never run, never framed as a page of ours. They never change, but
 * who may see them does: a browser may keep them, and asks each time whether it still may show them.
 *
 * @param id Of what the bytes are. @returns `true` when the asker has them already.
 */
export const sentBytesHeaders = (context: Context, id: string): boolean => {
  const etag = `"${id}"`;
  context.header("ETag", etag);
  context.header("Cache-Control", "private, no-cache");
  context.header("Content-Security-Policy", "default-src 'none'; sandbox");
  return context.req.header("If-None-Match")?.replace(/^W\//, "") === etag;
};

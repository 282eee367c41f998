import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context } from "hono";
import { Problem } from "./problems.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

type Ready = { etag: string; type: string; plain: Buffer; br?: Buffer; gzip?: Buffer };

const COMPRESSED = new Set([".html", ".js", ".css", ".json", ".svg"]);

const prepare = async (file: string): Promise<Ready> => {
  const plain = await readFile(file);
  const ready: Ready = {
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
    type: TYPES[extname(file)] ?? "application/octet-stream",
    plain,
  };
  if (!COMPRESSED.has(extname(file))) return ready;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  return { ...ready, br, gzip: gz };
};

export type StaticFiles = {
  /** The file's text, for a page that is filled in before it is sent. */
  text(name: string): Promise<string>;
  /** Answers with the file of this name, compressed as the client takes it, or with `not_found`. */
  send(context: Context, name: string, headers?: Record<string, string>): Promise<Response>;
};

/**
 * Files of one folder, as they are when the server starts: only names that stood there are ever opened, so no path leads out
 * of it. Each is read and compressed at its first use and then kept.
 */
export const staticFiles = (folder: string): StaticFiles => {
  let names: Set<string>;
  try {
    names = new Set(
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll(sep, "/")),
    );
  } catch {
    names = new Set();
  }
  const files = new Map<string, Promise<Ready>>();
  const get = (name: string): Promise<Ready> => {
    if (!names.has(name) || !extname(name)) throw new Problem("not_found", { what: "file" });
    const file = files.get(name) ?? prepare(join(folder, name));
    files.set(name, file);
    file.catch(() => files.delete(name)); // a file that could not be read once may be readable the next time
    return file;
  };
  return {
    text: async (name) => (await get(name)).plain.toString("utf8"),
    async send(context, name, headers = {}) {
      const { etag, type, plain, br, gzip: gz } = await get(name);
      context.header("ETag", etag);
      context.header("Vary", "Accept-Encoding");
      for (const [header, value] of Object.entries(headers)) context.header(header, value);
      if (context.req.header("If-None-Match")?.replace(/^W\//, "") === etag) return context.body(null, 304);
      const accepted = context.req.header("Accept-Encoding") ?? "";
      const accepts = (coding: string): boolean =>
        new RegExp(`(^|[, ])${coding}(?!;\\s*q=0(\\.0+)?\\s*(,|$))`).test(accepted);
      const [encoding, bytes] =
        br && accepts("br") ? ["br", br] : gz && accepts("gzip") ? ["gzip", gz] : [undefined, plain];
      if (encoding) context.header("Content-Encoding", encoding);
      return context.body(new Uint8Array(bytes), 200, { "Content-Type": type });
    },
  };
};

import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import type { Clock } from "../clock.ts";
import { type Blobs, blobName, checkedName, gather } from "./blobs.ts";
import type { S3Place } from "./place.ts";

const TIMEOUT_MS = 30_000;
const INCOMING = "incoming/";
const FILES = "files/";

/** The time as signatures write it. */
const dateOf = (now: number): string => new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, "");

const unescaped = (xml: string): string =>
  xml.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'" })[name] ?? "&",
  );

const valuesOf = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].map(([, value]) => unescaped(value ?? ""));

/** What an S3 answers when it refuses: its code, which is no secret, and nothing else of its words. */
const refusal = async (answer: Response): Promise<Error> =>
  new Error(
    `the storage answered ${answer.status} ${valuesOf(await answer.text().catch(() => ""), "Code")[0] ?? ""}`.trim(),
  );

/**
 * Blobs in a bucket of S3 or its kin. Clients send to `incoming/` by themselves, at an address whose signature holds type,
 * length, and that nothing may be there yet. What is used is copied to `files/`, where no client can write: an address that is still valid then changes nothing.
 *
 * @param fetch Receives signed requests.
 */
export const createS3Blobs = (
  place: S3Place,
  clock: Clock,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Blobs => {
  const { endpoint, prefix, region, accessKeyId, secretAccessKey } = place;
  const cache = new Map<string, ArrayBuffer>();
  const signer = (method: string, url: URL, headers: Record<string, string>, signQuery: boolean) =>
    new AwsV4Signer({
      method,
      url: url.href,
      headers,
      accessKeyId,
      secretAccessKey,
      region,
      service: "s3",
      datetime: dateOf(clock.now()),
      cache,
      signQuery,
      allHeaders: true,
    });
  const urlOf = (key: string): URL => new URL(`${endpoint}/${prefix}${key}`);
  const keyOf = (name: string): string =>
    name.startsWith(INCOMING)
      ? INCOMING + name.slice(INCOMING.length).replaceAll(/[^0-9a-f]/g, "")
      : FILES + checkedName(name);

  const ask = async (
    method: string,
    url: URL,
    headers: Record<string, string> = {},
    body?: Buffer,
  ): Promise<Response> => {
    const sha256 = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    const signed = await signer(method, url, { ...headers, "X-Amz-Content-Sha256": sha256 }, false).sign();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), TIMEOUT_MS); // until it answers: who reads the bytes may take longer
    try {
      return await fetch(signed.url, {
        method,
        headers: signed.headers,
        ...(body ? { body: new Uint8Array(body) } : {}),
        redirect: "error",
        signal: late.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  };
  const done = async (answer: Response): Promise<void> => {
    if (!answer.ok) throw await refusal(answer);
    await answer.body?.cancel();
  };
  const read = async (key: string) => {
    const answer = await ask("GET", urlOf(key));
    if (answer.status === 404) {
      await answer.body?.cancel();
      return undefined;
    }
    if (!answer.ok || !answer.body) throw await refusal(answer);
    return {
      byteSize: Number(answer.headers.get("Content-Length")),
      contentType: answer.headers.get("Content-Type") ?? "",
      content: answer.body,
    };
  };
  const page = async (
    token: string | undefined,
    most = 1_000,
  ): Promise<{ names: string[]; next: string | undefined }> => {
    const url = new URL(endpoint);
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    url.searchParams.set("list-type", "2");
    url.searchParams.set("prefix", prefix);
    url.searchParams.set("max-keys", String(most));
    if (token) url.searchParams.set("continuation-token", token);
    const answer = await ask("GET", url);
    if (!answer.ok) throw await refusal(answer);
    const xml = await answer.text();
    return {
      names: valuesOf(xml, "Key").map((key) => key.slice(prefix.length)),
      next: valuesOf(xml, "NextContinuationToken")[0],
    };
  };

  return {
    async put(id, content, { byteSize, contentType }) {
      const bytes = await gather(content, byteSize);
      const name = blobName(createHash("sha256").update(bytes).digest("hex"), id);
      await done(await ask("PUT", urlOf(FILES + name), { "Content-Type": contentType }, bytes));
      return name;
    },
    async get(name) {
      return read(keyOf(name));
    },
    async delete(name) {
      await done(await ask("DELETE", urlOf(keyOf(name))));
    },
    async *list() {
      for (let token: string | undefined, first = true; first || token; first = false) {
        const { names, next } = await page(token);
        for (const name of names) yield name.startsWith(FILES) ? name.slice(FILES.length) : name;
        token = next;
      }
    },
    direct: {
      async address(id, { byteSize, contentType }, seconds) {
        const url = urlOf(INCOMING + id);
        url.searchParams.set("X-Amz-Expires", String(seconds));
        const sent = { "Content-Type": contentType, "If-None-Match": "*" }; // once: what is there is not written over
        const signed = await signer("PUT", url, { ...sent, "Content-Length": String(byteSize) }, true).sign();
        return { url: signed.url.toString(), headers: sent };
      },
      arrived: (id) => read(INCOMING + id),
      async discard(id) {
        await done(await ask("DELETE", urlOf(INCOMING + id)));
      },
    },
    async check() {
      await page(undefined, 1);
    },
  };
};

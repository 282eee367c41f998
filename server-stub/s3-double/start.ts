import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Credentials, faultOfSignature, type Refusal } from "./signature.ts";

export type S3DoubleOptions = Partial<Credentials> & {
  /** Milliseconds since 1970, for signatures and their expiry. @default the machine's */
  now?: () => number;
  /** How many names a list gives at once. */
  pageSize?: number;
  /** Whether the bucket lets pages of any origin `PUT`, as its CORS rules say. @default false */
  allowsPages?: boolean;
};

export type S3Double = Credentials & {
  /** Without the bucket, which is called `earshot`. */
  endpoint: string;
  /** What is kept, by key. */
  objects: Map<string, { bytes: Buffer; contentType: string }>;
  /** Answers everything with 503 while it is set, as storage does that is away. */
  away: boolean;
  close(): Promise<void>;
};

const BUCKET = "earshot";
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Headers as signatures see them: lower case, several of one name joined. */
const headersOf = (request: IncomingMessage): Map<string, string> =>
  new Map(Object.entries(request.headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")]));

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/**
 * An S3 in memory that is as strict as the real one: signatures in headers and addresses, expiry, the signed length and type, and a
 * body that matches its hash. The servers on npm take wrong secrets, so a test against them proves nothing.
 */
export const startS3Double = async (options: S3DoubleOptions = {}): Promise<S3Double> => {
  const { now = Date.now, pageSize = 1_000 } = options;
  const { accessKeyId = "AKIDEXAMPLE", secretAccessKey = "a secret of the double", region = "eu-test-1" } = options;
  const objects: S3Double["objects"] = new Map();

  const list = (url: URL): string => {
    const prefix = url.searchParams.get("prefix") ?? "";
    const after = url.searchParams.get("continuation-token") ?? "";
    const most = Math.min(Number(url.searchParams.get("max-keys") ?? 1_000), pageSize);
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, most);
    const next =
      keys.length > most ? `<NextContinuationToken>${escaped(page.at(-1) ?? "")}</NextContinuationToken>` : "";
    const contents = page.map(
      (key) => `<Contents><Key>${escaped(key)}</Key><Size>${objects.get(key)?.bytes.length}</Size></Contents>`,
    );
    return `<?xml version="1.0"?><ListBucketResult><Name>${BUCKET}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${next !== ""}</IsTruncated>${contents.join("")}${next}</ListBucketResult>`;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (options.allowsPages && request.headers.origin !== undefined) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (request.method === "OPTIONS") {
        response.setHeader("Access-Control-Allow-Methods", "PUT");
        response.setHeader("Access-Control-Allow-Headers", "content-type, if-none-match");
        return void response.writeHead(200).end();
      }
    }
    const body = await bodyOf(request);
    const refuse = ({ status, code }: Refusal): void =>
      void response
        .writeHead(status, { "Content-Type": "application/xml" })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
    if (double.away) return refuse({ status: 503, code: "SlowDown" });
    const method = request.method ?? "";
    const bodySha256 = createHash("sha256").update(body).digest("hex");
    const fault = faultOfSignature({ method, url, headers: headersOf(request), bodySha256 }, double, now());
    if (fault) return refuse(fault);

    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split("/");
    const key = rest.join("/");
    if (bucket !== BUCKET) return refuse({ status: 404, code: "NoSuchBucket" });
    if (key === "") {
      if (method === "GET") return void response.writeHead(200, { "Content-Type": "application/xml" }).end(list(url));
      return method === "HEAD" ? void response.writeHead(200).end() : refuse({ status: 405, code: "MethodNotAllowed" });
    }
    const found = objects.get(key);
    switch (method) {
      case "PUT":
        // A length is required, so that what was signed about it holds for what arrives.
        if (request.headers["content-length"] === undefined)
          return refuse({ status: 411, code: "MissingContentLength" });
        if (request.headers["if-none-match"] === "*" && found)
          return refuse({ status: 412, code: "PreconditionFailed" });
        objects.set(key, { bytes: body, contentType: request.headers["content-type"] ?? "binary/octet-stream" });
        return void response.writeHead(200, { ETag: `"${createHash("md5").update(body).digest("hex")}"` }).end();
      case "GET":
      case "HEAD":
        if (!found) return refuse({ status: 404, code: "NoSuchKey" });
        response.writeHead(200, { "Content-Type": found.contentType, "Content-Length": found.bytes.length });
        return void response.end(method === "GET" ? found.bytes : undefined);
      case "DELETE":
        objects.delete(key);
        return void response.writeHead(204).end();
      default:
        return refuse({ status: 405, code: "MethodNotAllowed" });
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const double: S3Double = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId,
    secretAccessKey,
    region,
    objects,
    away: false,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return double;
};

import { resolve } from "node:path";
import type { MemberRole } from "../shared/contract/enumerations.ts";
import { blobPlace, faultOfBlobs } from "./blobs/place.ts";
import type { Config } from "./config.ts";
import { LOG_LEVELS, type LogLevel } from "./logs.ts";
import { parseAllowedHosts } from "./outbox/destination.ts";
import { StartError } from "./start-error.ts";
import { parseVaultKey } from "./vault.ts";

/** How `createServer` runs. Nothing is needed, and nothing is read from the environment: what is not said here has its default. */
export type ServerOptions = {
  /** The folder of the embedded database, of the key that seals secrets, and of uploaded files; made when it is not there. @default "./data" */
  dataFolder?: string;
  /** A PostgreSQL 15 or newer instead of the embedded database: `postgres://user:password@host/database`. @default none */
  databaseUrl?: string;
  /**
   * Where uploaded files are kept: a folder, or a bucket of S3 or its kin as `s3://bucket/prefix?endpoint=https://storage.example.com&region=eu-central-1`
   * (without `endpoint` it is AWS, and `region` is needed). Browsers send to a bucket directly: it must answer `PUT` from any
   * origin (CORS). @default the folder `blobs` in the data folder
   */
  blobs?: string;
  /** Who may list, read, write and delete in that bucket. Needed where `blobs` is one. @default none */
  bucketKeys?: { accessKeyId: string; secretAccessKey: string };
  /** A Redis in which several processes share their limits: `redis://host:6379`. @default limits of this process alone */
  redisUrl?: string;
  /**
   * What secrets of webhooks and user tokens are sealed with: 32 bytes as base64, the same for every process over one database.
   * @default `secret.key` in the data folder, made on the first start
   */
  secret?: string;
  /**
   * Hosts of your own network that webhooks may reach, over http too: `hooks.internal`, `10.0.0.5:8080`, `[fd00::1]:8080`; without a
   * port, on any. Addresses that are link-local or of metadata are never reached. An app may name these
   * hosts for its image relay too. @default none: webhooks reach public addresses, by https
   */
  webhookHosts?: string[];
  /** From 0 to 65535; 0 takes any free port. @default 8787 */
  port?: number;
  /** The address to listen on; `0.0.0.0` for every network. @default "127.0.0.1", this machine only */
  host?: string;
  /** Where browsers reach the server, where that is not this port: `https://feedback.example.com`, without a path. @default `http://localhost:PORT` */
  publicUrl?: string;
  /** How many proxies in front add to `X-Forwarded-For`, from 0 to 16. @default 0, the header is not believed */
  trustedProxyHops?: number;
  /** The least level written to standard error, one JSON object a line: `info`, `warn`, `error` or `silent`. @default "warn" */
  logLevel?: LogLevel;
  /** The role of the owner that a first start makes. @default "product" */
  ownerRole?: MemberRole;
};

/** The options as the server's own parts take them. */
export type EmbeddedConfig = Omit<Config, "logLevel" | "ownerRole"> & { logLevel: LogLevel; ownerRole: MemberRole };

const refuse = (option: string, needs: string): never => {
  throw new StartError(`the option ${option} ${needs}.`);
};

const within = (option: string, value: number, most: number): number =>
  Number.isInteger(value) && value >= 0 && value <= most
    ? value
    : refuse(option, `must be a whole number from 0 to ${most}`);

const originOf = (text: string): string => {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash && !url.username
    ? url.origin
    : refuse("publicUrl", "must be an http or https address without a path, such as https://feedback.example.com");
};

/**
 * Checks all options at once, and fills in the defaults.
 *
 * @throws StartError naming the first option that cannot be used, and what it takes. Values are not repeated: one may be a secret.
 */
export const readServerOptions = (options: ServerOptions): EmbeddedConfig => {
  const { databaseUrl, redisUrl, blobs, bucketKeys, secret, publicUrl, logLevel = "warn" } = options;
  const dataFolder = resolve(options.dataFolder ?? "./data");
  if (databaseUrl !== undefined && !/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? ""))
    refuse("databaseUrl", "must be an address such as postgres://user:password@host/database");
  if (redisUrl !== undefined && !/^rediss?:\/\/\S+$/.test(redisUrl))
    refuse("redisUrl", "must be an address such as redis://host:6379");
  const fault = blobs === undefined ? undefined : faultOfBlobs(blobs);
  if (fault !== undefined) refuse("blobs", fault.replace("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "bucketKeys"));
  const { accessKeyId, secretAccessKey } = bucketKeys ?? {};
  const place =
    blobPlace(blobs, dataFolder, { accessKeyId, secretAccessKey }) ??
    refuse("blobs", "is a bucket, which needs bucketKeys: { accessKeyId, secretAccessKey }");
  const hosts = options.webhookHosts ?? [];
  const webhookHosts = hosts.length === 0 ? [] : hosts.flatMap((host) => parseAllowedHosts(host) ?? [undefined]);
  if (!webhookHosts.every((host) => host !== undefined))
    return refuse("webhookHosts", "must be hosts, such as hooks.internal or 10.0.0.5:8080");
  if (!LOG_LEVELS.includes(logLevel)) refuse("logLevel", `must be one of ${LOG_LEVELS.join(", ")}`);
  return {
    dataFolder,
    databaseUrl,
    redisUrl,
    blobs: place,
    secret:
      secret === undefined
        ? undefined
        : (parseVaultKey(secret) ??
          refuse("secret", "must be 32 bytes as base64: make one with openssl rand -base64 32")),
    webhookHosts,
    openIdConnect: undefined,
    port: within("port", options.port ?? 8787, 65_535),
    host: options.host ?? "127.0.0.1",
    publicUrl: publicUrl === undefined ? undefined : originOf(publicUrl),
    trustedProxyHops: within("trustedProxyHops", options.trustedProxyHops ?? 0, 16),
    logLevel,
    ownerRole: options.ownerRole ?? "product",
  };
};

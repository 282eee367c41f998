import * as z from "zod/mini";
import { MEMBER_ROLES } from "../shared/contract/enumerations.ts";
import { RIGHTS } from "../shared/contract/may-do.ts";
import { type BlobPlace, blobPlace, faultOfBlobs } from "./blobs/place.ts";
import { LOG_LEVELS } from "./logs.ts";
import { isIssuer, type OidcSettings, parseDomains } from "./oidc/settings.ts";
import { type AllowedHost, parseAllowedHosts } from "./outbox/destination.ts";
import { parseVaultKey } from "./vault.ts";

/** What stands in the environment cannot be used; the message says which setting and what it takes. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,6}$/, message)),
    z.pipe(z.transform(Number), z.number().check(z.gte(least, message), z.lte(most, message))),
  );
};

/** Every setting, once. An empty value counts as not set. The README's table has a row for each. */
const settings = z.object({
  PORT: z._default(whole(0, 65_535), 8787),
  HOST: z._default(z.string(), "127.0.0.1"),
  EARSHOT_DATA: z._default(z.string(), "./data"),
  DATABASE_URL: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ""),
          "must be an address such as postgres://user:password@host/database",
        ),
      ),
  ),
  REDIS_URL: z.optional(
    z.string().check(z.regex(/^rediss?:\/\/[^\s]+$/, "must be an address such as redis://host:6379")),
  ),
  EARSHOT_BLOBS: z.optional(
    z.string().check((context) => {
      const message = faultOfBlobs(context.value);
      if (message) context.issues.push({ code: "custom", message, input: context.value });
    }),
  ),
  AWS_ACCESS_KEY_ID: z.optional(z.string()),
  AWS_SECRET_ACCESS_KEY: z.optional(z.string()),
  EARSHOT_SECRET: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => parseVaultKey(text) !== undefined,
          "must be 32 bytes as base64: make one with openssl rand -base64 32",
        ),
      ),
  ),
  EARSHOT_URL: z.optional(
    z.string().check(
      z.refine((text) => {
        const url = URL.parse(text);
        return (
          url !== null &&
          /^https?:$/.test(url.protocol) &&
          url.pathname === "/" &&
          !url.search &&
          !url.hash &&
          !url.username
        );
      }, "must be an http or https address without a path, such as https://feedback.example.com"),
    ),
  ),
  EARSHOT_OWNER_ROLE: z.optional(z.enum(MEMBER_ROLES, `must be one of ${MEMBER_ROLES.join(", ")}`)),
  EARSHOT_LOG: z.optional(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)),
  EARSHOT_OIDC_ISSUER: z.optional(
    z
      .string()
      .check(z.refine(isIssuer, "must be the https address of a provider, such as https://accounts.example.com")),
  ),
  EARSHOT_OIDC_CLIENT_ID: z.optional(z.string()),
  EARSHOT_OIDC_CLIENT_SECRET: z.optional(z.string()),
  EARSHOT_OIDC_NAME: z._default(z.string().check(z.maxLength(64, "must be at most 64 characters")), "OpenID Connect"),
  EARSHOT_OIDC_DOMAINS: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => parseDomains(text) !== undefined,
          "must be domains, such as example.com, separated by commas",
        ),
      ),
  ),
  EARSHOT_OIDC_RIGHT: z._default(z.enum(RIGHTS, `must be one of ${RIGHTS.join(", ")}`), "viewer"),
  EARSHOT_WEBHOOK_HOSTS: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => parseAllowedHosts(text) !== undefined,
          "must be hosts, such as hooks.internal or 10.0.0.5:8080, separated by commas",
        ),
      ),
  ),
  TRUST_PROXY_HOPS: z._default(whole(0, 16), 0),
});

export type Config = {
  port: number;
  host: string;
  dataFolder: string;
  /** PostgreSQL instead of the embedded database. */
  databaseUrl: string | undefined;
  /** Where files are kept. */
  blobs: BlobPlace;
  /** Redis for limits that several processes share. */
  redisUrl: string | undefined;
  /** What signing secrets are sealed with; kept in the data folder when not set. */
  secret: Buffer | undefined;
  /** Where browsers reach the server; derived from the port when not set. */
  publicUrl: string | undefined;
  ownerRole: (typeof MEMBER_ROLES)[number] | undefined;
  logLevel: (typeof LOG_LEVELS)[number] | undefined;
  /** Private hosts that webhooks may reach. */
  webhookHosts: AllowedHost[];
  /** By whom members can sign in. */
  openIdConnect: OidcSettings | undefined;
  trustedProxyHops: number;
};

/**
 * Reads the settings from the environment, all at once.
 *
 * @throws ConfigurationError naming every setting that cannot be used. Values are not repeated: one may be a secret.
 */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settings.safeParse(set);
  if (!parsed.success)
    throw new ConfigurationError(
      parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; "),
    );
  const { data } = parsed;
  const blobs = blobPlace(data.EARSHOT_BLOBS, data.EARSHOT_DATA, {
    accessKeyId: data.AWS_ACCESS_KEY_ID,
    secretAccessKey: data.AWS_SECRET_ACCESS_KEY,
  });
  if (!blobs)
    throw new ConfigurationError("EARSHOT_BLOBS is a bucket, which needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  const {
    EARSHOT_OIDC_ISSUER: issuer,
    EARSHOT_OIDC_CLIENT_ID: clientId,
    EARSHOT_OIDC_CLIENT_SECRET: clientSecret,
  } = data;
  if (issuer !== undefined && (clientId === undefined || clientSecret === undefined))
    throw new ConfigurationError(
      "EARSHOT_OIDC_ISSUER needs EARSHOT_OIDC_CLIENT_ID and EARSHOT_OIDC_CLIENT_SECRET, which the provider gives you",
    );
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder: data.EARSHOT_DATA,
    databaseUrl: data.DATABASE_URL,
    blobs,
    redisUrl: data.REDIS_URL,
    secret: (data.EARSHOT_SECRET && parseVaultKey(data.EARSHOT_SECRET)) || undefined,
    publicUrl: data.EARSHOT_URL && new URL(data.EARSHOT_URL).origin,
    ownerRole: data.EARSHOT_OWNER_ROLE,
    logLevel: data.EARSHOT_LOG,
    webhookHosts: (data.EARSHOT_WEBHOOK_HOSTS && parseAllowedHosts(data.EARSHOT_WEBHOOK_HOSTS)) || [],
    openIdConnect:
      issuer === undefined || clientId === undefined || clientSecret === undefined
        ? undefined
        : {
            issuer,
            clientId,
            clientSecret,
            name: data.EARSHOT_OIDC_NAME,
            domains: (data.EARSHOT_OIDC_DOMAINS && parseDomains(data.EARSHOT_OIDC_DOMAINS)) || [],
            right: data.EARSHOT_OIDC_RIGHT,
          },
    trustedProxyHops: data.TRUST_PROXY_HOPS,
  };
};

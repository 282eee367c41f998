import { randomBytes } from "node:crypto";
import type * as z from "zod/mini";
import {
  CONNECT_CODE_SECONDS,
  type Connection,
  connectCodeText,
  type createConnectCodeSchema,
  readConnectCode,
} from "../../shared/contract/connect-code.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { AppRecord } from "../store/apps.ts";
import type { UsableCode } from "../store/connect-codes.ts";
import type { Vault } from "../vault.ts";
import { freshKey } from "./fresh-key.ts";
import { appOf, type KeyManager, type KeyServices, requireScopesOf } from "./key-management.ts";
import { keyProfile } from "./key-profiles.ts";
import { hashOfSecret, makeKeyText } from "./key-text.ts";

/** One person needs no more, and a key that is lost can do no more. */
const LIMITS_OF_ONE = { publicSubmissions: 20, publicUploads: 40 };

/** @throws Problem `conflict` for an app in private mode, which takes feedback only from those its site vouches for. */
const requirePublic = ({ name, mode }: Pick<AppRecord, "name" | "mode">): void => {
  if (mode === "private")
    throw new Problem("conflict", {
      reason: `${name} is in private mode: it takes feedback only from people who are signed in to its site, so an extension cannot send any. Choose an app in public mode.`,
    });
};

/** A code that was just made, with the only copy of it. */
export type MadeCode = {
  id: string;
  code: string;
  name: string;
  app: Pick<AppRecord, "id" | "name">;
  expiresAt: number;
};

/**
 * Makes a code by which one person's extension gets a key of its own, once, within a day. The key belongs to whoever makes the
 * code, and ends with the key that makes it.
 *
 * @throws Problem `not_found` (the app), `insufficient_scope`, `invalid_body` where the app is not said; `conflict` for an app
 *   in private mode, which takes feedback only from those its site vouches for.
 */
export const makeConnectCode = async (
  services: KeyServices,
  manager: KeyManager & { keyId: string | null },
  { name, app: named }: z.output<typeof createConnectCodeSchema>,
): Promise<MadeCode> => {
  const { store, clock, keyProfiles, makeId } = services;
  requireScopesOf(manager, keyProfile("publishable", keyProfiles).scopes);
  const appId = await appOf(services, manager, named);
  const app = await store.apps.find(manager, appId);
  if (!app) throw new Problem("not_found", { what: "app" });
  requirePublic(app);
  const code = connectCodeText(randomBytes(16));
  const id = makeId();
  const createdAt = clock.now();
  const expiresAt = createdAt + CONNECT_CODE_SECONDS * 1_000;
  const { ownerId, keyId: makerKeyId } = manager;
  const record = { id, hash: hashOfCode(code), appId, ownerId, name, makerKeyId, createdAt, expiresAt };
  await store.connectCodes.add(record, notedFor(services, manager));
  return { id, code, name, app: { id: app.id, name: app.name }, expiresAt };
};

const hashOfCode = (code: string): Buffer => hashOfSecret(readConnectCode(code) ?? "");

/** Which extensions the key will answer: this one of Chrome's; any of Firefox, where each installation has an address of its own. */
const entryOf = (origin: string | undefined): { entry: string; browser: string } => {
  if (origin !== undefined && /^chrome-extension:\/\/[a-p]{32}$/.test(origin))
    return { entry: origin, browser: "Chrome" };
  if (origin !== undefined && /^moz-extension:\/\/[0-9a-f-]{36}$/.test(origin))
    return { entry: "moz-extension://*", browser: "Firefox" };
  throw new Problem("origin_not_allowed", { origin: origin ?? null, admittedBy: null, isFor: "extensions" });
};

/** Who asks for a connection, as far as they can be told. */
export type ConnectionRequest = {
  /** As typed. */
  code: string;
  /** As the request names it. */
  origin: string | undefined;
  /** A UUID that its sender alone knows: whoever gives it again, from the same extension, repeats the request. */
  idempotencyKey: string | undefined;
};

/** What tells a repeat from somebody else who has the code. At rest it is a hash, like all that opens something. */
const claimOf = ({ idempotencyKey, origin }: ConnectionRequest): Buffer | null =>
  idempotencyKey === undefined ? null : hashOfSecret(`${idempotencyKey} ${origin}`);

/**
 * What the two texts are made of. They are kept nowhere, and the same request is to be given the same: so they follow from what it alone
 * has, the code (80 bits) and the idempotency key (122), and from this server's own secret, without which somebody who came by both could
 * work them out at home. What can never be repeated is left to chance.
 */
const bytesOf =
  (vault: Vault, { code, idempotencyKey }: ConnectionRequest) =>
  (purpose: "publishable key" | "connection token"): Buffer =>
    idempotencyKey === undefined
      ? randomBytes(32)
      : vault.derive(`${readConnectCode(code)} ${idempotencyKey}`, `${purpose} of a connect code`);

type RedeemServices = KeyServices & Pick<Services, "vault">;

/**
 * Takes a code and gives a publishable key for it, which answers the extension that asks and nobody else. The same request again, however
 * often, at whatever time and beside however many of its twins, is given the same key, for as long as the code would have been good and
 * the key is alive: nothing is made by it and nothing ends.
 *
 * @returns The connection, and whether an earlier request has made it.
 * @throws Problem `origin_not_allowed` when no extension asks; `invalid_authorization` for a code that is unknown, used or expired,
 *   whose maker's key has ended, or whose own key has; `conflict` when its app is in private mode by now.
 */
export const redeemConnectCode = async (
  services: RedeemServices,
  request: ConnectionRequest,
): Promise<{ connection: Connection; isReplay: boolean }> => {
  const { store, clock, keyProfiles, vault } = services;
  const { entry, browser } = entryOf(request.origin);
  const claim = claimOf(request);
  const at = clock.now();
  const find = async (): Promise<UsableCode> => {
    const found = await store.connectCodes.find(hashOfCode(request.code), at, claim);
    if (!found) throw new Problem("invalid_authorization", { what: "connect code" });
    requirePublic(found.app);
    return found;
  };
  const found = await find();
  const { app, appId, ownerId } = found;
  const bytes = bytesOf(vault, request);
  const profile = keyProfile("publishable", keyProfiles);
  const facts = {
    appId,
    ownerId,
    name: `${browser} extension of ${found.name}`.slice(0, LIMITS.name),
    scopes: [...profile.scopes],
    allowedOrigins: [entry],
    limits: LIMITS_OF_ONE,
    expiresAt: found.makerExpiresAt,
  };
  const { key, text } = freshKey(services, profile, facts, bytes("publishable key"));
  const token = makeKeyText({ prefix: "ear_con_" }, bytes("connection token"));
  const connected = { ...key, connectionHash: hashOfSecret(token) };
  const answer = (name: string, isReplay: boolean) => ({
    connection: { key: text, token, name, app: { id: app.id, name: app.name } },
    isReplay,
  });
  const actor = { organizationId: app.organizationId, appId: null, name: "connect code" };
  if (
    found.made === null &&
    (await store.connectCodes.redeem(found.id, connected, { at, claim }, notedFor(services, actor)))
  )
    return answer(key.name, false);
  // A repeat; or a twin was quicker, and its key is this one's too.
  const made = found.made ?? (await find()).made;
  // Another would be from before this server's secret was changed: its texts cannot be had again.
  if (!made?.hash.equals(connected.hash) || !made.connectionHash?.equals(connected.connectionHash))
    throw new Problem("invalid_authorization", { what: "connect code" });
  return answer(made.name, true);
};

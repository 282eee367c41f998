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
import type { AppRecord } from "../store/apps.ts";
import { appOf, freshKey, type KeyManager, type KeyServices, requireScopesOf } from "./key-management.ts";
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
 * Takes a code and gives a publishable key for it, which answers the extension that asks and nobody else. The same request again
 * means that the answer was lost: the key that never arrived ends, and another is given, for as long as the code would have been good.
 *
 * @throws Problem `origin_not_allowed` when no extension asks; `invalid_authorization` for a code that is unknown, used or expired,
 *   whose maker's key has ended, or whose own key was used or has ended; `idempotency_in_flight` when a twin was quicker;
 *   `conflict` when its app is in private mode by now.
 */
export const redeemConnectCode = async (services: KeyServices, request: ConnectionRequest): Promise<Connection> => {
  const { store, clock, keyProfiles } = services;
  const { entry, browser } = entryOf(request.origin);
  const claim = claimOf(request);
  const at = clock.now();
  const find = () => store.connectCodes.find(hashOfCode(request.code), at, claim);
  const found = await find();
  if (!found) throw new Problem("invalid_authorization", { what: "connect code" });
  const { app, appId, ownerId } = found;
  requirePublic(app);
  const profile = keyProfile("publishable", keyProfiles);
  const { key, text } = freshKey(services, profile, {
    appId,
    ownerId,
    name: `${browser} extension of ${found.name}`.slice(0, LIMITS.name),
    scopes: [...profile.scopes],
    allowedOrigins: [entry],
    limits: LIMITS_OF_ONE,
    expiresAt: found.makerExpiresAt,
  });
  const token = makeKeyText({ prefix: "ear_con_" });
  const connected = { ...key, connectionHash: hashOfSecret(token) };
  const actor = { organizationId: app.organizationId, appId: null, name: "connect code" };
  const use = { at, claim, replaces: found.keyId };
  if (!(await store.connectCodes.redeem(found.id, connected, use, notedFor(services, actor)))) {
    // A twin of this very request has changed the code since: its answer is the one that counts.
    const now = await find();
    if (now && now.keyId !== found.keyId) throw new Problem("idempotency_in_flight");
    throw new Problem("invalid_authorization", { what: "connect code" });
  }
  return { key: text, token, name: key.name, app: { id: app.id, name: app.name } };
};

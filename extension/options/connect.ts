import { createEarshot } from "../../shared/api/client.ts";
import type { Fetch } from "../../shared/api/request.ts";
import { PUBLISHABLE_KEY_PATTERN } from "../../shared/contract/key-text.ts";
import { publicConfigSchema } from "../../shared/contract/public-config.ts";
import { EarshotError } from "../../shared/errors.ts";
import { serverAddress } from "../server-address.ts";
import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";

/** Why there is no connection, and which part of the form can mend it. `origin` needs the server's owner. */
export type Trouble = { about: "server" | "key" | "origin"; sentence: string };

export type Attempt = { connection: Connection } | { trouble: Trouble };

const TIMEOUT_MS = 10_000;

const trouble = (about: Trouble["about"], sentence: string): Attempt => ({ trouble: { about, sentence } });

const checkServer = (typed: string): string | Attempt =>
  serverAddress(typed) ??
  trouble("server", /^\s*http:\/\/\S+\s*$/i.test(typed) ? TEXT.serverNotSecure : TEXT.serverNotAnAddress);

const checkKey = (key: string): Attempt | undefined => {
  if (key === "") return trouble("key", TEXT.keyMissing);
  if (key.startsWith("ear_sk_")) return trouble("key", TEXT.keySecret);
  return PUBLISHABLE_KEY_PATTERN.test(key) ? undefined : trouble("key", TEXT.keyMalformed);
};

const troubleOf = (error: EarshotError, server: string): Attempt => {
  switch (error.code) {
    case "network_error":
      return trouble("server", TEXT.serverSilent(server));
    case "unexpected_answer":
    case "not_found":
      return trouble("server", TEXT.serverForeign(server));
    case "missing_authorization":
    case "invalid_authorization":
    case "unknown_app":
      return trouble("key", TEXT.keyUnknown);
    case "origin_not_allowed":
      return trouble("origin", TEXT.originIntro);
    default:
      return trouble("server", error.message); // the server's own sentence says what to do: too many tries, being serviced
  }
};

/**
 * Tries out what a person typed, on the server itself. Nothing is stored here.
 *
 * @returns The connection, with the app's name as the server tells it; or what stands in the way, in words.
 */
export const connect = async (typed: { server: string; key: string }, fetch: Fetch): Promise<Attempt> => {
  const server = checkServer(typed.server);
  if (typeof server !== "string") return server;
  const key = typed.key.trim();
  const wrong = checkKey(key);
  if (wrong) return wrong;
  try {
    const earshot = createEarshot({ baseUrl: server, apiKey: key, fetch });
    const config = publicConfigSchema.safeParse(await earshot.config.get({ signal: AbortSignal.timeout(TIMEOUT_MS) }));
    if (!config.success) return trouble("server", TEXT.serverForeign(server));
    const { app, mode } = config.data;
    return mode === "private" ? trouble("key", TEXT.appPrivate(app.name)) : { connection: { server, key, app } };
  } catch (thrown) {
    if (thrown instanceof EarshotError) return troubleOf(thrown, server);
    throw thrown;
  }
};

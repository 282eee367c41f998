import { createEarshot } from "../../shared/api/client.ts";
import { type Fetch, isJsonObject, request } from "../../shared/api/request.ts";
import { connectionSchema as answerSchema, readConnectCode } from "../../shared/contract/connect-code.ts";
import { PUBLISHABLE_KEY_PATTERN } from "../../shared/contract/key-text.ts";
import { publicConfigSchema } from "../../shared/contract/public-config.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { SENDER_ROUTES } from "../../shared/contract/sender-routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Made } from "../connections.ts";
import { serverAddress } from "../server-address.ts";
import { TEXT } from "../text.ts";
import type { CodeAttempt } from "./code-attempt.ts";

/** Why there is no connection, and which part of the form can mend it. `origin` needs the server's owner. */
export type Trouble = { about: "code" | "server" | "origin"; sentence: string };

export type Attempt = { made: Made } | { trouble: Trouble };

/** What a person types: a link that holds everything; or a code or a publishable key, with the server's address. */
export type Typed = { code: string; server: string };

const TIMEOUT_MS = 10_000;

const trouble = (about: Trouble["about"], sentence: string): Attempt => ({ trouble: { about, sentence } });

/** Server and code of a link of `earshot apps connect`; `undefined` for what is no link. */
export const readLink = (text: string): Typed | undefined => {
  const [, server, code] = /^\s*(\S+?)\/?#connect=(\S+)\s*$/.exec(text) ?? [];
  return server === undefined || code === undefined ? undefined : { server, code };
};

const checkServer = (typed: string): string | Attempt =>
  serverAddress(typed) ??
  trouble("server", /^\s*http:\/\/\S+\s*$/i.test(typed) ? TEXT.serverNotSecure : TEXT.serverNotAnAddress);

type Presented = { key: string } | { code: string };

const readPresented = (text: string): Presented | Attempt => {
  if (text === "") return trouble("code", TEXT.codeMissing);
  if (text.startsWith("ear_sk_")) return trouble("code", TEXT.keySecret);
  if (text.startsWith("ear_"))
    return PUBLISHABLE_KEY_PATTERN.test(text) ? { key: text } : trouble("code", TEXT.keyMalformed);
  const code = readConnectCode(text);
  return code === undefined ? trouble("code", TEXT.codeMalformed) : { code };
};

const troubleOf = (error: EarshotError, server: string, isCode: boolean): Attempt => {
  switch (error.code) {
    case "network_error":
      return trouble("server", TEXT.serverSilent(server));
    case "conflict":
      return trouble("code", error.message); // the app is in private mode
    case "unexpected_answer":
    case "not_found":
      return trouble("server", TEXT.serverForeign(server));
    case "missing_authorization":
    case "invalid_authorization":
    case "unknown_app":
      return trouble("code", isCode ? TEXT.codeUnknown : TEXT.keyUnknown);
    case "origin_not_allowed":
      return isCode ? trouble("code", TEXT.codeOfOthers) : trouble("origin", TEXT.originIntro);
    default:
      return trouble("server", error.message); // the server's own sentence says what to do: too many tries, being serviced
  }
};

/** A key that somebody was given is tried out: nothing is kept that would not work. */
const withKey = async (server: string, key: string, fetch: Fetch): Promise<Attempt> => {
  const earshot = createEarshot({ baseUrl: server, apiKey: key, fetch, tries: 1 });
  const config = publicConfigSchema.safeParse(await earshot.config.get({ signal: AbortSignal.timeout(TIMEOUT_MS) }));
  if (!config.success) return trouble("server", TEXT.serverForeign(server));
  const { app, mode } = config.data;
  return mode === "private" ? trouble("code", TEXT.appPrivate(app.name)) : { made: { server, key, app } };
};

/** A code is given in for a key of this extension's own: once more under the same idempotency key where the answer was lost. */
const withCode = async (server: string, code: string, fetch: Fetch, keyOf: CodeAttempt): Promise<Attempt> => {
  const answer = await request(
    {
      fetch,
      url: new URL(SENDER_ROUTES.connections, server).href,
      method: "POST",
      headers: { [HEADERS.idempotencyKey]: await keyOf(server, code) },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error", // a code goes to no address but the one that was named
    },
    isJsonObject,
  );
  const given = answerSchema.safeParse(answer);
  return given.success
    ? { made: { server, key: given.data.key, app: given.data.app, token: given.data.token } }
    : trouble("server", TEXT.serverForeign(server));
};

/**
 * Tries out what a person typed, on the server itself. Nothing is stored here.
 *
 * @param keyOf The idempotency key under which a code is tried.
 * @returns The connection, with the app's name as the server tells it; or what stands in the way, in words.
 */
export const connect = async (typed: Typed, fetch: Fetch, keyOf: CodeAttempt): Promise<Attempt> => {
  const { server: address, code } = readLink(typed.code) ?? typed;
  const presented = readPresented(code.trim());
  if ("trouble" in presented || "made" in presented) return presented;
  const server = checkServer(address);
  if (typeof server !== "string") return server;
  try {
    return await ("key" in presented
      ? withKey(server, presented.key, fetch)
      : withCode(server, presented.code, fetch, keyOf));
  } catch (thrown) {
    if (thrown instanceof EarshotError) return troubleOf(thrown, server, "code" in presented);
    throw thrown;
  }
};

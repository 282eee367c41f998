import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { KeyScope } from "../shared/contract/enumerations.ts";
import { ERROR_STATUS, type ErrorBody, type ErrorCode, type Issue } from "../shared/contract/errors.ts";
import { LIMITS } from "../shared/contract/limits.ts";
import type { Right } from "../shared/contract/may-do.ts";
import { HEADERS } from "../shared/contract/routes.ts";

/** What each refusal knows about itself. The message is made from it here and nowhere else. */
type Facts = {
  invalid_body: { issues: Issue[] };
  invalid_query: { issues: Issue[] };
  invalid_json: { reason: string };
  missing_authorization: undefined;
  /** A key is meant, where nothing is said. */
  invalid_authorization: { what: keyof typeof NO_LONGER_GOOD } | undefined;
  unknown_app: undefined;
  invalid_user_token: { reason: string };
  token_expired: undefined;
  /** `isFor`: who may ask there at all; pages, where nothing is said. */
  origin_not_allowed: { origin: string | null; admittedBy: string | null; isFor?: keyof typeof ONLY_FOR };
  /** A user token is missing, where nothing is said. */
  public_disabled: { mode: "public" } | undefined;
  /** Of a key a scope is missing, or it sees less than what it is about; of a member a right. */
  insufficient_scope: { scope: KeyScope } | { sees: "its own app" } | { right: Right; yours: Right };
  owner_role_required: undefined;
  secret_key_in_browser: undefined;
  /** `path`: the parameter or field whose id names nothing; what is nowhere said is the address. */
  not_found: { what: string; path?: string };
  method_not_allowed: { allow: string[] };
  idempotency_in_flight: undefined;
  conflict: { reason: string };
  payload_too_large: { limitBytes: number } | { mostHeaders: number };
  unsupported_media_type: { expected: string };
  idempotency_mismatch: undefined;
  invalid_image: { reason: string };
  rate_limited: { retryAfter: number };
  internal_error: undefined;
  overloaded: { retryAfter: number };
  unavailable: { retryAfter: number };
};

const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${bytes / 1024 / 1024} MB`);

const NO_LONGER_GOOD = {
  "sign-in link":
    "This sign-in link was used or has expired. Make another on the server with `earshot members sign-in-link`.",
  "connect code":
    "This code is not known here, was used, or has expired. Ask the team for another: `earshot apps connect` makes one.",
  invitation: "This invitation was accepted or withdrawn, or has expired. Ask whoever invited you for another.",
  password: "E-mail address or password are not right. Who has no password yet, or has lost it, needs a sign-in link.",
  passkey: "This passkey is not known here, or was not used in time. Try again, or sign in another way.",
  connection: "This connection token is not of this key. Connect the extension again, with a new link or code.",
};

const ONLY_FOR = {
  programs: "Pages may not ask here, whichever key they have. Ask from a program that sends no Origin.",
  extensions: "Only the browser extension may ask here. Paste the link or the code into its settings.",
  console: "Only the console's own pages sign people in. Open the console, and sign in there.",
};

const sentences: { [C in ErrorCode]: (facts: Facts[C]) => string } = {
  invalid_body: ({ issues }) =>
    `The body is not valid: ${issues
      .map(({ path, message }) => (path ? `${path}: ${message}` : message))
      .slice(0, 3)
      .join("; ")}.`,
  invalid_query: ({ issues }) =>
    `The query is not valid: ${issues
      .map(({ path, message }) => (path ? `${path}: ${message}` : message))
      .slice(0, 3)
      .join("; ")}.`,
  invalid_json: ({ reason }) => `The body is not JSON: ${reason}.`,
  missing_authorization: () => "Send a key as `Authorization: Bearer KEY`, or sign in.",
  invalid_authorization: (facts) =>
    facts
      ? NO_LONGER_GOOD[facts.what]
      : "This key is not valid here. Check that it was copied whole and has not been revoked or expired.",
  unknown_app: () => "This key's app is no longer here. Use a key of an app that exists.",
  invalid_user_token: ({ reason }) => `The user token is not valid: ${reason}.`,
  token_expired: () => "The user token has expired. Ask the host for a new one and send again.",
  origin_not_allowed: ({ origin, admittedBy, isFor }) =>
    isFor
      ? ONLY_FOR[isFor]
      : origin === null
        ? "This key answers pages only, and the request names no origin. Send it from an allowed page, or use a secret key on a server."
        : admittedBy === null
          ? `No allowed origin can admit ${origin}. Serve the page over http or https, from a site of its own.`
          : `Requests from ${origin} are not allowed with this key. Add ${admittedBy} to the key's allowed origins.`,
  public_disabled: (facts) =>
    facts
      ? "Only an app in private mode knows who asks, and shows them their replies. This one is in public mode, where a connected extension may ask, with its connection token, and nobody else."
      : "This app takes feedback only from signed-in users. Send a user token as `Earshot-User-Token`.",
  insufficient_scope: (facts) =>
    "scope" in facts
      ? `This key may not do that: it lacks the scope ${facts.scope}. Use a key that has it.`
      : "sees" in facts
        ? "This key sees its own app, and that kind of key all apps of its organization. Ask a member who may manage keys."
        : `That needs the right ${facts.right}, and you have ${facts.yours}. Ask an admin or an owner of your team for it.`,
  owner_role_required: () =>
    "The owner of this key has no role on the profile yet. Set it in the console, then send again.",
  secret_key_in_browser: () =>
    "A secret key arrived from a page, where anyone can read it. Revoke it, and use a publishable key in pages.",
  not_found: ({ what, path }) =>
    what === "cursor"
      ? "This cursor is not of this list. Ask from the start."
      : path === undefined
        ? `There is no such ${what} here.`
        : `There is no such ${what} here: \`${path}\` names none.`,
  method_not_allowed: ({ allow }) => `This address takes ${allow.join(", ")}.`,
  idempotency_in_flight: () => "The same request is being worked on. Ask again in a second.",
  conflict: ({ reason }) => reason,
  payload_too_large: (facts) =>
    "limitBytes" in facts
      ? facts.limitBytes === LIMITS.attachmentBytes
        ? `The file is larger than ${sizeOf(facts.limitBytes)}, the most that an upload can be. Send a smaller one.`
        : `The body is larger than ${sizeOf(facts.limitBytes)}. Send less, or a smaller picture.`
      : `The request has more than ${facts.mostHeaders} headers. Send it with fewer.`,
  unsupported_media_type: ({ expected }) => `Send the body as ${expected}.`,
  idempotency_mismatch: () => "This Idempotency-Key was used with another body. Use a new one for a new request.",
  invalid_image: ({ reason }) => `The picture cannot be taken: ${reason}.`,
  rate_limited: ({ retryAfter }) => `Too many requests. Try again in ${retryAfter} s.`,
  internal_error: () => "Something went wrong on our side. Try again; if it stays, tell the operator the requestId.",
  overloaded: ({ retryAfter }) => `The server is busy. Try again in ${retryAfter} s.`,
  unavailable: ({ retryAfter }) => `The server cannot store anything just now. Try again in ${retryAfter} s.`,
};

/** A refusal: one of the contract's codes, with the facts that explain it. Thrown anywhere, written by `writeProblem` alone. */
export class Problem<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "Problem";
  readonly code: C;
  readonly facts: Facts[C];

  constructor(code: C, ...[facts]: undefined extends Facts[C] ? [facts?: Facts[C]] : [facts: Facts[C]]) {
    // A refusal is no fault to be traced, and of a flood of them the stack would be the dearest part.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(sentences[code](facts as Facts[C]));
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.facts = facts as Facts[C];
  }
}

const is = <C extends ErrorCode>(problem: Problem, code: C): problem is Problem<C> => problem.code === code;

/** What stands in the headers of a refusal, whoever writes its body. */
export const headersOfProblem = (problem: Problem): Record<string, string> => {
  if (is(problem, "missing_authorization") || is(problem, "invalid_authorization"))
    return { "WWW-Authenticate": 'Bearer realm="earshot"' };
  if (is(problem, "method_not_allowed")) return { Allow: problem.facts.allow.join(", ") };
  if (is(problem, "idempotency_in_flight")) return { [HEADERS.retryAfter]: "1" };
  if (is(problem, "rate_limited") || is(problem, "overloaded") || is(problem, "unavailable"))
    return { [HEADERS.retryAfter]: String(problem.facts.retryAfter) };
  return {};
};

/** The only writer of error answers. */
export const writeProblem = (context: Context, problem: Problem): Response => {
  const { code, message, facts } = problem;
  const details = facts && ("issues" in facts ? facts.issues : facts);
  const body: ErrorBody = {
    error: { code, message, ...(details ? { details } : {}), requestId: context.get("requestId") },
  };
  context.header("Cache-Control", "no-store");
  return context.json(body, ERROR_STATUS[code] as ContentfulStatusCode, headersOfProblem(problem));
};

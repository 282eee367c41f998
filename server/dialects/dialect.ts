import type { Context } from "hono";
import type * as z from "zod/mini";
import type { ErrorCode } from "../../shared/contract/errors.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Policy, Services } from "../services.ts";

/** What the OpenAPI document of a dialect says otherwise than our own. */
export type DialectDocument = {
  title: string;
  description: string;
  /** The prefixes of its keys. */
  keys: { publishable: string; secret: string };
  errorSchema: z.core.$ZodType;
  /** What headers of every answer are there, where that is something else. */
  headers?: Record<string, string>;
  /** What a refusal of ours is there. */
  answerOf: (code: ErrorCode) => { code: string; status: number };
};

/**
 * A published API of another product that the server stands in for: what its keys are like, which routes it has, and how it writes a
 * refusal. Nothing is kept or decided here: keys, limits, feedback and events are those of our own API.
 */
export type Dialect = {
  /** In its address, `/as/NAME`, and in the kinds of its keys, `NAME-secret`. */
  name: string;
  keyProfiles: readonly KeyProfile[];
  /** Where its user tokens stand, if it has them, and which claim of theirs names the app. */
  userToken?: { header: string; appClaim: string };
  /** Every key that is not good for a request is refused by one and the same answer, whatever is wrong with it, after the same work. */
  hidesWhy?: true;
  /** The header that tells when a limit is whole again names the moment, in seconds since 1970, and not how many are left. */
  resetIsMoment?: true;
  /** Its routes, by the paths that the product documents. */
  routes(services: Services): Route[];
  /** A refusal as the product writes it: status, headers and body. */
  writeProblem(context: Context, problem: Problem): Response;
  /** With it, `/as/NAME/openapi.json` and `/as/NAME/docs` describe its routes. */
  document?: DialectDocument;
};

/** The address that goes before every path of a dialect. */
export const baseOf = ({ name }: Pick<Dialect, "name">): string => `/as/${name}`;

/** The routes of a dialect where they are asked for. */
export const routesAt = (dialect: Dialect, services: Services): Route[] =>
  dialect.routes(services).map((route) => ({ ...route, path: baseOf(dialect) + route.path }));

/** What is wrong with a request as the framework writes it that several of the products stand on: an entry a field, named by where it stands. */
export const validationDetail = ({ facts, message }: Problem, place: "body" | "query") => {
  const issues = facts && "issues" in facts ? facts.issues : [{ path: "", message }];
  return issues.map(({ path, message: msg }) => ({
    type: "value_error",
    loc: [place, ...path.split(".").filter(Boolean)],
    msg,
  }));
};

/** None of the products tells a field that names nothing from one that is wrong in another way: there it is the latter. */
export const asWrongField = (problem: Problem): Problem => {
  if (problem.code !== "not_found") return problem;
  const { what, path } = (problem as Problem<"not_found">).facts;
  if (path === undefined) return problem;
  return new Problem("invalid_body", { issues: [{ path, message: `names no ${what} that is here` }] });
};

/** Says which dialect a request speaks, before anything reads a key of it. */
export const speaks =
  (dialects: readonly Dialect[]): Policy =>
  async (context, next) => {
    const name = /^\/as\/([a-z]+)\//.exec(context.req.path)?.[1];
    if (name !== undefined)
      context.set(
        "dialect",
        dialects.find((dialect) => dialect.name === name),
      );
    await next();
  };

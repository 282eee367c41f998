import type { Context } from "hono";
import type * as z from "zod/mini";
import type { ErrorCode } from "../shared/contract/errors.ts";
import type { Policy, Variables } from "./services.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a route answers with when all is well. */
export type Answer = {
  description: string;
  /** JSON of this shape; or, with `mediaTypes`, bytes of one of these. Neither: no body. */
  schema?: z.core.$ZodType;
  mediaTypes?: string[];
  headers?: Record<string, string>;
};

/**
 * One route: what it does, said once. `app.ts` puts it on its path, the OpenAPI document is made from the same schemas
 * that validate, and other methods on the path answer `method_not_allowed`.
 */
export type Route = {
  method: Method;
  /** As in `ROUTES`: `{name}` is one segment. */
  path: string;
  /** Which heading it stands under in the document. */
  tag: "Feedback" | "Customers" | "Apps" | "Webhooks" | "Agents" | "Console" | "Operations";
  summary: string;
  description?: string;
  /** Who may call it: for the document. The policies enforce it. */
  auth: "none" | "publishable-or-secret" | "publishable" | "secret" | "reader" | "session";
  query?: z.core.$ZodType;
  body?: z.core.$ZodType;
  /** Nothing sent is `{}` then; `body` must take that. */
  isBodyOptional?: boolean;
  /** Instead of JSON: bytes of one of these. */
  bodyMediaTypes?: readonly string[];
  /** A body that works as it stands. */
  example?: unknown;
  headers?: Record<string, string>;
  answers: Record<number, Answer>;
  /** The codes it can refuse with, beside those that every route has. */
  errors: ErrorCode[];
  /** In order, from cheap to dear. */
  policies: Policy[];
  handle(context: Context<{ Variables: Variables }>): Response | Promise<Response>;
};

/** What a route does, without where it stands and who may ask it. */
export type RouteWork = Pick<Route, "summary" | "answers" | "handle"> &
  Partial<Pick<Route, "description" | "query" | "body" | "bodyMediaTypes">>;

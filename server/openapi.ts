import * as z from "zod/mini";
import { errorBodySchema } from "../shared/contract/error-body.ts";
import { ERROR_STATUS, type ErrorCode } from "../shared/contract/errors.ts";
import { HEADERS, ID_PATTERN } from "../shared/contract/routes.ts";
import type { DialectDocument } from "./dialects/dialect.ts";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

/** Whatever is asked: too many headers, too many requests, a server that is busy, away or broken. */
const EVERYWHERE: ErrorCode[] = ["payload_too_large", "rate_limited", "internal_error", "overloaded", "unavailable"];

/** JSON Schema 2020-12 is what OpenAPI 3.1 speaks, so the library's own conversion is the document's schema. */
const schemaOf = (schema: z.core.$ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
};

/** What our own API's document says, where a dialect's says something else. */
const OURS: DialectDocument = {
  title: "Earshot",
  description:
    "Feedback from the page itself. Publishable keys may only submit, and only from allowed origins; secret keys stay on servers.",
  keys: { publishable: "ear_pub_", secret: "ear_sk_" },
  errorSchema: errorBodySchema,
  answerOf: (code) => ({ code, status: ERROR_STATUS[code] }),
};

const SECURITY: Record<Route["auth"], Json[]> = {
  none: [],
  publishable: [{ publishableKey: [] }],
  secret: [{ secretKey: [] }],
  "publishable-or-secret": [{ publishableKey: [] }, { secretKey: [] }],
  reader: [{ secretKey: [] }, { session: [] }],
  session: [{ session: [] }],
};

const describedHeaders = (headers: Record<string, string>): Json =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
  );

const RATE_HEADERS = {
  [HEADERS.requestId]: "Quote it when you ask about this answer.",
  [HEADERS.rateLimit]: "Tokens of the bucket that was asked.",
  [HEADERS.rateRemaining]: "Tokens left in it.",
  [HEADERS.rateReset]: "Whole seconds until it is full again.",
};

const parametersOf = ({ path, query, headers = {} }: Route): Json[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", pattern: ID_PATTERN.source },
  }));
  const { properties = {}, required = [] } = query
    ? (schemaOf(query, "input") as { properties?: Json; required?: string[] })
    : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
  const inHeaders = Object.entries(headers).map(([name, description]) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  }));
  return [...inPath, ...inQuery, ...inHeaders];
};

const responsesOf = ({ answers, errors }: Route, { answerOf, headers: theirs }: DialectDocument): Json => {
  const everywhere = { ...RATE_HEADERS, ...theirs };
  const responses: Json = {};
  for (const [status, { description, schema, mediaTypes = [], headers = {} }] of Object.entries(answers)) {
    const content: Json = schema ? { "application/json": { schema: schemaOf(schema, "output") } } : {};
    for (const type of mediaTypes) content[type] = { schema: { type: "string", format: "binary" } };
    responses[status] = {
      description,
      headers: describedHeaders({ ...everywhere, ...headers }),
      ...(Object.keys(content).length ? { content } : {}),
    };
  }
  const byStatus = Map.groupBy([...errors, ...EVERYWHERE].map(answerOf), ({ status }) => status);
  for (const [status, refusals] of [...byStatus].sort(([a], [b]) => a - b))
    responses[status] = {
      description: [...new Set(refusals.map(({ code }) => `\`${code}\``))].join(", "),
      headers: describedHeaders(
        status === 429 || status === 503
          ? { ...everywhere, [HEADERS.retryAfter]: "Whole seconds; a try after them is worth it." }
          : everywhere,
      ),
      content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
    };
  return responses;
};

/** The OpenAPI 3.1 document of these routes, from the very schemas that validate them. */
export const openApiDocument = (
  routes: Route[],
  { version, serverUrl }: { version: string; serverUrl: string },
  document: DialectDocument = OURS,
): Json => {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const { method, path, tag, summary, description, auth, body, isBodyOptional, bodyMediaTypes, example } = route;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        tags: [tag],
        summary,
        ...(description ? { description } : {}),
        operationId: `${method.toLowerCase()}${path.replace(/[^a-z0-9]+(\w?)/gi, (_, next: string) => next.toUpperCase())}`,
        security: SECURITY[auth],
        parameters: parametersOf(route),
        ...(body
          ? {
              requestBody: {
                required: !isBodyOptional,
                content: { "application/json": { schema: schemaOf(body, "input"), ...(example ? { example } : {}) } },
              },
            }
          : {}),
        ...(bodyMediaTypes
          ? {
              requestBody: {
                required: true,
                content: Object.fromEntries(
                  bodyMediaTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
                ),
              },
            }
          : {}),
        responses: responsesOf(route, document),
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: document.title,
      version,
      description: document.description,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Error: schemaOf(document.errorSchema, "output") },
      securitySchemes: {
        publishableKey: {
          type: "http",
          scheme: "bearer",
          description: `\`${document.keys.publishable}...\`: safe in a page, may only submit.`,
        },
        secretKey: { type: "http", scheme: "bearer", description: `\`${document.keys.secret}...\`: for servers only.` },
        session: { type: "apiKey", in: "cookie", name: "earshot_session", description: "The console's." },
      },
    },
  };
};

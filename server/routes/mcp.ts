import * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type Message, messageSchema, RpcError } from "../mcp/message.ts";
import { createMethods, type Method } from "../mcp/methods.ts";
import { createRouteCaller } from "../mcp/route-caller.ts";
import { type Era, eraOf } from "../mcp/version.ts";
import { apiKey, requireScope } from "../policy/api-key.ts";
import { bodyLimit, issuesOf, readJson } from "../policy/body-limit.ts";
import { noPages } from "../policy/no-pages.ts";
import { keyRateLimit } from "../policy/rate-limit.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { REFUSED_BODY } from "./refused.ts";

type Json = Record<string, unknown>;

const answerSchema = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.string(), z.int()]),
  result: z.optional(z.record(z.string(), z.unknown())),
  error: z.optional(z.object({ code: z.int(), message: z.string(), data: z.optional(z.unknown()) })),
});

/** @throws Problem `invalid_body` */
const parseMessage = (value: unknown): Message => {
  if (Array.isArray(value))
    throw new Problem("invalid_body", {
      issues: [
        { path: "", message: "is a list: send one message a request (protocol version 2025-06-18 ended batches)" },
      ],
    });
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) throw new Problem("invalid_body", { issues: issuesOf(parsed.error) });
  return parsed.data;
};

/** What the protocol wants around a result since it has no handshake. */
const modern = (result: Json, { keepMs }: Method, version: string): Json => ({
  resultType: "complete",
  ...result,
  ...(keepMs === undefined ? {} : { ttlMs: keepMs, cacheScope: "private" }),
  _meta: { "io.modelcontextprotocol/serverInfo": { name: "earshot", title: "Earshot", version } },
});

/** What somebody asked for and is not there, or not for them, is an answer of the protocol; the rest is one of HTTP. */
const asRpcError = (error: unknown): RpcError => {
  if (error instanceof RpcError) return error;
  if (error instanceof Problem && (error.code === "not_found" || error.code === "invalid_query"))
    return new RpcError("invalidParams", error.message, { data: { code: error.code } });
  throw error;
};

/**
 * The Model Context Protocol over streamable HTTP, without sessions: each POST is one message and its answer, so any process can
 * answer any of them. What is refused before there is a message is refused as everywhere.
 *
 * @param routes What tools are made of.
 */
export const mcpRoutes = (services: Services, routes: readonly Route[], version: string): Route[] => {
  const methods = createMethods(services, createRouteCaller(routes), version);

  const answer = async (context: PolicyContext, { method, params = {} }: Message, era: Era): Promise<Json> => {
    const found = methods.get(method);
    if (!found || (found.era ?? era) !== era)
      throw new RpcError("methodNotFound", "There is no such method here.", { status: era === "modern" ? 404 : 200 });
    const result = await found.answer(context, params);
    return era === "modern" ? modern(result, found, version) : result;
  };

  return [
    {
      method: "POST",
      path: ROUTES.mcp,
      tag: "Agents",
      summary: "Model Context Protocol",
      description:
        "For MCP clients, streamable HTTP without sessions, protocol versions 2026-07-28, 2025-11-25 and 2025-06-18. The key needs the scope `mcp`, and what it sees depends on its other scopes. One JSON-RPC message a request; answers are JSON. An unknown method of version 2026-07-28 is answered with 404, as the protocol wants it.",
      auth: "secret",
      body: messageSchema,
      example: { jsonrpc: "2.0", id: 1, method: "tools/list" },
      answers: {
        200: { description: "The answer to a request.", schema: answerSchema },
        202: { description: "A notification was taken." },
      },
      errors: [...REFUSED_BODY, "origin_not_allowed"],
      policies: [
        bodyLimit(LIMITS.managementBodyBytes),
        noPages(services),
        apiKey(services),
        keyRateLimit(services),
        requireScope("mcp"),
      ],
      async handle(context) {
        context.header("Cache-Control", "no-store");
        const message = parseMessage((await readJson(context, { limitBytes: LIMITS.managementBodyBytes })).value);
        const { id } = message;
        if (id === undefined) return context.body(null, 202);
        try {
          const era = eraOf(message, (name) => context.req.header(name));
          return context.json({ jsonrpc: "2.0", id, result: await answer(context, message, era) });
        } catch (error) {
          const { code, message: text, data, status } = asRpcError(error);
          return context.json(
            { jsonrpc: "2.0", id, error: { code, message: text, ...(data ? { data } : {}) } },
            status,
          );
        }
      },
    },
  ];
};

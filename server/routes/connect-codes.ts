import {
  CONNECT_CODE_SECONDS,
  codeListSchema,
  codeQuerySchema,
  connectCodeSchema,
  connectionSchema,
  createConnectCodeSchema,
  createConnectionSchema,
} from "../../shared/contract/connect-code.ts";
import { connectLink } from "../../shared/contract/connect-link.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import { makeConnectCode, redeemConnectCode } from "../keys/connect-codes.ts";
import { cancelCode, codeAnswer } from "../keys/listed-codes.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { idempotencyKeyOf } from "../policy/idempotency.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { keyManagerOf } from "./key-manager.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

/** A code is 19 characters; nothing else is sent. */
const CONNECTION_BYTES = 4_096;

export const connectCodeRoutes = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.connectCodes,
    tag: "Apps",
    summary: "Make a code that connects one person's browser extension",
    description: `The extension gives it in for a publishable key of its own, once, within ${CONNECT_CODE_SECONDS / 3_600} hours. The answer is the only place where the code ever stands.`,
    auth: "reader",
    body: createConnectCodeSchema,
    example: { name: "Ann Lee" },
    answers: { 201: { description: "The code, this once.", schema: connectCodeSchema } },
    errors: [...REFUSED_BODY, "not_found", "conflict"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const wanted = await parseBody(context, createConnectCodeSchema, LIMITS.managementBodyBytes);
      const keyId = (context.get("key") as { id: string } | undefined)?.id ?? null;
      const { code, expiresAt, ...made } = await makeConnectCode(services, { ...keyManagerOf(context), keyId }, wanted);
      const server = services.publicUrl();
      context.header("Cache-Control", "no-store");
      return context.json(
        {
          ...made,
          code,
          link: server === undefined ? null : connectLink(server, code),
          expiresAt: new Date(expiresAt).toISOString(),
        },
        201,
      );
    },
  },
  {
    method: "GET",
    path: ROUTES.connectCodes,
    tag: "Apps",
    summary: "List the codes that connect extensions, newest first",
    description: "Used ones too, for their day. No code's text is kept, so none is shown.",
    auth: "reader",
    query: codeQuerySchema,
    answers: { 200: { description: "One page.", schema: codeListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const { app, ...asked } = parseQuery(context, codeQuerySchema);
      const { data, nextCursor } = await readPage(actorOf(context), asked, ({ limit, after }) =>
        services.store.connectCodes.list(actorOf(context), {
          now: services.clock.now(),
          appId: app,
          limit,
          before: after,
        }),
      );
      if (data.length === 0) await requireNamed(services, actorOf(context), { app });
      return context.json({ data: data.map(codeAnswer), nextCursor });
    },
  },
  {
    method: "DELETE",
    path: ROUTES.connectCode,
    tag: "Apps",
    summary: "Cancel a code that nobody used",
    description: "It connects nobody from now on. What a used code has connected ends with its key: revoke that.",
    auth: "reader",
    answers: { 204: { description: "Cancelled." } },
    errors: [...REFUSED_ACCESS, "not_found", "conflict"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      await cancelCode(services, keyManagerOf(context), context.req.param("id") ?? "");
      return context.body(null, 204);
    },
  },
  {
    method: "POST",
    path: ROUTES.connections,
    tag: "Apps",
    summary: "Connect a browser extension: a key for a code",
    description:
      "Asked by the extension, which browsers let nobody else say they are. The key answers that extension alone; whoever has neither key nor code gets nothing by forging its origin. Where the answer was lost, the same request with the same `Idempotency-Key` gives the same key again.",
    auth: "none",
    body: createConnectionSchema,
    headers: {
      [HEADERS.idempotencyKey]:
        "A UUID that nobody else can know. Who sends it again with the same code, within its day, is given the same key again while that is alive.",
    },
    answers: {
      201: {
        description: "The key and the connection token, this once, and the app it sends to.",
        schema: connectionSchema,
        headers: { [HEADERS.idempotentReplay]: "`true` when an earlier request with this key made the connection." },
      },
    },
    errors: [
      "invalid_json",
      "invalid_body",
      "invalid_authorization",
      "origin_not_allowed",
      "conflict",
      "payload_too_large",
      "unsupported_media_type",
    ],
    policies: [],
    async handle(context) {
      const { code } = await parseBody(context, createConnectionSchema, CONNECTION_BYTES);
      const idempotencyKey = idempotencyKeyOf(context);
      const request = { code, origin: context.req.header("Origin"), idempotencyKey };
      context.header("Cache-Control", "no-store");
      const { connection, isReplay } = await redeemConnectCode(services, request);
      if (isReplay) context.header(HEADERS.idempotentReplay, "true");
      return context.json(connection, 201);
    },
  },
];

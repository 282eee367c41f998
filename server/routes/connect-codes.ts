import {
  CONNECT_CODE_SECONDS,
  connectCodeSchema,
  connectionSchema,
  connectLink,
  createConnectCodeSchema,
  createConnectionSchema,
} from "../../shared/contract/connect-code.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { makeConnectCode, redeemConnectCode } from "../keys/connect-codes.ts";
import { access } from "../policy/access.ts";
import { parseBody } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { keyManagerOf } from "./key-manager.ts";
import { REFUSED_BODY } from "./refused.ts";

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
    method: "POST",
    path: ROUTES.connections,
    tag: "Apps",
    summary: "Connect a browser extension: a key for a code",
    description:
      "Asked by the extension, which browsers let nobody else say they are. The key answers that extension alone; whoever has neither key nor code gets nothing by forging its origin.",
    auth: "none",
    body: createConnectionSchema,
    answers: {
      201: {
        description: "The key and the connection token, this once, and the app it sends to.",
        schema: connectionSchema,
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
      context.header("Cache-Control", "no-store");
      return context.json(await redeemConnectCode(services, code, context.req.header("Origin")), 201);
    },
  },
];

import {
  createKeySchema,
  endKeyQuerySchema,
  keyListSchema,
  keyQuerySchema,
  keySchema,
  keyTextSchema,
  newKeySchema,
  rotateKeySchema,
  updateKeySchema,
} from "../../shared/contract/key.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { keyAnswer } from "../keys/key-answer.ts";
import {
  createKey,
  deleteKey,
  findKey,
  type MadeKey,
  revokeKey,
  rotateKey,
  showKey,
  updateKey,
} from "../keys/key-management.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { session } from "../policy/session.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { keyManagerOf } from "./key-manager.ts";
import { REFUSED_ACCESS, REFUSED_BODY, REFUSED_MEMBER } from "./refused.ts";

/** But for kinds that are shown again, the only answer that holds a key's text, so nothing on the way may keep it. */
const made = (context: PolicyContext, { key, text }: MadeKey): Response => {
  context.header("Cache-Control", "no-store");
  return context.json({ ...keyAnswer(key), text }, 201);
};

export const keyRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.keys,
    tag: "Apps",
    summary: "List the keys, oldest first",
    description: "Revoked ones too, but with `live=true`. No key's text is among them.",
    auth: "reader",
    query: keyQuerySchema,
    answers: { 200: { description: "One page.", schema: keyListSchema } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const { app, kind, live, ...asked } = parseQuery(context, keyQuerySchema);
      const liveAt = live === undefined ? undefined : services.clock.now();
      const { data, nextCursor } = await readPage(actorOf(context), asked, (page) =>
        services.store.keys.list(actorOf(context), { ...page, appId: app, kind, liveAt }),
      );
      if (data.length === 0) await requireNamed(services, actorOf(context), { app });
      return context.json({ data: data.map(keyAnswer), nextCursor });
    },
  },
  {
    method: "POST",
    path: ROUTES.keys,
    tag: "Apps",
    summary: "Make a key",
    description:
      "But for kinds that are shown again, the answer is the only place where its text ever stands. A key makes keys of its own app, with scopes of its own, that end no later than itself.",
    auth: "reader",
    body: createKeySchema,
    example: { kind: "publishable", name: "Shop pages", allowedOrigins: ["example.com"] },
    answers: { 201: { description: "The key, with its text, this once.", schema: newKeySchema } },
    errors: [...REFUSED_BODY, "not_found", "conflict"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const wanted = await parseBody(context, createKeySchema, LIMITS.managementBodyBytes);
      return made(context, await createKey(services, keyManagerOf(context), wanted));
    },
  },
  {
    method: "GET",
    path: ROUTES.key,
    tag: "Apps",
    summary: "Get one key",
    auth: "reader",
    answers: { 200: { description: "The key, without its text.", schema: keySchema } },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "keys:write")],
    handle: async (context) =>
      context.json(keyAnswer(await findKey(services, actorOf(context), context.req.param("id") ?? ""))),
  },
  {
    method: "GET",
    path: ROUTES.keyText,
    tag: "Apps",
    summary: "Look at the text of a key that is shown again",
    description: "Of a kind whose text is kept, sealed: `shownAgain` says so. It goes into the audit log.",
    auth: "session",
    answers: { 200: { description: "The text.", schema: keyTextSchema } },
    errors: [...REFUSED_MEMBER, "not_found", "conflict"],
    policies: [session(services, "manageKeys")],
    async handle(context) {
      const text = await showKey(services, keyManagerOf(context), context.req.param("id") ?? "");
      context.header("Cache-Control", "no-store");
      return context.json({ text });
    },
  },
  {
    method: "PATCH",
    path: ROUTES.key,
    tag: "Apps",
    summary: "Change a key's name, scopes, allowed origins or limits",
    auth: "reader",
    body: updateKeySchema,
    example: { allowedOrigins: ["example.com", "https://staging.example.net:8443"] },
    answers: { 200: { description: "The key as it is now.", schema: keySchema } },
    errors: [...REFUSED_BODY, "not_found", "conflict"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const wanted = await parseBody(context, updateKeySchema, LIMITS.managementBodyBytes);
      return context.json(
        keyAnswer(await updateKey(services, keyManagerOf(context), context.req.param("id") ?? "", wanted)),
      );
    },
  },
  {
    method: "POST",
    path: ROUTES.keyRotation,
    tag: "Apps",
    summary: "Put a new key in the place of one",
    description:
      "The successor may do the same. The old key ends at once, or lives on for `graceSeconds`, to 30 days; `null` is until it is revoked.",
    auth: "reader",
    body: rotateKeySchema,
    example: { graceSeconds: 86_400 },
    answers: { 201: { description: "The successor, with its text, this once.", schema: newKeySchema } },
    errors: [...REFUSED_BODY, "not_found", "conflict"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const { graceSeconds } = await parseBody(context, rotateKeySchema, LIMITS.managementBodyBytes);
      return made(
        context,
        await rotateKey(services, keyManagerOf(context), context.req.param("id") ?? "", graceSeconds),
      );
    },
  },
  {
    method: "DELETE",
    path: ROUTES.key,
    tag: "Apps",
    summary: "Revoke a key, or delete one that has ended",
    description:
      "It is refused from the next request on, and stays in the list with the time of its end. With `forget=true`, a key that has ended is deleted for good instead; its usage and its entries in the audit log stay.",
    auth: "reader",
    query: endKeyQuerySchema,
    answers: { 204: { description: "Revoked, or deleted." } },
    errors: [...REFUSED_ACCESS, "invalid_query", "not_found", "conflict"],
    policies: [access(services, "keys:write")],
    async handle(context) {
      const { forget } = parseQuery(context, endKeyQuerySchema);
      const end = forget === undefined ? revokeKey : deleteKey;
      await end(services, keyManagerOf(context), context.req.param("id") ?? "");
      return context.body(null, 204);
    },
  },
];

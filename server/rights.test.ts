import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../server-stub/asking.ts";
import { addMember, sessionOf } from "../server-stub/members.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { DEEDS, isAtLeast, mayDo, RIGHTS, type Right } from "../shared/contract/may-do.ts";
import { ROUTES } from "../shared/contract/routes.ts";
import { hashOfSecret } from "./keys/key-text.ts";

/** The least right for every route that takes a session. A new route stands here before it is let in. */
const FROM: Record<string, Right> = {
  "GET /v1/feedback": "viewer",
  "GET /v1/feedback/{id}": "viewer",
  "GET /v1/events": "viewer",
  "POST /v1/feedback/bulk": "triager",
  "PATCH /v1/feedback/{id}": "triager",
  "DELETE /v1/feedback/{id}": "admin",
  "GET /v1/feedback/{id}/screenshot": "viewer",
  "GET /v1/feedback/{id}/similar": "viewer",
  "GET /v1/feedback/{id}/attachments/{attachmentId}": "viewer",
  "GET /v1/feedback/{id}/replies": "viewer",
  "POST /v1/feedback/{id}/replies": "triager",
  "GET /v1/export": "triager",
  "GET /v1/customers": "viewer",
  "GET /v1/customers/{id}": "viewer",
  "DELETE /v1/customers/{id}": "admin",
  "GET /v1/usage": "viewer",
  "GET /v1/usage/storage": "viewer",
  "POST /v1/apps/{id}/user-tokens/test": "admin",
  "GET /metrics": "viewer",
  "GET /v1/members": "viewer",
  "GET /v1/members/{id}": "viewer",
  "GET /v1/apps": "viewer",
  "GET /v1/apps/{id}": "viewer",
  "POST /v1/apps": "admin",
  "PATCH /v1/apps/{id}": "admin",
  "DELETE /v1/apps/{id}": "admin",
  "POST /v1/apps/{id}/origins/test": "admin",
  "GET /v1/apps/{id}/signing-secrets": "admin",
  "POST /v1/apps/{id}/signing-secrets": "admin",
  "DELETE /v1/apps/{id}/signing-secrets/{secretId}": "admin",
  "POST /v1/tokens": "admin",
  "GET /v1/keys": "admin",
  "POST /v1/keys": "admin",
  "GET /v1/keys/{id}": "admin",
  "PATCH /v1/keys/{id}": "admin",
  "DELETE /v1/keys/{id}": "admin",
  "POST /v1/keys/{id}/rotate": "admin",
  "GET /v1/keys/{id}/text": "admin",
  "GET /v1/connect-codes": "admin",
  "POST /v1/connect-codes": "admin",
  "DELETE /v1/connect-codes/{id}": "admin",
  "GET /v1/views": "viewer",
  "POST /v1/views": "viewer",
  "PATCH /v1/views/{id}": "viewer",
  "DELETE /v1/views/{id}": "viewer",
  "GET /v1/webhooks": "admin",
  "POST /v1/webhooks": "admin",
  "GET /v1/webhooks/{id}": "admin",
  "PATCH /v1/webhooks/{id}": "admin",
  "DELETE /v1/webhooks/{id}": "admin",
  "POST /v1/webhooks/{id}/rotate": "admin",
  "POST /v1/webhooks/{id}/test": "admin",
  "GET /v1/webhooks/{id}/deliveries": "admin",
  "GET /v1/webhooks/{id}/deliveries/{deliveryId}": "admin",
  "POST /v1/webhooks/{id}/deliveries/{deliveryId}/replay": "admin",
  "GET /v1/audit": "admin",
  "PATCH /v1/members/{id}": "admin",
  "DELETE /v1/members/{id}": "admin",
  "GET /v1/members/{id}/keys": "admin",
  "GET /v1/invitations": "admin",
  "POST /v1/invitations": "admin",
  "DELETE /v1/invitations/{id}": "admin",
  "GET /v1/session": "viewer",
  "PATCH /v1/session": "viewer",
  "DELETE /v1/session": "viewer",
  "GET /v1/session/password": "viewer",
  "PUT /v1/session/password": "viewer",
  "GET /v1/passkeys": "viewer",
  "POST /v1/passkeys": "viewer",
  "POST /v1/passkeys/registration-options": "viewer",
  "DELETE /v1/passkeys/{id}": "viewer",
  "GET /v1/sessions": "viewer",
  "DELETE /v1/sessions": "viewer",
  "DELETE /v1/sessions/{id}": "viewer",
};

type Operation = {
  security: Array<Record<string, unknown>>;
  requestBody?: { content: Record<string, { example?: unknown }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

let stub: Stub;
/** How often a session was looked up. */
let finds = 0;
let operations: Array<{ name: string; path: string; method: string; body: unknown }>;
const memberOf = {} as Record<Right, string>;
beforeAll(async () => {
  stub = await startStub({
    trustedProxyHops: 1,
    withStore: (store) => ({
      ...store,
      sessions: {
        ...store.sessions,
        async find(...asked) {
          const found = await store.sessions.find(...asked);
          finds++;
          return found;
        },
      },
    }),
  });
  const { paths } = (await (await fetch(`${stub.url}${ROUTES.openapi}`)).json()) as Document;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security.some((way) => "session" in way))
      .map(([method, { requestBody }]) => ({
        name: `${method.toUpperCase()} ${path}`,
        path: path.replace(/\{\w+\}/g, "000000000000000000000000"),
        method: method.toUpperCase(),
        body: requestBody ? (requestBody.content["application/json"]?.example ?? {}) : undefined,
      })),
  );
  for (const right of RIGHTS) memberOf[right] = (await addMember(stub, right)).id;
});
beforeEach(() => stub.clock.advance(60_000));
afterAll(() => stub.close());
const { ask } = asking(() => stub);

test("every route that takes a session has its least right here, and nothing else has", () => {
  expect(operations.map(({ name }) => name).toSorted()).toEqual(Object.keys(FROM).toSorted());
});

test.each(RIGHTS)(
  "a %s is refused what needs more, which the refusal names, and nothing else for that",
  async (right) => {
    for (const { name, path, method, body } of operations) {
      const least = FROM[name] ?? expect.fail(`${name} has no row in FROM`);
      // Of its own: some requests end sessions, and figures are open to this machine without one.
      const headers = { Cookie: await sessionOf(stub, memberOf[right]), "X-Forwarded-For": "203.0.113.9" };
      const answer = await ask(path, { key: null, method, body, headers });
      const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
      const text = isStream ? String((await answer.body?.cancel()) ?? "") : await answer.text();
      const code = text.startsWith("{") ? (JSON.parse(text) as { error?: object }).error : undefined;
      if (isAtLeast(right, least)) {
        expect([name, answer.status]).not.toEqual([name, 403]);
        expect([name, answer.status]).not.toEqual([name, 401]);
      } else {
        expect([name, answer.status, code]).toMatchObject([
          name,
          403,
          { code: "insufficient_scope", details: { right: least, yours: right } },
        ]);
      }
    }
  },
);

test("rights are ordered: whoever may more may all that those before may", () => {
  for (const [deed, least] of Object.entries(DEEDS))
    for (const right of RIGHTS)
      expect([deed, right, mayDo(right, deed as keyof typeof DEEDS)]).toEqual([
        deed,
        right,
        RIGHTS.indexOf(right) >= RIGHTS.indexOf(least),
      ]);
});

test("a session that has ended while a slow body arrived does nothing any more", async () => {
  const slowly = async (between: (Cookie: string) => Promise<void>): Promise<Response> => {
    const { Cookie } = (await addMember(stub, "admin")).as.headers;
    const before = finds;
    const pieces = async function* () {
      yield new TextEncoder().encode('{ "name": ');
      await expect.poll(() => finds).toBe(before + 1); // it has passed, and waits for the rest
      await between(Cookie);
      yield new TextEncoder().encode('"Slow" }');
    };
    const headers = { Cookie, "Content-Type": "application/json" };
    const body = Readable.toWeb(Readable.from(pieces())) as unknown as BodyInit;
    return fetch(`${stub.url}/v1/apps`, { method: "POST", headers, body, duplex: "half" } as RequestInit);
  };
  const signOut = (Cookie: string) => stub.services.store.sessions.end(hashOfSecret(Cookie.split("=")[1] ?? ""));
  expect(await problemOf(await slowly(signOut))).toMatchObject({ status: 401, code: "missing_authorization" });
  expect((await slowly(async () => {})).status).toBe(201);
});

test("a refusal says which right is needed, and whom to ask", async () => {
  const { as } = await addMember(stub, "viewer");
  expect(await problemOf(await ask("/v1/keys", as))).toMatchObject({
    message: "That needs the right admin, and you have viewer. Ask an admin or an owner of your team for it.",
  });
});

import { type AppAnswer, appSchema, createAppSchema, updateAppSchema } from "../../shared/contract/app.ts";
import {
  createKeySchema,
  type KeyAnswer,
  keySchema,
  keyTextSchema,
  type NewKeyAnswer,
  newKeySchema,
  originTestSchema,
  rotateKeySchema,
  testOriginSchema,
} from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import {
  newSigningSecretSchema,
  type SigningSecret,
  signingSecretListSchema,
} from "../../shared/contract/signing-secret.ts";
import { usageSchema } from "../../shared/contract/usage.ts";
import { type TokenTest, tokenTestSchema } from "../../shared/contract/user-token.ts";
import { exampleApp, exampleKey } from "./example-extensions.ts";
import type { ExampleAnswers } from "./example-server.ts";

export const pageKey = (given: Partial<KeyAnswer> = {}): KeyAnswer =>
  exampleKey({ name: "Shop pages", allowedOrigins: ["shop.example", "localhost"], ...given });

export const secretKey = (given: Partial<KeyAnswer> = {}): KeyAnswer =>
  exampleKey({
    id: "68e25d00000000000000e009",
    kind: "secret",
    name: "Nightly export",
    hint: "ear_sk_…wxyz",
    scopes: ["feedback:read"],
    allowedOrigins: [],
    ...given,
  });

/** The key of another product that an organization has one of, and that is shown again. */
export const bridgeKey = (given: Partial<KeyAnswer> = {}): KeyAnswer =>
  exampleKey({
    id: "68e25d00000000000000e010",
    kind: "productbridge-api",
    name: "Sync of the roadmap",
    hint: "pb_…wxyz",
    scopes: ["feedback:write", "feedback:read", "feedback:update", "feedback:delete"],
    allowedOrigins: [],
    shownAgain: true,
    ...given,
  });

/** A key of another product that is made with a role. */
export const personalKey = (given: Partial<KeyAnswer> = {}): KeyAnswer =>
  exampleKey({
    id: "68e25d00000000000000e011",
    kind: "insighto-personal",
    name: "Reports of Bo",
    hint: "in-…wxyz",
    scopes: ["feedback:read"],
    allowedOrigins: [],
    role: "read-only",
    description: "The weekly report",
    ...given,
  });

/** What the tester says of a token: refused, unless it is said otherwise. */
export const tokenTest = (given: Partial<TokenTest> = {}): TokenTest =>
  tokenTestSchema.parse({
    valid: false,
    rule: "audience",
    reason: "It is for another app.",
    found: "other",
    expected: exampleApp().id,
    change: "Set aud to the id of this app.",
    claims: null,
    expiresAt: null,
    signedWith: null,
    singleUse: false,
    ...given,
  });

const NOW = "2026-10-05T12:00:00.000Z";
const TEXT = `ear_pub_${"a".repeat(49)}`;
const SHOWN_AGAIN = `pb_${"b".repeat(43)}`;
const PATH = (route: string, id = "([0-9a-f]{24})") => new RegExp(`^${route.replace(/\{\w+\}/g, id)}$`);

/** What the server of an example knows beside apps and keys; `token` is what it says of any token. */
export type ExampleKeys = { secrets: SigningSecret[]; token: TokenTest };

/** Makes, changes and ends keys and apps; tests origins and tokens; keeps signing secrets. */
export const keysAnswers =
  (known: ExampleKeys): ExampleAnswers =>
  ({ method, path, query, body, server: { extensions } }) => {
    const { apps, keys } = extensions;
    const at = (route: string) => PATH(route).exec(path)?.slice(1);
    const make = (given: Partial<KeyAnswer>): NewKeyAnswer => {
      const id = `68e25d00000000000000e1${String(keys.length).padStart(2, "0")}`;
      const key = pageKey({ ...given, lastUsedAt: null, createdAt: NOW, id });
      keys.push(keySchema.parse(key));
      return newKeySchema.parse({ ...key, text: key.shownAgain ? SHOWN_AGAIN : TEXT });
    };
    if (path === ROUTES.usage)
      return {
        status: 200,
        body: usageSchema.parse({
          from: "2026-09-06",
          to: "2026-10-05",
          data: keys.flatMap(({ id, app }, index) =>
            ["2026-09-20", "2026-10-03", "2026-10-04"].map((day, i) => {
              return { day, app, key: id, requests: (i + 1) * 40 + index, throttled: 0, refusals: {} };
            }),
          ),
        }),
      };
    if (`${method} ${path}` === `POST ${ROUTES.apps}`) {
      const { settings: _, ...wanted } = createAppSchema.parse(body);
      const app: AppAnswer = exampleApp({ ...(wanted as Partial<AppAnswer>), id: "68e25d00000000000000a0ff" });
      apps.push(app);
      return { status: 201, body: appSchema.parse(app) };
    }
    const [ofApp] = at(ROUTES.app) ?? [];
    const app = apps.find(({ id }) => id === ofApp);
    if (app && method === "PATCH") return { status: 200, body: Object.assign(app, updateAppSchema.parse(body)) };
    if (app && method === "DELETE") {
      if (query.get("confirm") !== app.name) return "conflict";
      extensions.apps = apps.filter((one) => one !== app);
      return { status: 204 };
    }
    if (app && method === "GET") return { status: 200, body: appSchema.parse(app) };
    if (`${method} ${path}` === `POST ${ROUTES.keys}`) {
      const { limits: _, scopes = ["feedback:write"], allowedOrigins = [], ...wanted } = createKeySchema.parse(body);
      const { isSole = false } = keyKind(wanted.kind);
      if (isSole && keys.some(({ kind, revokedAt }) => kind === wanted.kind && revokedAt === null)) return "conflict";
      return {
        status: 201,
        body: make({ ...wanted, scopes, allowedOrigins, shownAgain: isSole, app: wanted.app ?? apps[0]!.id } as never),
      };
    }
    const [rotated] = at(ROUTES.keyRotation) ?? [];
    if (rotated) {
      const old = keys.find(({ id }) => id === rotated)!;
      const { graceSeconds } = rotateKeySchema.parse(body);
      const successor = make({ ...old, leakedAt: null });
      Object.assign(old, {
        replacedBy: successor.id,
        ...(graceSeconds === null
          ? {}
          : graceSeconds > 0
            ? { expiresAt: new Date(Date.parse(NOW) + graceSeconds * 1_000).toISOString() }
            : { revokedAt: NOW }),
      });
      return { status: 201, body: successor };
    }
    if (at(ROUTES.keyText)) return { status: 200, body: keyTextSchema.parse({ text: SHOWN_AGAIN }) };
    const key = keys.find(({ id }) => id === (at(ROUTES.key) ?? [])[0]);
    if (key && method === "GET") return { status: 200, body: keySchema.parse(key) };
    if (key && method === "PATCH") return { status: 200, body: Object.assign(key, body) };
    if (key && method === "DELETE" && query.get("forget") === "true") {
      extensions.keys = keys.filter((one) => one !== key);
      return { status: 204 };
    }
    const [tested] = at(ROUTES.appOriginTest) ?? [];
    if (tested) {
      const { origin, entries } = testOriginSchema.parse(body);
      const host = origin ? new URL(origin).hostname : "";
      const asked = keys
        .filter(({ kind }) => kind === "publishable")
        .map(({ id, name, allowedOrigins }) => {
          const allowed = allowedOrigins.includes(host);
          return {
            id,
            name,
            allowed,
            entry: allowed ? host : null,
            reason: allowed ? "It is in the list." : `No entry in the list admits it. Adding ${host} would.`,
          };
        });
      return {
        status: 200,
        body: originTestSchema.parse({
          origin: origin ?? null,
          allowed: asked.some(({ allowed }) => allowed),
          admittedBy: asked.some(({ allowed }) => allowed) ? null : host || null,
          reason: "",
          keys: entries ? [] : asked,
          entries: entries?.map((text) =>
            text.includes("/")
              ? { text, entry: null, reason: "has a path, and pages are not told apart by theirs" }
              : { text, entry: text, reason: `admits ${text} and its subdomains` },
          ),
        }),
      };
    }
    if (path.endsWith("/user-tokens/test")) return { status: 200, body: known.token };
    if (at(ROUTES.signingSecrets)) {
      if (method === "GET") return { status: 200, body: signingSecretListSchema.parse({ data: known.secrets }) };
      const made = { id: `68e25d00000000000000f0${known.secrets.length}0`, createdAt: NOW, lastUsedAt: null };
      known.secrets.unshift(made);
      return { status: 201, body: newSigningSecretSchema.parse({ ...made, secret: "s".repeat(43) }) };
    }
    const [, secret] = at(ROUTES.signingSecret) ?? [];
    if (secret === undefined) return undefined;
    known.secrets = known.secrets.filter(({ id }) => id !== secret);
    return { status: 204 };
  };

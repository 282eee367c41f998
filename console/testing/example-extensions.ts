import { type AppAnswer, appListSchema } from "../../shared/contract/app.ts";
import {
  type ConnectCode,
  codeListSchema,
  createConnectCodeSchema,
  type ListedCode,
} from "../../shared/contract/connect-code.ts";
import { type KeyAnswer, keyListSchema, keyQuerySchema } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";

/** What the server of an example knows of extensions. */
export type ExampleExtensions = { apps: AppAnswer[]; codes: ListedCode[]; keys: KeyAnswer[] };

export const exampleApp = (given: Partial<AppAnswer> = {}): AppAnswer => ({
  id: "68e25d00000000000000a001",
  name: "Mug Shop",
  environment: "live",
  mode: "public",
  settings: {},
  limits: {},
  retentionDays: null,
  createdAt: "2026-10-01T12:00:00.000Z",
  ...given,
});

export const exampleCode = (given: Partial<ListedCode> = {}): ListedCode => ({
  id: "68e25d00000000000000d001",
  app: "68e25d00000000000000a001",
  name: "Ann Lee",
  owner: { id: "68e25d00000000000000b001", name: "Olive Owner" },
  maker: null,
  createdAt: "2026-10-05T11:00:00.000Z",
  expiresAt: "2026-10-06T11:00:00.000Z",
  usedAt: null,
  key: null,
  ...given,
});

export const exampleKey = (given: Partial<KeyAnswer> = {}): KeyAnswer => ({
  id: "68e25d00000000000000e001",
  app: "68e25d00000000000000a001",
  kind: "publishable",
  name: "Chrome extension of Bo",
  hint: "ear_pub_…abcd",
  scopes: ["feedback:write"],
  role: null,
  description: null,
  allowedOrigins: [`chrome-extension://${"abcdefghijklmnop".repeat(2)}`],
  limits: {},
  owner: "68e25d00000000000000b001",
  createdAt: "2026-10-04T12:00:00.000Z",
  lastUsedAt: "2026-10-05T11:57:00.000Z",
  expiresAt: null,
  revokedAt: null,
  leakedAt: null,
  leakedFrom: null,
  replaces: null,
  graceEndsAt: null,
  lastUsedInGraceAt: null,
  replacedBy: null,
  shownAgain: false,
  warnings: [],
  ...given,
});

const made = (known: ExampleExtensions, body: unknown): ConnectCode => {
  const { name, app: id } = createConnectCodeSchema.parse(body);
  const app = known.apps.find((one) => one.id === id) ?? exampleApp();
  const code = exampleCode({ id: `68e25d00000000000000d1${String(known.codes.length).padStart(2, "0")}`, name });
  known.codes.unshift({ ...code, app: app.id });
  return { id: code.id, code: "7K2M-9XQT-4HBD-W3FA", link: null, name, app, expiresAt: code.expiresAt };
};

/** Answers what is asked about extensions; `undefined` where something else is asked. A `null` body is 204. */
export const extensionsAnswer = (
  known: ExampleExtensions,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): { status: number; body: unknown } | undefined => {
  const asked = `${method} ${path}`;
  if (asked === `GET ${ROUTES.apps}`)
    return { status: 200, body: appListSchema.parse({ data: known.apps, nextCursor: null }) };
  if (asked === `GET ${ROUTES.connectCodes}`)
    return { status: 200, body: codeListSchema.parse({ data: known.codes, nextCursor: null }) };
  if (asked === `GET ${ROUTES.keys}`) {
    const { live } = keyQuerySchema.parse(Object.fromEntries(query));
    const data = known.keys.filter(({ revokedAt }) => live === undefined || revokedAt === null);
    return { status: 200, body: keyListSchema.parse({ data, nextCursor: null }) };
  }
  if (asked === `POST ${ROUTES.connectCodes}`) return { status: 201, body: made(known, body) };
  const id = path.split("/").at(-1) ?? "";
  if (asked === `DELETE ${ROUTES.connectCodes}/${id}`) known.codes = known.codes.filter((code) => code.id !== id);
  else if (asked === `DELETE ${ROUTES.keys}/${id}`)
    known.keys = known.keys.map((key) => (key.id === id ? { ...key, revokedAt: "2026-10-05T12:00:00.000Z" } : key));
  else return undefined;
  return { status: 204, body: undefined };
};

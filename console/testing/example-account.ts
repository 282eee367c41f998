import { type Passkey, passkeysSchema } from "../../shared/contract/passkey.ts";
import { changePasswordSchema, passwordStateSchema } from "../../shared/contract/password.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { type OpenSessions, openSessionsSchema } from "../../shared/contract/session.ts";
import type { ExampleAnswers } from "./example-server.ts";

type OpenSession = OpenSessions["data"][number];
export type ExampleAccount = { password: string | undefined; passkeys: Passkey[]; sessions: OpenSession[] };

export const exampleSession = (given: Partial<OpenSession> = {}): OpenSession => ({
  id: "68e25d000000000000013001",
  agent: "Firefox on Linux",
  isCurrent: false,
  createdAt: "2026-10-01T12:00:00.000Z",
  lastUsedAt: "2026-10-05T11:00:00.000Z",
  expiresAt: "2026-10-31T12:00:00.000Z",
  ...given,
});

export const examplePasskey = (given: Partial<Passkey> = {}): Passkey => ({
  id: "68e25d000000000000014001",
  name: "Work laptop",
  createdAt: "2026-10-01T12:00:00.000Z",
  lastUsedAt: null,
  ...given,
});

const CURRENT = exampleSession({ id: "68e25d000000000000013009", agent: "Chrome on macOS", isCurrent: true });

export const exampleAccount = (given: Partial<ExampleAccount> = {}): ExampleAccount => ({
  password: undefined,
  passkeys: [],
  sessions: [CURRENT],
  ...given,
});

/** One's own password, passkeys and sessions. */
export const accountAnswers =
  (account: ExampleAccount): ExampleAnswers =>
  ({ method, path, body }) => {
    const asked = `${method} ${path}`;
    const id = path.split("/").at(-1);
    if (asked === `GET ${ROUTES.sessionPassword}`)
      return { status: 200, body: passwordStateSchema.parse({ isSet: account.password !== undefined }) };
    if (asked === `PUT ${ROUTES.sessionPassword}`) {
      const { current, next } = changePasswordSchema.parse(body);
      if (account.password !== current) {
        const details = [{ path: "current", message: "is not your password" }];
        return {
          status: 400,
          body: { error: { code: "invalid_body", message: "No.", details, requestId: "example" } },
        };
      }
      account.password = next;
      account.sessions = account.sessions.filter(({ isCurrent }) => isCurrent);
      return { status: 204 };
    }
    if (asked === `GET ${ROUTES.passkeys}`)
      return { status: 200, body: passkeysSchema.parse({ data: account.passkeys }) };
    if (asked === `DELETE ${ROUTES.passkeys}/${id}`) {
      account.passkeys = account.passkeys.filter((one) => one.id !== id);
      return { status: 204 };
    }
    if (asked === `GET ${ROUTES.sessions}`)
      return { status: 200, body: openSessionsSchema.parse({ data: account.sessions }) };
    if (method !== "DELETE" || !path.startsWith(ROUTES.sessions)) return undefined;
    account.sessions = account.sessions.filter((one) => (path === ROUTES.sessions ? one.isCurrent : one.id !== id));
    return { status: 204 };
  };

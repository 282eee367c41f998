import { expect } from "vitest";
import { type Ask, asking, PAGE } from "./asking.ts";
import { STUB_APP_ID } from "./fixture.ts";
import { asOwner } from "./second-app.ts";
import type { Stub } from "./start.ts";

type Made = { id: string; text: string };
export type UserzError = { code: string; message: string; details?: unknown; requestId?: string };

/** What tests ask a stub as clients of Userz do. */
export const askingUserz = (stub: () => Stub) => {
  const { ask: askServer } = asking(stub);
  const ask = (path: string, more: Ask) => askServer(`/as/userz${path}`, more);
  const errorOf = async (answer: Response): Promise<UserzError> =>
    ((await answer.json()) as { error: UserzError }).error;
  return {
    ask,
    errorOf,
    refusal: async (answer: Response): Promise<[number, string]> => [answer.status, (await errorOf(answer)).code],
    make: async (type: "public" | "secret", more: object = {}): Promise<Made> => {
      const origins = type === "public" ? { allowedOrigins: ["localhost"] } : {};
      const body = { kind: `userz-${type}`, name: "x", app: STUB_APP_ID, ...origins, ...more };
      const answer = await askServer("/v1/keys", { ...(await asOwner(stub())), body });
      expect(answer.status).toBe(201);
      return (await answer.json()) as Made;
    },
    submit: (key: string, body: unknown = { text: "x" }, headers: Record<string, string> = {}): Promise<Response> =>
      ask("/v1/feedback", { key, origin: PAGE, body, headers }),
    withToken: (token: string) => ({ "X-Userz-User-Token": token }),
    mint: async (sk: string, sub: string): Promise<string> => {
      const answer = await ask(`/v1/tokens/mint?appId=${STUB_APP_ID}`, { key: sk, body: { sub } });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { token: string }).token;
    },
  };
};

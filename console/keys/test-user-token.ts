import type { Api } from "../api.ts";

/** What the server says of a token that somebody pasted. */
export type UserTokenTest = {
  isRight: boolean;
  /** Why it is refused, and what to change. */
  reason: string | null;
  /** The signing secret that signed it. */
  kid: string | null;
  /** What it says, where it can be read. */
  claims: Record<string, unknown> | null;
};

/** The token travels in the body, and is not kept. */
export const testUserToken = (api: Api, app: string, token: string): Promise<UserTokenTest> =>
  api.ask<UserTokenTest>("/v1/apps/{id}/user-tokens/test", { method: "POST", path: { id: app }, body: { token } });

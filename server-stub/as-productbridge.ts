import { expect } from "vitest";
import { asking } from "./asking.ts";
import { STUB_APP_ID } from "./fixture.ts";
import { asOwner } from "./second-app.ts";
import type { Stub } from "./start.ts";

/** Where the dialect's routes are, and those of feedback posts. */
export const BASE = "/as/productbridge/api/external/v1";
export const POSTS = `${BASE}/feedback-posts`;
/** What is answered to every key that is not good. */
export const INVALID = { detail: { error: "invalid api_key" } };

export type MadeKey = { id: string; text: string };
export type Post = { id: string; title: string; description: string };
export type Page = { items: Post[]; has_next_page: boolean; cursor: string | null };

/** What an answer says: its status and its JSON. */
export const told = async (answer: Response | Promise<Response>): Promise<[number, unknown]> => [
  (await answer).status,
  await (await answer).json(),
];

/** What an admin asks for. */
export const wanted = (more: object = {}) => ({ kind: "productbridge-api", name: "The key of all admins", ...more });

/** What tests of the dialect ask a stub over HTTP: as a client of the product does, with its key in the body. */
export const asProductbridge = (stub: () => Stub) => {
  const { ask } = asking(stub);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    ask(path.startsWith("/") ? path : `${POSTS}/${path}`, { key: null, body, headers });
  return {
    post,
    make: async (more: object = {}): Promise<MadeKey> => {
      const answer = await ask("/v1/keys", { ...(await asOwner(stub())), body: wanted({ app: STUB_APP_ID, ...more }) });
      expect(answer.status).toBe(201);
      return (await answer.json()) as MadeKey;
    },
    create: async (api_key: string, title: string, more: object = {}): Promise<Post> => {
      const [status, made] = await told(post("create", { api_key, title, ...more }));
      expect(status).toBe(200);
      return made as Post;
    },
    listed: async (api_key: string, more: object = {}): Promise<Page> => {
      const [status, page] = await told(post("list", { api_key, ...more }));
      expect([status, Object.keys(page as Page)]).toEqual([200, ["items", "has_next_page", "cursor"]]);
      return page as Page;
    },
  };
};

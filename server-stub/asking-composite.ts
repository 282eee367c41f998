import { expect } from "vitest";
import type { StoredEventAnswer, TrackedUserAnswer } from "../shared/contract/tracking.ts";
import { type Ask, asking } from "./asking.ts";
import { STUB_APP_ID } from "./fixture.ts";
import { signIn } from "./second-app.ts";
import type { Stub } from "./start.ts";

export type Made = { id: string; text: string };
export type List<Row> = { data: Row[]; nextCursor: string | null };

/** The least event there is. */
export const VIEW = { name: "page_viewed", properties: {} };

/** What tests ask a stub as clients of Composite do. */
export const askingComposite = (stub: () => Stub) => {
  const { ask: askServer } = asking(stub);
  const ask = (path: string, more: Ask) => askServer(`/as/composite${path}`, more);
  const askAsOwner = async (path: string, more: Ask = {}) =>
    askServer(path, { key: null, headers: { Cookie: await signIn(stub()) }, ...more });
  const read = async <T>(path: string, key: string): Promise<T> => {
    const answer = await ask(path, { key });
    expect([path, answer.status]).toEqual([path, 200]);
    return (await answer.json()) as T;
  };
  return {
    askServer,
    /** As the member who owns the keys, in the console. */
    askAsOwner,
    ask,
    read,
    make: async (type: "public" | "secret", more: object = {}): Promise<Made> => {
      const body = { kind: `composite-${type}`, name: type, app: STUB_APP_ID, ...more };
      const answer = await askAsOwner("/v1/keys", { body });
      expect(answer.status).toBe(201);
      return (await answer.json()) as Made;
    },
    statusOf: async (path: string, more: Ask): Promise<number> => (await ask(path, more)).status,
    eventsOf: async (key: string) => (await read<List<StoredEventAnswer>>("/v1/events", key)).data,
    usersOf: async (key: string) => (await read<List<TrackedUserAnswer>>("/v1/users", key)).data,
    record: (key: string, query: string, bytes = new Uint8Array([0, 255, 1]), more: Ask = {}) =>
      ask(`/v1/recordings?${query}`, {
        key,
        body: bytes,
        ...more,
        headers: { "Content-Type": "application/octet-stream", ...more.headers },
      }),
    /** The header by which the host vouches for this user. */
    mint: async (sub: string): Promise<Record<string, string>> => {
      const answer = await askServer("/v1/tokens", { body: { app: STUB_APP_ID, sub } });
      return { "Earshot-User-Token": ((await answer.json()) as { token: string }).token };
    },
    /** How many of so many requests, sixteen at once, pass; and the last refusal. */
    burst: async (key: string, count: number): Promise<{ passed: number; refused: Response | undefined }> => {
      let passed = 0;
      let refused: Response | undefined;
      let left = count;
      const worker = async (): Promise<void> => {
        while (left-- > 0) {
          const answer = await ask("/v1/project", { key });
          if (answer.ok) passed++;
          else if (answer.status === 429) refused = answer;
          else if (answer.status === 503)
            left++; // a busy machine: nothing was counted
          else throw new Error(`an answer ${answer.status}`);
          await answer.arrayBuffer();
        }
      };
      await Promise.all(Array.from({ length: 16 }, worker));
      return { passed, refused };
    },
  };
};

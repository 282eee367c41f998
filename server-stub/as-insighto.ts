import type { NewKeyAnswer } from "../shared/contract/key.ts";
import { type Ask, asking } from "./asking.ts";
import type { Stub } from "./start.ts";

export type InsightoItem = { id: string } & Record<string, unknown>;
export type InsightoPage = {
  items: InsightoItem[];
  total: number;
  page?: number;
  size: number;
  pages: number;
  next_cursor: string | null;
};

/** What tests ask a stub as clients of Insighto do: with the key in the query, and in no header. */
export const askingAsInsighto = (stub: () => Stub) => {
  const { ask: askServer, submit } = asking(stub);
  return {
    askServer,
    ask: (key: string, path: string, more: Ask = {}): Promise<Response> =>
      askServer(`/as/insighto/api/v1/${path}${path.includes("?") ? "&" : "?"}api_key=${key}`, { key: null, ...more }),
    /** A key with this role. @param as Who makes it; the stub's secret key unless it is said. */
    async make(role: string, more: object = {}, as: Ask = {}): Promise<NewKeyAnswer> {
      const body = { kind: "insighto-personal", name: "Nightly export", role, description: "Into the archive" };
      const answer = await askServer("/v1/keys", { ...as, body: { ...body, ...more } });
      if (answer.status !== 201) throw new Error(`no key was made: ${answer.status}`);
      return (await answer.json()) as NewKeyAnswer;
    },
    async dataOf<Data>(given: Response | Promise<Response>): Promise<Data> {
      const answer = await given;
      if (!answer.ok) throw new Error(`refused: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { data: Data }).data;
    },
    /** A refusal: its status, and what its body says. */
    async refusal(given: Promise<Response>): Promise<[number, unknown]> {
      const answer = await given;
      return [answer.status, ((await answer.json()) as { detail: unknown }).detail];
    },
    /** Sends a feedback as a page does. @returns its id */
    send: async (body: object): Promise<string> => ((await (await submit(body)).json()) as { id: string }).id,
    reply: async (id: string, content: string, visibility = "public", as: Ask = {}): Promise<number> =>
      (await askServer(`/v1/feedback/${id}/replies`, { ...as, body: { content, visibility } })).status,
  };
};

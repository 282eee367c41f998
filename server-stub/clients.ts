import { type Ask, asking, PAGE } from "./asking.ts";
import { STUB_APP_ID } from "./fixture.ts";
import type { Stub } from "./start.ts";

type Asker = ReturnType<typeof asking>["ask"];

/** A client of one of the APIs, ours or a dialect: what it asks again and again, its key where its product has it. */
export type ApiClient = {
  name: string;
  /** In a page, from wherever its visitor is; or on a server. */
  runs: "in a page" | "on a server";
  /** How many requests its product lets pass at once, and how many more with every second. */
  holds: number;
  perSecond: number;
  ask(ask: Asker, address: string): Promise<Response>;
};

/** What came of a client's requests: how many passed, how many were refused for their number, and the waits these were told. */
export type Came = { passed: number; refused: number; waits: number[] };

const SAID = "The export stops at 1,000 rows";
const aMinute = (requests: number) => ({ holds: requests, perSecond: requests / 60 });

/**
 * One client of each API and kind of key, all of one app, each with a new key where it can have one. The limits are those of the
 * contract and of the products' documents, written down once more: what they are held against must not be read from the server.
 *
 * @param cookie Of the member who makes the keys.
 */
export const clientsOfAll = async (stub: Pick<Stub, "url" | "publishableKey" | "secretKey">, cookie: string) => {
  const { ask } = asking(() => stub);
  const make = async (kind: string, more: object = {}): Promise<string> => {
    const body = { kind, name: kind, app: STUB_APP_ID, ...more };
    const answer = await ask("/v1/keys", { key: null, headers: { Cookie: cookie }, body });
    if (answer.status !== 201) throw new Error(`no key of the kind ${kind}: ${await answer.text()}`);
    return ((await answer.json()) as { text: string }).text;
  };
  const client = (
    name: string,
    limit: Pick<ApiClient, "holds" | "perSecond">,
    path: string,
    asked: Ask,
  ): ApiClient => ({
    name,
    runs: asked.origin ? "in a page" : "on a server",
    ...limit,
    ask: (ask, address) => ask(path, { ...asked, headers: { "X-Forwarded-For": address } }),
  });
  const inPage = (key: string, body: object = { content: SAID }): Ask => ({ key, origin: PAGE, body });
  const sights = "/as/productsights/api";
  const posts = "/as/productbridge/api/external/v1/feedback-posts";
  return [
    client("ours, publishable", aMinute(60), "/v1/feedback", inPage(stub.publishableKey)),
    client("ours, secret", aMinute(600), "/v1/feedback?limit=1", {
      key: await make("secret", { scopes: ["feedback:read"] }),
    }),
    client(
      "ProductSights, publishable",
      aMinute(60),
      `${sights}/public/capture`,
      inPage(await make("productsights-publishable")),
    ),
    client("ProductSights, secret", aMinute(60), `${sights}/insights?limit=1`, {
      key: await make("productsights-secret"),
    }),
    client(
      "Userz, public",
      aMinute(60),
      "/as/userz/v1/feedback",
      inPage(await make("userz-public", { allowedOrigins: ["localhost"] }), { text: SAID }),
    ),
    client("Userz, secret", aMinute(600), "/as/userz/v1/feedback?limit=1", { key: await make("userz-secret") }),
    client("ProductBridge", aMinute(600), `${posts}/list`, {
      key: null,
      body: { api_key: await make("productbridge-api"), limit: 1 },
    }),
    client(
      "Composite, public",
      { holds: 1_000, perSecond: 100 },
      "/as/composite/v1/events",
      inPage(await make("composite-public"), { name: "page_viewed", properties: {} }),
    ),
    client("Composite, secret", { holds: 10_000, perSecond: 1_000 }, "/as/composite/v1/project", {
      key: await make("composite-secret"),
    }),
    client(
      "Insighto",
      aMinute(600),
      `/as/insighto/api/v1/contact?size=1&api_key=${await make("insighto-personal", { role: "read-only", description: "x" })}`,
      { key: null },
    ),
  ];
};

/** How many requests of one client are on their way at once. */
const AT_ONCE = 4;

/**
 * All clients at once, each with so many requests. One that the server is too busy to look at (503) is sent again, as clients do.
 * All pages are one visitor's, at one address, since limits by address must not be each other's either; every server has its own.
 *
 * @param askerOf By whom a client's next request is sent.
 */
export const sendTogether = async (
  clients: readonly ApiClient[],
  countOf: (client: ApiClient) => number,
  askerOf: (index: number) => Asker,
): Promise<Record<string, Came>> => {
  const send = async (client: ApiClient, address: string): Promise<Came> => {
    const came: Came = { passed: 0, refused: 0, waits: [] };
    let sent = 0;
    const one = async (index: number): Promise<void> => {
      const answer = await client.ask(askerOf(index), address);
      const said = await answer.text();
      if (answer.status === 503) return one(index);
      if (answer.ok) came.passed++;
      else if (answer.status === 429) {
        came.refused++;
        const wait = Number(answer.headers.get("Retry-After"));
        if (!came.waits.includes(wait)) came.waits.push(wait);
      } else throw new Error(`${client.name} was answered ${answer.status}: ${said}`);
    };
    const inTurn = async () => {
      while (sent < countOf(client)) await one(sent++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
    return came;
  };
  const all = clients.map(async (client, index): Promise<[string, Came]> => {
    const address = client.runs === "in a page" ? "203.0.113.7" : `203.0.113.${100 + index}`;
    return [client.name, await send(client, address)];
  });
  return Object.fromEntries(await Promise.all(all));
};

import { setTimeout as wait } from "node:timers/promises";
import { asking } from "../../server-stub/asking.ts";
import { clientsOfAll } from "../../server-stub/clients.ts";
import { STUB_KEYS } from "../../server-stub/fixture.ts";
import { SIGN_IN } from "./sign-in.ts";

/*
 * Clients in a process of their own that send at a fixed rate, in turn: those of the dialects, or those of our own API. They go when they
 * are told to, and rest when they are told to; then they say which answers came.
 */
export type Told = "go" | "rest";
export type Statuses = Record<string, number>;

const [url = "", whose = "", rate = ""] = process.argv.slice(2);
const { publishable: publishableKey, secret: secretKey } = STUB_KEYS;
const { ask } = asking(() => ({ url, publishableKey, secretKey }));
const signedIn = await ask("/v1/session", { key: null, body: { token: SIGN_IN } });
const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
const clients = (await clientsOfAll({ url, publishableKey, secretKey }, cookie)).filter(
  ({ name }) => name.startsWith("ours") === (whose === "ours"),
);

let turn = 0;
const send = async (statuses: Statuses): Promise<void> => {
  const answer = await clients[turn++ % clients.length]?.ask(ask, "127.0.0.1").catch(() => undefined);
  await answer?.arrayBuffer();
  const status = answer?.status ?? 0;
  statuses[status] = (statuses[status] ?? 0) + 1;
};

let isGoing = false;
const go = async (): Promise<void> => {
  const statuses: Statuses = {};
  const begin = performance.now();
  const under: Promise<void>[] = [];
  for (isGoing = true; isGoing; await wait(1))
    while (under.length < ((performance.now() - begin) / 1_000) * Number(rate)) under.push(send(statuses));
  await Promise.all(under);
  process.send?.(statuses);
};
process.on("message", (told: Told) => {
  if (told === "go") void go();
  else isGoing = false;
});
process.send?.({});

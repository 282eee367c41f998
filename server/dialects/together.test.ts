import { afterEach, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { type ApiClient, clientsOfAll, sendTogether } from "../../server-stub/clients.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { DIALECTS } from "./index.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub({ trustedProxyHops: 1 });
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

/** So many more than there is room for. */
const TOO_MANY = 20;

test("all dialects and our own API at once, in one app: each lets pass exactly what it promises, and takes nothing of another", {
  timeout: 240_000, // some 15,000 requests
}, async () => {
  const clients = await clientsOfAll(stub, await signIn(stub));
  for (const { name } of DIALECTS)
    expect(clients.some((client) => client.name.toLowerCase().startsWith(name))).toBe(true);
  const came = (roomOf: (client: ApiClient) => number) =>
    sendTogether(
      clients,
      (client) => roomOf(client) + TOO_MANY,
      () => ask,
    );
  const promised = (roomOf: (client: ApiClient) => number) =>
    Object.fromEntries(
      clients.map((client) => [client.name, { passed: roomOf(client), refused: TOO_MANY, waits: [1] }]),
    );

  const full = ({ holds }: ApiClient) => holds;
  expect(await came(full)).toEqual(promised(full));
  // The wait they were told is true: after it each has what came in again, and no more.
  stub.clock.advance(1_000);
  const refilled = ({ perSecond }: ApiClient) => perSecond;
  expect(await came(refilled)).toEqual(promised(refilled));
});

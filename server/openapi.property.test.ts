import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, PAGE } from "../server-stub/asking.ts";
import { STUB_APP_ID, STUB_ORGANIZATION_ID } from "../server-stub/fixture.ts";
import { addMember } from "../server-stub/members.ts";
import { addTestApp } from "../server-stub/second-app.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { RIGHTS } from "../shared/contract/may-do.ts";
import { type Document, generatedRequests, kindOf, operationsOf } from "./generated/requests.ts";
import { dataUrl, samplePng } from "./images/sample-images.ts";

const RUNS = 60;

const stub: Stub = await startStub();
const document = (await (await fetch(`${stub.url}/openapi.json`)).json()) as Document;
const operations = operationsOf(document);

/** Ids of what is there, by the second word of their paths: then not every request asks for nothing. */
const known = new Map<string, string[]>();
const learn = (kind: string, id: string): void => void known.set(kind, [...(known.get(kind) ?? []), id].slice(-40));
let otherKey = "";
let cookie = "";
beforeAll(async () => {
  otherKey = (await addTestApp(stub)).secretKey;
  const { ask, submit } = asking(() => stub);
  for (const content of ["one", "two", "three", "four", "five", "six"]) {
    const sent = await submit({
      content,
      customerEmail: `${content}@example.com`,
      screenshotDataUrl: dataUrl(samplePng()),
    });
    const { id } = (await sent.json()) as { id: string };
    for (const kind of ["feedback", "customers"]) learn(kind, id); // a customer has the id of their first feedback
  }
  learn("apps", STUB_APP_ID);
  for (const right of RIGHTS.slice(0, 3)) learn("members", (await addMember(stub, right)).id);
  const token = (await stub.signInLink()).split("=")[1];
  cookie = (await ask("/v1/session", { key: null, body: { token } })).headers.get("set-cookie")?.split(";")[0] ?? "";
});
afterAll(() => stub.close());

const knownId = (kind: string) =>
  fc.nat().map((at) => known.get(kind)?.at(-1 - (at % (known.get(kind)?.length ?? 1))) ?? "0".repeat(24));

/** Who asks, as headers. The cookie is looked up when the request is made. */
const credentials = (who: string): Record<string, string> => {
  if (who === "nobody") return {};
  if (who === "member") return { Cookie: cookie };
  if (who === "publishable") return { Authorization: `Bearer ${stub.publishableKey}`, Origin: PAGE };
  return { Authorization: `Bearer ${who === "other" ? otherKey : stub.secretKey}` };
};

const requestOf = generatedRequests({ knownId, organizationId: STUB_ORGANIZATION_ID, credentials });

/** A stream that goes on for ever is left at once. */
const textOf = async (answer: Response): Promise<string> => {
  if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return answer.text();
  await answer.body?.cancel();
  return "";
};

/** How each was answered. */
const met = new Map<string, Set<number>>();

/** What would close the door that the others go through is asked last. */
const order = operations.sort((a, b) => Number(a.method === "delete") - Number(b.method === "delete"));

test.each(order)(
  "$name answers with what the document says, whatever it is asked",
  async (one) => {
    const statuses = new Set<number>();
    met.set(one.name, statuses);
    await fc.assert(
      fc.asyncProperty(requestOf(one), async ({ url, query, init }) => {
        stub.clock.advance(1_000); // so that no limit is met
        const answer = await fetch(`${stub.url}${url}?${new URLSearchParams(query)}`, init);
        const body = await textOf(answer);
        statuses.add(answer.status);
        const documented = Object.keys(one.operation.responses);
        expect(answer.status, `${one.name}: ${body.slice(0, 300)}`).not.toBe(500);
        expect(documented, `${url}: ${body.slice(0, 300)}`).toContain(String(answer.status));
        if (answer.status >= 400)
          expect(JSON.parse(body)).toMatchObject({
            error: { code: expect.any(String), requestId: expect.any(String) },
          });
        const made = /"id":"([0-9a-f]{24})"/.exec(body)?.[1];
        if (made && answer.status === 201) learn(kindOf(one.path), made);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  60_000,
);

/** Behind these is only who has what was shown once: a link, a code, an upload's address. */
const FOR_HOLDERS = [
  "POST /v1/session",
  "POST /v1/sign-in",
  "POST /v1/passkeys",
  "GET /v1/oidc/start",
  "GET /v1/oidc/callback",
  "DELETE /v1/passkeys/{id}",
  "POST /v1/passkeys/sign-in",
  "POST /v1/invitations/preview",
  "POST /v1/invitations/accept",
  "POST /v1/connections",
  "PUT /v1/uploads/{id}/content",
];

test("every operation of the document was asked, and what answered was mostly the work itself and not the door", () => {
  expect([...met.keys()].toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  expect(operations.length).toBeGreaterThan(50);
  const onlyRefused = [...met].filter(
    ([name, statuses]) => !FOR_HOLDERS.includes(name) && ![...statuses].some((status) => status < 400),
  );
  expect(
    onlyRefused.map(([name]) => name),
    "no generated request got past the door here",
  ).toSatisfy((names: string[]) => names.length <= operations.length / 4);
});

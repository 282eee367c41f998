import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import { addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { samplePng } from "../images/sample-images.ts";
import { mint } from "../token/index.ts";

let stub: Stub;
let receiver: Receiver;
beforeEach(async () => {
  [stub, receiver] = await Promise.all([startStub(), startReceiver()]);
  receiver.answerWith((_request, response) => void response.end(samplePng()));
});
afterEach(() => Promise.all([stub.close(), receiver.close()]));
const { ask } = asking(() => stub);

const change = (body: object) => ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body });
const allow = (...hosts: string[]) => change({ settings: { imageRelay: { hosts } } });
const here = () => `localhost:${receiver.port}`;
/** Asks as a page does. */
const image = (url = `http://${here()}/teapot.png`, more: Parameters<typeof ask>[1] = {}) =>
  ask("/v1/images", { key: stub.publishableKey, origin: PAGE, body: { url }, ...more });

test("an app that names no hosts has no relay: nothing is fetched for anybody", async () => {
  expect(await problemOf(await image())).toMatchObject({
    status: 400,
    code: "invalid_body",
    details: [{ path: "url", message: "must be at one of the hosts of the app's settings.imageRelay" }],
  });
  expect(receiver.received).toEqual([]);
});

test("a page gets an image of a host that its app names: its bytes, its type, and nothing that could run", async () => {
  expect((await allow(here())).status).toBe(200);
  const answer = await image(undefined, {
    headers: { Cookie: "id=1", Referer: `${PAGE}/secret`, "User-Agent": "Ann's" },
  });
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(samplePng());
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": "inline",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=60",
    "content-security-policy": expect.stringContaining("sandbox"),
    "access-control-allow-origin": "*",
    "x-ratelimit-limit": "240",
  });
  expect(answer.headers.has("set-cookie")).toBe(false);
  expect(receiver.received.map(({ method, path }) => [method, path])).toEqual([["GET", "/teapot.png"]]);
  expect(JSON.stringify(receiver.received)).not.toMatch(/cookie|secret|Ann|ear_pub|forwarded/i);
});

test("every other host is refused before anything is looked up", async () => {
  await allow(here(), "*.images.example.com");
  for (const url of [
    `http://127.0.0.1:${receiver.port}/`,
    `http://[::1]:${receiver.port}/`,
    "http://localhost/",
    "https://images.example.com/",
    "https://images.example.com.evil.example/",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
    "teapot.png",
    "http://",
  ])
    expect([url, (await problemOf(await image(url))).code]).toEqual([url, "invalid_body"]);
  expect(receiver.received).toEqual([]);
});

test("what cannot be had is not there, whatever the reason; what is no picture is none", async () => {
  await allow(here());
  receiver.answerWith(403);
  const refused = await problemOf(await image());
  expect(refused).toMatchObject({ status: 404, code: "not_found", message: "There is no such image here." });
  receiver.answerWith((_request, response) => void response.writeHead(301, { Location: "http://10.0.0.1/" }).end());
  const redirected = await problemOf(await image());
  receiver.answerWith((request) => request.socket.destroy());
  const cut = await problemOf(await image());
  for (const one of [redirected, cut]) expect({ ...one, requestId: "" }).toEqual({ ...refused, requestId: "" });
  receiver.answerWith((_request, response) => void response.writeHead(200).end("<svg/>"));
  expect(await problemOf(await image())).toMatchObject({ status: 422, code: "invalid_image" });
});

test("it takes the key and the origin that submitting takes, and spends nothing of what may be submitted", async () => {
  await allow(here());
  expect(await problemOf(await image(undefined, { origin: "https://evil.example" }))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await problemOf(await image(undefined, { key: null }))).toMatchObject({ code: "missing_authorization" });
  expect(await problemOf(await image(undefined, { key: stub.secretKey }))).toMatchObject({
    code: "secret_key_in_browser",
  });
  expect((await image(undefined, { key: stub.secretKey, origin: null })).status).toBe(200);
  expect((await image()).headers.get("x-ratelimit-remaining")).toBe("239");
  const submitted = await ask("/v1/feedback", { key: stub.publishableKey, origin: PAGE, body: { content: "x" } });
  expect(submitted.headers.get("x-ratelimit-remaining")).toBe("59");
});

test("how many a minute is the app's to say; more are refused and not fetched", async () => {
  await change({ settings: { imageRelay: { hosts: [here()] } }, limits: { relayedImages: 1 } });
  expect((await image()).status).toBe(200);
  expect(await problemOf(await image())).toMatchObject({ status: 429, code: "rate_limited" });
  expect(receiver.received).toHaveLength(1);
});

test("an app in private mode fetches for users it knows, each with a bucket of their own", async () => {
  await change({ mode: "private", settings: { imageRelay: { hosts: [here()] } } });
  expect(await problemOf(await image())).toMatchObject({ code: "public_disabled" });
  const [secret = expect.fail()] = await stub.services.signingSecrets.live(STUB_APP_ID);
  for (const sub of ["ann", "bob"]) {
    const { token } = await mint({ app: STUB_APP_ID, sub }, secret, stub.clock.now());
    const answer = await image(undefined, { headers: { "Earshot-User-Token": token } });
    expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([200, "239"]);
  }
});

test("hosts are one app's own, and everybody who may submit can see which they are", async () => {
  await allow(here(), "*.Images.EXAMPLE.com");
  const config = await ask("/v1/config", { key: stub.publishableKey, origin: PAGE });
  expect(await config.json()).toMatchObject({ imageRelay: { hosts: [here(), "*.images.example.com"] } });
  const other = await addTestApp(stub);
  expect(await problemOf(await image(undefined, { key: other.secretKey, origin: null }))).toMatchObject({
    code: "invalid_body",
  });
  await change({ settings: {} });
  expect((await problemOf(await image())).code).toBe("invalid_body");
});

test.each([
  ["https://images.example.com", "must be a host such as"],
  ["images.example.com/a", "must be a host such as"],
  ["*.co.uk", "anybody can have a site under co.uk"],
  ["10.0.0.1", "must be the name of a public host"],
  ["[::1]", "must be the name of a public host"],
  ["2130706433", "must be the name of a public host"],
  ["intranet", "must be the name of a public host"],
])("the settings take no %s", async (host, message) => {
  const { code, details } = await problemOf(await allow("images.example.com", host));
  expect([code, details]).toEqual([
    "invalid_body",
    [{ path: "settings.imageRelay.hosts.1", message: expect.stringContaining(message) }],
  ]);
  const made = await ask("/v1/apps", { body: { name: "x", settings: { imageRelay: { hosts: [host] } } } });
  expect((await problemOf(made)).code).toBe("invalid_body");
});

test("who goes away while an image is fetched takes the fetch along", async () => {
  await allow(here());
  const closed = Promise.withResolvers<void>();
  receiver.answerWith((_request, response) => void response.once("close", closed.resolve));
  const leaves = new AbortController();
  const asked = fetch(`${stub.url}/v1/images`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stub.publishableKey}`, Origin: PAGE, "Content-Type": "application/json" },
    body: JSON.stringify({ url: `http://${here()}/a.png` }),
    signal: leaves.signal,
  });
  await receiver.until(1);
  const before = performance.now();
  leaves.abort();
  await expect(asked).rejects.toThrow();
  await closed.promise;
  expect(performance.now() - before).toBeLessThan(4_000); // the time limit would have ended it later
});

test("no address of an image is in the log", async () => {
  await stub.close();
  const lines: string[] = [];
  stub = await startStub({ onLog: (line) => lines.push(line) });
  await allow(here());
  await image(`http://${here()}/teapot.png?X-Amz-Signature=abc`);
  receiver.answerWith(500);
  await image(`http://${here()}/teapot.png?X-Amz-Signature=abc`);
  expect(lines.filter((line) => line.includes("/v1/images"))).toHaveLength(2);
  expect(lines.join("\n")).not.toMatch(/teapot|Signature/);
});

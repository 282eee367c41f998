import { expect, test } from "vitest";
import { samplePng } from "../../server/images/sample-images.ts";
import { mint } from "../../server/token/index.ts";
import { PAGE } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { startStub } from "../../server-stub/start.ts";
import { type Answer, startAnsweringServer } from "../api/answering-server.ts";
import { createImageRelay } from "./image-relay.ts";

const quiet = () => new AbortController().signal;
const fromPage = (url: string, init: RequestInit) => {
  const headers = { ...(init.headers as Record<string, string>), Origin: PAGE };
  return fetch(url, { ...init, headers });
};
const HOSTS = ["images.example.com"];
const IMAGE = "https://images.example.com/a.png";
const PNG: Answer = { status: 200, headers: { "Content-Type": "image/png" }, body: "x" };
const refusal = (status: number): Answer => ({
  status,
  body: JSON.stringify({ error: { code: "x", message: "No." } }),
});

/** What came of asking for these, of a server that answers so, and how often it was asked. */
const asked = async (answer: (time: number) => Answer, urls: string[] = [IMAGE]) => {
  let time = 0;
  await using server = await startAnsweringServer(() => answer(++time));
  const relay = createImageRelay({ server: server.url, key: "ear_pub_x", hosts: HOSTS, fetch });
  const images: Array<Blob | undefined> = [];
  for (const url of urls) images.push(await relay(url, quiet()));
  return { images, seen: server.seen };
};

test("an image of one of the app's hosts comes through its server, in private mode for who is signed in", async () => {
  const [stub, receiver] = await Promise.all([startStub(), startReceiver()]);
  try {
    receiver.answerWith((_request, response) => void response.end(samplePng()));
    const hosts = [`localhost:${receiver.port}`];
    const change = (body: object) =>
      fetch(`${stub.url}/v1/apps/${STUB_APP_ID}`, {
        method: "PATCH",
        headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    await change({ settings: { imageRelay: { hosts } } });
    const options = { server: stub.url, key: stub.publishableKey, hosts, fetch: fromPage };
    const url = `http://${hosts[0]}/a.png?q=%22x\\y'#part`;
    const image = await createImageRelay(options)(url, quiet());
    expect(image?.type).toBe("image/png");
    expect(image && Buffer.from(await image.arrayBuffer())).toEqual(samplePng());
    expect(receiver.received.map(({ path }) => path)).toEqual(["/a.png?q=%22x\\y%27"]);

    await change({ mode: "private" });
    expect(await createImageRelay(options)(url, quiet())).toBeUndefined();
    const [secret = expect.fail()] = await stub.services.signingSecrets.live(STUB_APP_ID);
    const { token } = await mint({ app: STUB_APP_ID, sub: "ann" }, secret, stub.clock.now());
    const ofAnn = createImageRelay({ ...options, userToken: async () => token });
    expect((await ofAnn(url, quiet()))?.type).toBe("image/png");
  } finally {
    await Promise.all([stub.close(), receiver.close()]);
  }
});

test("what is at no host of the app's, or at no address, is not asked for", async () => {
  const urls = ["https://other.example/a.png", "blob:https://images.example.com/1", "data:,x", "a.png", "", "https://"];
  const { images, seen } = await asked(() => PNG, urls);
  expect([images.filter(Boolean), seen]).toEqual([[], []]);
});

test("nothing but the key goes along", async () => {
  const { seen } = await asked(() => PNG);
  expect(seen).toMatchObject([
    { method: "POST", path: "/v1/images", body: `{"url":"${IMAGE}"}`, headers: { authorization: "Bearer ear_pub_x" } },
  ]);
  expect(Object.keys(seen[0]?.headers ?? {})).not.toContain("earshot-user-token");
});

test("texts that a page has told to become something else in JSON are sent as they are", async () => {
  const prototype = String.prototype as { toJSON?: () => string };
  try {
    prototype.toJSON = () => "patched";
    expect((await asked(() => PNG)).seen[0]?.body).toBe(`{"url":"${IMAGE}"}`);
  } finally {
    delete prototype.toJSON;
  }
});

test.each([400, 404, 422, 500])("%i is about one image: the next is asked for", async (status) => {
  const { images, seen } = await asked((time) => (time === 1 ? refusal(status) : PNG), [IMAGE, IMAGE]);
  expect([images.map((image) => image?.type), seen.length]).toEqual([[undefined, "image/png"], 2]);
});

test.each([401, 403, 405, 429])("%i is about all: nothing more is asked for", async (status) => {
  const { images, seen } = await asked(() => refusal(status), [IMAGE, IMAGE, IMAGE]);
  expect([images.filter(Boolean), seen.length]).toEqual([[], 1]);
});

test("a busy server is asked three times at most", async () => {
  const { images, seen } = await asked((time) => (time === 2 ? PNG : refusal(503)));
  expect([images.map((image) => image?.type), seen.length]).toEqual([["image/png"], 2]);
  expect((await asked(() => refusal(503))).seen).toHaveLength(3);
});

test("one picture asks for a hundred images and no more", async () => {
  const { images, seen } = await asked(() => PNG, Array(105).fill(IMAGE));
  expect([images.filter(Boolean).length, seen.length]).toEqual([100, 100]);
});

test("a token that is refused is renewed once for all images that wait; where there is no other, nothing more is asked for", async () => {
  await using server = await startAnsweringServer(({ headers }) =>
    headers["earshot-user-token"] === "fresh" ? PNG : refusal(401),
  );
  const renewals: boolean[] = [];
  const relayOf = (other: string | undefined) =>
    createImageRelay({
      server: server.url,
      key: "ear_pub_x",
      hosts: HOSTS,
      fetch,
      async userToken(renew) {
        if (renew) renewals.push(renew);
        return renew ? other : "stale";
      },
    });
  const all = async (relay: ReturnType<typeof relayOf>) =>
    (await Promise.all([1, 2, 3].map(() => relay(IMAGE, quiet())))).map((image) => image?.type);
  expect(await all(relayOf("fresh"))).toEqual(Array(3).fill("image/png"));
  expect(renewals).toHaveLength(1);
  for (const other of [undefined, "staler"]) {
    const relay = relayOf(other);
    expect(await all(relay)).toEqual(Array(3).fill(undefined));
    const before = server.seen.length;
    expect(await relay(IMAGE, quiet())).toBeUndefined();
    expect(server.seen).toHaveLength(before);
  }
  expect(renewals).toHaveLength(3);
});

test("what is no image, though somebody says that all is well, is none; a cut line is no error", async () => {
  const portal: Answer = { status: 200, headers: { "Content-Type": "text/html" }, body: "<h1>Welcome</h1>" };
  const drawing: Answer = { status: 200, headers: { "Content-Type": "image/svg+xml" }, body: "<svg/>" };
  for (const answer of [portal, drawing, "cut"] satisfies Answer[])
    expect((await asked(() => answer)).images).toEqual([undefined]);
});

test("when the picture is over, so is the asking; a host page that gives no token is no error", async () => {
  await using server = await startAnsweringServer(() => "silence");
  const ends = new AbortController();
  const options = { server: server.url, key: "ear_pub_x", hosts: HOSTS, fetch };
  const image = createImageRelay(options)(IMAGE, ends.signal);
  ends.abort();
  expect(await image).toBeUndefined();
  const userToken = () => Promise.reject(new Error("nobody"));
  expect(await createImageRelay({ ...options, userToken })(IMAGE, quiet())).toBeUndefined();
});

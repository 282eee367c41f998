import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, PAGE } from "../server-stub/asking.ts";
import { STUB_KEYS } from "../server-stub/fixture.ts";
import { answersIn, type RawAnswer, rawExchange } from "../server-stub/raw-exchange.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { targetProblem } from "./socket/request-target.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub({ requestMs: 1_000 });
});
afterAll(() => stub.close());
const { stored } = asking(() => stub);

const SECRET = `Authorization: Bearer ${STUB_KEYS.secret}`;
const BODY = '{"content":"x","colour":1}';
const SENDING = [`Authorization: Bearer ${STUB_KEYS.publishable}`, `Origin: ${PAGE}`, "Content-Type: application/json"];
const text = (line: string, headers: string[], body = ""): string => [line, ...headers, "", body].join("\r\n");
const get = (target: string, ...more: string[]): string =>
  text(`GET ${target} HTTP/1.1`, ["Host: localhost", SECRET, "Connection: close", ...more]);
const post = (headers: string[], body = "", line = "POST /v1/feedback HTTP/1.1"): string =>
  text(line, ["Host: localhost", ...SENDING, "Connection: close", ...headers], body);
const whole = `Content-Length: ${BODY.length}`;
const chunked = (body: string): string => post(["Transfer-Encoding: chunked"], body);
const asks = (line: string, ...headers: string[]): string => text(line, [...headers, SECRET, "Connection: close"]);

const send = async (request: string): Promise<RawAnswer> => {
  const start = performance.now();
  const answers = answersIn(await rawExchange(stub.url, request));
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(answers).toHaveLength(1);
  return answers[0] ?? expect.fail("no answer");
};
const expectProblem = ({ status, code, headers, body }: RawAnswer, wanted: [number, string]): void => {
  expect([status, code]).toEqual(wanted);
  expect(headers["access-control-allow-origin"]).toBe("*");
  const { error } = JSON.parse(body) as { error: { message: string; requestId: string } };
  expect(error.message).toMatch(/\.$/);
  expect(headers["x-request-id"]).toBe(error.requestId);
};

const MALFORMED: [number, string] = [400, "invalid_body"];
const NO_TARGET: [number, string] = [400, "invalid_query"];
const NOT_FOUND: [number, string] = [404, "not_found"];
const NO_METHOD: [number, string] = [405, "method_not_allowed"];

test.each<[string, string, [number, string]]>([
  // What two programs on the way could cut into different requests.
  ["a length and chunks", post(["Content-Length: 5", "Transfer-Encoding: chunked"], "0\r\n\r\n"), MALFORMED],
  ["chunks and a length", post(["Transfer-Encoding: chunked", "Content-Length: 5"], "0\r\n\r\n"), MALFORMED],
  ["two lengths", post(["Content-Length: 5", "Content-Length: 6"], "12345"), MALFORMED],
  ["the same length twice", post(["Content-Length: 5", "Content-Length: 5"], "12345"), MALFORMED],
  ["a list of lengths", post(["Content-Length: 5, 5"], "12345"), MALFORMED],
  ["chunks that are none in the end", post(["Transfer-Encoding: chunked", "Transfer-Encoding: identity"]), MALFORMED],
  ["an encoding that only looks like chunks", post(["Transfer-Encoding: xchunked"], "0\r\n\r\n"), MALFORMED],
  ["a space before the colon", post(["Transfer-Encoding : chunked"], "0\r\n\r\n"), MALFORMED],
  ["a header that is folded", post(["X-A: b", " more", whole], BODY), MALFORMED],
  ["lines that end without a return", `POST /v1/feedback HTTP/1.1\nHost: a\n${SECRET}\n\n`, MALFORMED],
  ["a return within a header", "POST /v1/feedback HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", MALFORMED],
  ["two requests for what says it is one", post(["Content-Length: 2"], BODY), [400, "invalid_json"]],
  // Lengths that lie, or are none.
  ["a length below nothing", post(["Content-Length: -5"], "12345"), MALFORMED],
  ["a length with a sign", post(["Content-Length: +5"], "12345"), MALFORMED],
  ["a length in hexadecimal", post(["Content-Length: 0x5"], "12345"), MALFORMED],
  ["a length of 23 digits", post(["Content-Length: 99999999999999999999999"], "12345"), MALFORMED],
  ["a length of 9 GB", post(["Content-Length: 9000000000"], "12345"), [413, "payload_too_large"]],
  ["a chunk below nothing", chunked("-1\r\n\r\n"), MALFORMED],
  ["a chunk of 17 digits", chunked("FFFFFFFFFFFFFFFFF\r\n\r\n"), MALFORMED],
  ["a chunk longer than it says", chunked("2\r\nabcdef\r\n0\r\n\r\n"), MALFORMED],
  ["a chunk with 20 KB of extensions", chunked(`5;${"a".repeat(20_000)}\r\nhello\r\n`), [413, "payload_too_large"]],
  ["a key that comes after the body", chunked(`2\r\n{}\r\n0\r\n${SECRET}\r\n\r\n`), MALFORMED],
  ["an encoding that is not decoded", post(["Transfer-Encoding: gzip, chunked"], "0\r\n\r\n"), [400, "invalid_json"]],
  // Headers.
  ["headers of 64 KB", post([`X-Long: ${"y".repeat(65_536)}`]), [413, "payload_too_large"]],
  [
    "headers of 16 KB in many",
    post(Array.from({ length: 90 }, () => `X: ${"y".repeat(200)}`)),
    [413, "payload_too_large"],
  ],
  [
    "101 headers",
    post([whole, ...Array.from({ length: 95 }, (_, i) => `X-${i}: y`)], BODY),
    [413, "payload_too_large"],
  ],
  ["100 headers", post([whole, ...Array.from({ length: 94 }, (_, i) => `X-${i}: y`)], BODY), MALFORMED],
  ["3,000 headers", get("/v1/feedback", ...Array.from({ length: 3_000 }, () => "a:")), [413, "payload_too_large"]],
  ["a NUL in a header", post(["X-Nul: a\u0000b"]), MALFORMED],
  ["two keys", get("/v1/feedback", "Authorization: Bearer x"), [401, "invalid_authorization"]],
  [
    "a password for a key",
    asks("GET /v1/feedback HTTP/1.1", "Host: a", "Authorization: Basic eDp5"),
    [401, "invalid_authorization"],
  ],
  // First lines.
  ["no HTTP at all", "\u0016\u0003\u0001 hello\r\n\r\n", MALFORMED],
  ["the beginning of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", MALFORMED],
  ["HTTP/2 in the manner of HTTP/1", asks("GET /v1/feedback HTTP/2.0", "Host: a"), NO_TARGET],
  ["a method nobody knows", asks("FROBNICATE /v1/feedback HTTP/1.1", "Host: a"), MALFORMED],
  ["a method in small letters", asks("get /v1/feedback HTTP/1.1", "Host: a"), MALFORMED],
  ["TRACE", asks("TRACE /v1/feedback HTTP/1.1", "Host: a"), NO_METHOD],
  ["CONNECT", asks("CONNECT intranet:443 HTTP/1.1", "Host: intranet:443"), NO_METHOD],
  ["OPTIONS without what a preflight asks", asks("OPTIONS /v1/feedback HTTP/1.1", "Host: a"), NO_METHOD],
  ["OPTIONS *", asks("OPTIONS * HTTP/1.1", "Host: a"), NO_TARGET],
  ["a method that overrides another", post(["X-HTTP-Method-Override: DELETE", whole], BODY), MALFORMED],
  ["one in the query", post([whole], BODY, "POST /v1/feedback?_method=DELETE HTTP/1.1"), MALFORMED],
  ["an unknown expectation", post(["Expect: 200-maybe", whole], BODY), MALFORMED],
  ["HTTP/1.0", text("POST /v1/feedback HTTP/1.0", ["Host: a", ...SENDING, whole], BODY), MALFORMED],
  // Whom it asks.
  ["no host", asks("GET /v1/feedback HTTP/1.1"), NO_TARGET],
  ["no host, in HTTP/1.0", asks("GET /v1/feedback HTTP/1.0"), NO_TARGET],
  ["two hosts", asks("GET /v1/feedback HTTP/1.1", "Host: a", "Host: b"), NO_TARGET],
  ["an empty host", asks("GET /v1/feedback HTTP/1.1", "Host:"), NO_TARGET],
  ["a host with a path", asks("GET /v1/feedback HTTP/1.1", "Host: a/v1/other"), NO_TARGET],
  ["a host with a password", asks("GET /v1/feedback HTTP/1.1", "Host: user:pass@localhost"), NO_TARGET],
  ["a host written as a number", asks("GET /v1/feedback HTTP/1.1", "Host: 0x7f.1"), NO_TARGET],
  // Paths.
  ["another server's address", post([whole], BODY, "POST http://other.example/v1/feedback HTTP/1.1"), MALFORMED],
  ["a file's address", get("file:///etc/passwd"), NO_TARGET],
  ["an address that is none", get("http://[/v1/feedback"), NO_TARGET],
  ["no path", get("v1/feedback"), MALFORMED],
  ["a backslash", get("/v1\\feedback"), NO_TARGET],
  ["an escaped letter", get("/v1/%66eedback"), NOT_FOUND],
  ["an escaped letter at the front", get("/%761/feedback"), NOT_FOUND],
  ["two slashes", get("//v1/feedback"), NOT_FOUND],
  ["a host in the path", get("//other.example/v1/feedback"), NOT_FOUND],
  ["an escaped slash", get("/v1/feedback/..%2f"), NOT_FOUND],
  ["dots", get("/v1/../v1/feedback"), NOT_FOUND],
  ["escaped dots", get("/v1/%2e%2e/v1/feedback"), NOT_FOUND],
  ["escaped dots in another server's address", get("http://other.example/v1/%2e%2e/v1/feedback"), NOT_FOUND],
  ["dots out of the files", get("/assets/%2e%2e/%2e%2e/package.json"), NOT_FOUND],
  ["a slash at the end", get("/v1/feedback/"), NOT_FOUND],
  ["a parameter in the path", get("/v1/feedback;x=1"), NOT_FOUND],
  ["capitals", get("/V1/feedback"), NOT_FOUND],
  ["an escape that is none", get("/v1/feedback/%zz"), NOT_FOUND],
  ["a letter that is not ASCII", get("/v1/fe\u00e9dback"), MALFORMED],
  ["7,000 segments", get(`/v1/${"a/".repeat(7_000)}`), NOT_FOUND],
  // Queries.
  ["a parameter twice", get("/v1/feedback?limit=1&limit=2"), [400, "invalid_query"]],
  ["a parameter twice, once in disguise", get("/v1/feedback?limit=1&%6cimit=2"), [400, "invalid_query"]],
  ["a parameter as a list", get("/v1/feedback?limit[]=1"), [400, "invalid_query"]],
  ["7,000 parameters", get(`/v1/feedback?${"a&".repeat(7_000)}`), [400, "invalid_query"]],
  [
    "3,000 different parameters",
    get(`/v1/feedback?${Array.from({ length: 3_000 }, (_, i) => i).join("&")}`),
    [400, "invalid_query"],
  ],
  ["20,000 parameters", get(`/v1/feedback?${"a=1&".repeat(20_000)}`), [413, "payload_too_large"]],
])("%s: refused at once with a typed error that a page can read", async (_, request, wanted) => {
  expectProblem(await send(request), wanted);
});

test("a file's address that leads out of its folder is not found", async () => {
  for (const path of ["/assets/..%2f..%2fpackage.json", "/assets/....//package.json", "/assets/%00"])
    expect([path, (await send(get(path))).status]).toEqual([path, 404]);
});

test("a probe of HTTP/1.0 need not name a host: it is answered, and nothing else is", async () => {
  const old = (target: string, ...headers: string[]) => send(text(`GET ${target} HTTP/1.0`, headers));
  expect(await old("/healthz")).toMatchObject({ status: 200 });
  expect(await old("/readyz")).toMatchObject({ status: 200 });
  for (const target of ["/healthz/", "//healthz", "/openapi.json"]) expectProblem(await old(target), NO_TARGET);
  expectProblem(await old("/readyz", "Host: a", "Host: b"), NO_TARGET);
  expectProblem(await send(text("GET /healthz HTTP/1.1", [])), NO_TARGET);
});

test("HEAD says what GET would say, without a body, and makes nothing", async () => {
  const head = async (target: string) => (await send(get(target).replace("GET", "HEAD"))) ?? expect.fail();
  expect(await head("/v1/feedback")).toMatchObject({ status: 200, body: "" });
  expect(await head("/v1/feedback?limit=0")).toMatchObject({ status: 400, body: "" });
  expect(await head("/v1/uploads")).toMatchObject({ status: 405, body: "" });
});

test.each([
  ["any route", "/v1/feedback", ["Origin: https://a.example", "Access-Control-Request-Method: POST"]],
  ["a route that is not there", "/v1/nothing", ["Origin: null", "Access-Control-Request-Method: BREW"]],
  [
    "a private network",
    "/v1/feedback",
    ["Access-Control-Request-Method: GET", "Access-Control-Request-Private-Network: true"],
  ],
  [
    "5,000 headers",
    "/v1/feedback",
    ["Access-Control-Request-Method: PUT", `Access-Control-Request-Headers: ${"x,".repeat(5_000)}`],
  ],
])(
  "a preflight for %s is answered the same, and lends nothing that is not meant for pages",
  async (_, path, headers) => {
    const {
      status,
      headers: said,
      body,
    } = await send(text(`OPTIONS ${path} HTTP/1.1`, ["Host: a", "Connection: close", ...headers]));
    expect([status, body]).toEqual([204, ""]);
    expect(said["access-control-allow-origin"]).toBe("*");
    expect(said["access-control-allow-credentials"]).toBeUndefined();
    expect(said["access-control-allow-private-network"]).toBeUndefined();
    expect(said["access-control-allow-headers"]?.length).toBeLessThan(200);
  },
);

test("what comes behind a broken request on the same connection is not answered", async () => {
  const broken = post(["Content-Length: 5", "Transfer-Encoding: chunked"], "0\r\n\r\n");
  expect(answersIn(await rawExchange(stub.url, broken + get("/v1/feedback")))).toHaveLength(1);
});

test("a broken request behind a sound one leaves the sound one's answer as it is, and gets none", async () => {
  const whole = get("/v1/feedback").replace("Connection: close\r\n", "");
  const answers = answersIn(await rawExchange(stub.url, `${whole}BROKEN\r\n\r\n`));
  expect(answers.map(({ status, body }) => [status, body])).toEqual([[200, '{"data":[],"nextCursor":null}']]);
});

test("the address and the host of a request are read in one way or not at all", () => {
  const asked = (url: string, host: string) =>
    targetProblem({ url, headers: { host }, rawHeaders: ["hOsT", host], httpVersionMajor: 1, httpVersionMinor: 1 });
  for (const host of ["localhost", "a.example:8443", "127.0.0.1:80", "[::1]:80", "under_score.example"])
    expect([host, asked("/v1/feedback?q=\\", host)]).toEqual([host, undefined]);
  for (const host of ["a b", "a,b", "a:b", "[::1", "1.2.3", "a:123456", "é.example", "a?b"])
    expect([host, asked("/", host)]).toEqual([host, expect.stringContaining("Host")]);
});

test("after all of that nothing is stored, and no event waits", async () => {
  expect(await stored()).toEqual([]);
  expect(await stub.services.store.deliveries.countWaiting()).toBe(0);
  expect(await stub.database.look("select id from events")).toEqual([]);
});

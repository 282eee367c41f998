import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type Asked = { method: string; url: URL; headers: Map<string, string>; bodySha256: string };
export type Credentials = { accessKeyId: string; secretAccessKey: string; region: string };

/** What S3 calls the reason of a refusal. */
export type Refusal = { status: number; code: string };

const SKEW_MS = 15 * 60_000;
const LONGEST_S = 604_800;
const refuse = (code: string, status = 403): Refusal => ({ status, code });
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** As signatures write it: everything but letters, digits and `-._~` in percent. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const timeOf = (date: string): number => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const [, year, month, day, hour, minute, second] = (parts ?? []).map(Number);
  return parts ? Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) : Number.NaN;
};

type Claim = { credential: string; signedHeaders: string; signature: string; date: string; payload: string };

/**
 * AWS Signature Version 4, as its specification says and no more kindly: in the headers or in the address, with every header that
 * was signed as it really arrived. Written apart from the client that it tests.
 *
 * @returns Why the request is refused; `undefined` when it may pass.
 */
export const faultOfSignature = (asked: Asked, credentials: Credentials, now: number): Refusal | undefined => {
  const { method, url, headers, bodySha256 } = asked;
  const query = [...url.searchParams];
  const inAddress = url.searchParams.has("X-Amz-Signature");
  const claim: Claim = { credential: "", signedHeaders: "", signature: "", date: "", payload: "UNSIGNED-PAYLOAD" };
  if (inAddress) {
    if (headers.has("authorization")) return refuse("InvalidArgument", 400);
    if (url.searchParams.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256")
      return refuse("AuthorizationQueryParametersError", 400);
    claim.credential = url.searchParams.get("X-Amz-Credential") ?? "";
    claim.signedHeaders = url.searchParams.get("X-Amz-SignedHeaders") ?? "";
    claim.signature = url.searchParams.get("X-Amz-Signature") ?? "";
    claim.date = url.searchParams.get("X-Amz-Date") ?? "";
  } else {
    const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      headers.get("authorization") ?? "",
    );
    if (!parts) return refuse("AccessDenied");
    [, claim.credential = "", claim.signedHeaders = "", claim.signature = ""] = parts;
    claim.date = headers.get("x-amz-date") ?? "";
    claim.payload = headers.get("x-amz-content-sha256") ?? "";
    if (claim.payload === "") return refuse("MissingSecurityHeader", 400);
  }

  const [accessKeyId, day, region, service, end] = claim.credential.split("/");
  if (accessKeyId !== credentials.accessKeyId) return refuse("InvalidAccessKeyId");
  if (day !== claim.date.slice(0, 8) || region !== credentials.region || service !== "s3" || end !== "aws4_request")
    return refuse("AuthorizationHeaderMalformed", 400);

  const signed = claim.signedHeaders.split(";");
  const mustBeSigned = ["host", ...[...headers.keys()].filter((name) => name.startsWith("x-amz-"))];
  if (signed.join() !== [...signed].sort().join() || mustBeSigned.some((name) => !signed.includes(name)))
    return refuse("AccessDenied");
  if (signed.some((name) => !headers.has(name))) return refuse("SignatureDoesNotMatch");

  const canonical = [
    method,
    url.pathname
      .split("/")
      .map((segment) => encoded(decodeURIComponent(segment)))
      .join("/"),
    query
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join("&"),
    ...signed.map((name) => `${name}:${(headers.get(name) ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    claim.signedHeaders,
    claim.payload,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash("sha256").update(canonical).digest("hex");
  const key = [region, "s3", "aws4_request"].reduce(hmac, hmac(`AWS4${credentials.secretAccessKey}`, day ?? ""));
  const right = hmac(key, ["AWS4-HMAC-SHA256", claim.date, scope, hash].join("\n"));
  const given = Buffer.from(claim.signature, "hex");
  if (given.length !== right.length || !timingSafeEqual(given, right)) return refuse("SignatureDoesNotMatch");

  const age = now - timeOf(claim.date);
  if (inAddress) {
    const seconds = Number(url.searchParams.get("X-Amz-Expires"));
    if (!(seconds >= 1 && seconds <= LONGEST_S)) return refuse("AuthorizationQueryParametersError", 400);
    if (!(age >= -SKEW_MS && age <= seconds * 1_000)) return refuse("AccessDenied");
  } else if (!(Math.abs(age) <= SKEW_MS)) return refuse("RequestTimeTooSkewed");
  return claim.payload === "UNSIGNED-PAYLOAD" || claim.payload === bodySha256
    ? undefined
    : refuse("XAmzContentSHA256Mismatch", 400);
};

import { createHmac } from "node:crypto";

/** What tests sign with: 32 bytes and more, none of them secret. */
export const SECRET = "a signing secret for tests, long enough for HS256";
export const OTHER_SECRET = "another signing secret for tests, just as long";
export const APP = "000000000000000000000a01";
/** 2026-01-01T12:00:00Z, in milliseconds and in seconds. */
export const NOW = Date.UTC(2026, 0, 1, 12);
export const SECOND = NOW / 1000;

export const HEADER = { alg: "HS256", typ: "JWT" };
export const CLAIMS = { sub: "user-42", aud: APP, iat: SECOND, exp: SECOND + 3_600 };

/** A part as a forger might write it: an object, or any text or bytes. */
export type Part = object | string | Uint8Array;

export const encodePart = (part: Part): string =>
  Buffer.from(part instanceof Uint8Array || typeof part === "string" ? part : JSON.stringify(part)).toString(
    "base64url",
  );

/** Signs two parts that are written already, whatever they are. */
export const signed = (header: string, payload: string, secret = SECRET, hash = "sha256"): string =>
  `${header}.${payload}.${createHmac(hash, secret).update(`${header}.${payload}`).digest("base64url")}`;

/** A token made with nothing but a hash, so that what no library would write can be tried. */
export const handMade = (payload: Part = CLAIMS, header: Part = HEADER, secret = SECRET): string =>
  signed(encodePart(header), encodePart(payload), secret);

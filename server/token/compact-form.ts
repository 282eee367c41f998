import { base64url } from "jose";
import { LIMITS } from "../../shared/contract/limits.ts";
import { JsonFault, parseStrictObject } from "./strict-json.ts";
import { invalidToken } from "./user-token-error.ts";

/** What a token says about itself before anything of it is believed. */
export type TokenHeader = { kid: string | undefined };

const MEMBERS = ["alg", "typ", "kid"];

/** Parses one part of a token; `what` is its name in the reason. */
export const parsePart = (bytes: Uint8Array, what: string): Record<string, unknown> => {
  try {
    return parseStrictObject(bytes);
  } catch (error) {
    if (error instanceof JsonFault) throw invalidToken(`its ${what} ${error.message}`);
    throw error;
  }
};

/** Base64url as there is only one way to write it: no padding, no line ends, no bits left over. */
const decodePart = (text: string): Uint8Array => {
  try {
    const bytes = base64url.decode(text);
    if (base64url.encode(bytes) === text) return bytes;
  } catch {
    // the same as any other writing that is not ours
  }
  throw invalidToken("it is not written in plain base64url");
};

const checkHeader = (header: Record<string, unknown>): TokenHeader => {
  const { alg, typ, kid } = header;
  if (alg !== "HS256") throw invalidToken("its `alg` must be HS256", "header");
  const foreign = Object.keys(header).find((name) => !MEMBERS.includes(name));
  if (foreign !== undefined)
    throw invalidToken(
      `its header may hold \`alg\`, \`typ\` and \`kid\` only${/^[\w#-]{1,16}$/.test(foreign) ? `, not \`${foreign}\`` : ""}`,
      "header",
    );
  if (typ !== undefined && (typeof typ !== "string" || typ.toUpperCase() !== "JWT"))
    throw invalidToken("its `typ` must be JWT", "header");
  if (kid !== undefined && typeof kid !== "string") throw invalidToken("its `kid` must be a text", "header");
  return { kid };
};

/**
 * Reads the compact form of a token: three parts of base64url, at most 8 KB, with a header that holds nothing we would have to
 * follow. Neither the signature nor the claims are looked at.
 *
 * @throws UserTokenError `invalid_user_token`
 */
export const readHeader = (token: string): TokenHeader => {
  if (typeof token !== "string" || token === "") throw invalidToken("it is empty");
  if (token.length > LIMITS.userTokenBytes) throw invalidToken(`it is longer than ${LIMITS.userTokenBytes / 1024} KB`);
  const parts = token.split(".");
  if (parts.length !== 3 || parts.includes("")) throw invalidToken("it does not have three parts");
  const [header] = parts.map(decodePart);
  return checkHeader(parsePart(header ?? new Uint8Array(), "header"));
};

import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

type Claims = Record<string, unknown>;

/** How the provider misbehaves, or its user does. */
export type OidcTampering = {
  /** Claims of the id token that are other than they should be. */
  claims?: Claims;
  /** How the id token is signed, if not as it should be. */
  signature?: "none" | "other key" | "shared secret";
  /** The `iss` that the browser brings back. */
  iss?: string;
  /** What the user did instead of agreeing. */
  error?: string;
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
};

/**
 * A provider of OpenID Connect that is strict with its client: its credentials, PKCE, the address to come back to, and each code once.
 * Whoever is sent to it is the user that the test says, and agrees.
 */
export const startOidcDouble = async ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => {
  const keys = await generateKeyPair("RS256");
  const others = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const codes = new Map<string, { asked: URLSearchParams; user: Claims }>();
  const state = { user: {} as Claims, tampering: {} as OidcTampering, isAway: false, issuer: "", discoveries: 0 };

  const idToken = async (asked: URLSearchParams, user: Claims): Promise<string> => {
    const { signature, claims } = state.tampering;
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, exp: now + 300 };
    const all = { iss: state.issuer, aud: clientId, nonce: asked.get("nonce"), ...times, ...user, ...claims };
    if (signature === "none") return `${encoded({ alg: "none" })}.${encoded(all)}.`;
    if (signature === "shared secret")
      return new SignJWT(all).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(clientSecret));
    const { privateKey } = signature === "other key" ? others : keys;
    return new SignJWT(all).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(privateKey);
  };

  const authorize = (asked: URLSearchParams): string => {
    const isRight =
      asked.get("client_id") === clientId &&
      asked.get("response_type") === "code" &&
      asked.get("code_challenge_method") === "S256" &&
      (asked.get("scope") ?? "").split(" ").includes("openid") &&
      ["state", "nonce", "code_challenge", "redirect_uri"].every((name) => asked.get(name));
    if (!isRight) throw new Error("the client asked wrongly");
    const back = new URL(asked.get("redirect_uri") ?? "");
    back.searchParams.set("state", asked.get("state") ?? "");
    back.searchParams.set("iss", state.tampering.iss ?? state.issuer);
    const code = randomBytes(16).toString("hex");
    codes.set(code, { asked, user: state.user });
    if (state.tampering.error) back.searchParams.set("error", state.tampering.error);
    else back.searchParams.set("code", code);
    return back.href;
  };

  const token = async (request: IncomingMessage): Promise<object> => {
    const given = await bodyOf(request);
    const basic = Buffer.from(request.headers.authorization?.replace(/^Basic /, "") ?? "", "base64").toString();
    if (basic !== `${clientId}:${new URLSearchParams({ "": clientSecret }).toString().slice(1)}`)
      return { error: "invalid_client" };
    const code = given.get("code") ?? "";
    const kept = codes.get(code);
    codes.delete(code);
    const challenge = createHash("sha256")
      .update(given.get("code_verifier") ?? "")
      .digest("base64url");
    if (kept?.asked.get("redirect_uri") !== given.get("redirect_uri")) return { error: "invalid_grant" };
    if (kept?.asked.get("code_challenge") !== challenge) return { error: "invalid_grant" };
    return { access_token: "x", token_type: "Bearer", id_token: await idToken(kept.asked, kept.user) };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? "", state.issuer);
    if (state.isAway) return void request.socket.destroy();
    if (pathname === "/authorize") return void response.writeHead(302, { Location: authorize(searchParams) }).end();
    if (pathname === "/.well-known/openid-configuration") state.discoveries++;
    const body =
      pathname === "/.well-known/openid-configuration"
        ? {
            issuer: state.issuer,
            authorization_endpoint: `${state.issuer}/authorize`,
            token_endpoint: `${state.issuer}/token`,
            jwks_uri: `${state.issuer}/keys`,
            id_token_signing_alg_values_supported: ["RS256"],
            authorization_response_iss_parameter_supported: true,
          }
        : pathname === "/keys"
          ? { keys: [jwk] }
          : await token(request);
    response.writeHead("error" in body ? 400 : 200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  state.issuer = `http://localhost:${typeof address === "object" ? address?.port : 0}`;
  return {
    state,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

import type * as Client from "openid-client";
import { EMAIL_ADDRESS } from "../../shared/contract/email-address.ts";
import type { OidcSettings } from "./settings.ts";

/** What a browser keeps, sealed, between the two halves of signing in. */
export type OidcSecrets = { state: string; nonce: string; verifier: string };

/** Who somebody is, as the provider vouches for it. */
export type OidcIdentity = {
  issuer: string;
  subject: string;
  /** In small letters; `null` unless the provider says that it has verified it. */
  email: string | null;
  name: string | null;
};

export type OidcProvider = {
  settings: OidcSettings;
  /** Where to send the browser, and what it must bring back. */
  begin(): Promise<{ url: URL; secrets: OidcSecrets }>;
  /** @param search The query that the browser came back with. @throws whatever is wrong with it, or with the provider */
  finish(search: URLSearchParams, secrets: OidcSecrets): Promise<OidcIdentity>;
};

const TIMEOUT_SECONDS = 10;
/** How long what the provider says of itself is believed without asking again. */
const KEPT_MS = 60 * 60_000;

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** @param redirectUri Our own address that the provider sends browsers back to; known once the server listens. */
export const createOidcProvider = (
  settings: OidcSettings,
  { redirectUri, monotonic }: { redirectUri: () => string; monotonic: () => number },
): OidcProvider => {
  const { issuer, clientId, clientSecret } = settings;
  let known: { client: typeof Client; configuration: Client.Configuration; at: number } | undefined;

  /** Asked for at the first sign-in: a provider that is away must not keep the server from starting. */
  const ask = async (): Promise<NonNullable<typeof known>> => {
    const client = await import("openid-client");
    const configuration = await client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      client.ClientSecretBasic(clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        // Signatures of id tokens are checked, though TLS came before.
        execute: [
          client.enableNonRepudiationChecks,
          ...(issuer.startsWith("http:") ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    known = { client, configuration, at: monotonic() };
    return known;
  };
  let asking: ReturnType<typeof ask> | undefined;
  /** However many want to sign in at once, a provider that is slow or away is asked by one of them. */
  const discover = async (): Promise<NonNullable<typeof known>> => {
    if (known && monotonic() - known.at < KEPT_MS) return known;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  return {
    settings,
    async begin() {
      const { client, configuration } = await discover();
      const secrets = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        scope: "openid email profile",
        response_type: "code",
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: "S256",
      });
      return { url, secrets };
    },
    async finish(search, { state, nonce, verifier }) {
      const { client, configuration } = await discover();
      const came = new URL(redirectUri());
      came.search = search.toString();
      const tokens = await client.authorizationCodeGrant(configuration, came, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error("the provider sent no id token");
      // Some tell the address only when they are asked for it.
      const more =
        claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
          ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : claims;
      const email = text(more.email)?.trim().normalize("NFC").toLowerCase() ?? null;
      const isVerified =
        more.email_verified === true && email !== null && email.length <= 320 && EMAIL_ADDRESS.test(email);
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: isVerified ? email : null,
        name:
          text(more.name)
            ?.replace(/\p{Cc}/gu, " ")
            .trim()
            .slice(0, 128) || null,
      };
    },
  };
};

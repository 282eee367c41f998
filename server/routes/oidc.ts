import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod/mini";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { SignInFailure } from "../../shared/contract/sign-in-failed.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import type { OidcProvider, OidcSecrets } from "../oidc/provider.ts";
import { signInByProvider } from "../oidc/sign-in.ts";
import { countingBeginnings } from "../policy/failed-sign-ins.ts";
import { comesFromElsewhere } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";

/** How long somebody may take at the provider's. */
const SECONDS = 10 * 60;
const PURPOSE = "oidc sign-in";

const secretsSchema = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() });

const cookieName = (isHttps: boolean): string => (isHttps ? "__Host-earshot_oidc" : "earshot_oidc");

const providerOf = ({ openIdConnect }: Services): OidcProvider => {
  if (!openIdConnect) throw new Problem("not_found", { what: "provider" });
  return openIdConnect;
};

/** Back to the console: signed in, or with the reason in the fragment, which no server and no log sees. */
const toConsole = (context: PolicyContext, failure?: SignInFailure): Response => {
  context.header("Cache-Control", "no-store");
  return context.redirect(failure ? `${ROUTES.console}#sign-in-failed=${failure}` : ROUTES.console, 303);
};

/** What this browser was given when it left, once; `undefined` when it brings nothing of ours, or comes back a second time. */
const takeSecrets = async (
  { store, clock, vault, isHttps }: Services,
  context: PolicyContext,
): Promise<OidcSecrets | undefined> => {
  const cookie = getCookie(context, cookieName(isHttps()));
  if (cookie === undefined) return undefined;
  deleteCookie(context, cookieName(isHttps()), { path: "/", secure: isHttps() });
  try {
    const secrets = secretsSchema.parse(JSON.parse(vault.open(Buffer.from(cookie, "base64url"), PURPOSE)));
    const challenge = { hash: hashOfSecret(secrets.state), purpose: "oidc", memberId: null } as const;
    const isOurs =
      context.req.query("state") === secrets.state && (await store.challenges.take(challenge, clock.now()));
    return isOurs ? secrets : undefined;
  } catch {
    return undefined;
  }
};

export const oidcRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.oidcStart,
    tag: "Console",
    summary: "Sign in by the provider of OpenID Connect",
    description: "For the browser's address bar, not for `fetch`.",
    auth: "none",
    answers: { 303: { description: "To the provider; or to the console, with `#sign-in-failed=provider`." } },
    errors: ["not_found"],
    policies: [countingBeginnings(services)],
    async handle(context) {
      const provider = providerOf(services);
      const { store, clock, vault, isHttps, log, publicUrl } = services;
      // Whom another site sends here looks at the console first: it is theirs to say that they want to sign in.
      if (comesFromElsewhere(context, publicUrl())) return toConsole(context);
      try {
        const { url, secrets } = await provider.begin();
        await store.challenges.add({
          hash: hashOfSecret(secrets.state),
          purpose: "oidc",
          memberId: null,
          expiresAt: clock.now() + SECONDS * 1_000,
        });
        setCookie(context, cookieName(isHttps()), vault.seal(JSON.stringify(secrets), PURPOSE).toString("base64url"), {
          httpOnly: true,
          sameSite: "Lax", // it comes back from another site
          secure: isHttps(),
          path: "/",
          maxAge: SECONDS,
        });
        context.header("Cache-Control", "no-store");
        return context.redirect(url.href, 303);
      } catch (error) {
        log.warn("the provider of OpenID Connect cannot be used", { error: (error as Error).message });
        return toConsole(context, "provider");
      }
    },
  },
  {
    method: "GET",
    path: ROUTES.oidcCallback,
    tag: "Console",
    summary: "Where the provider sends the browser back to",
    description:
      "Signed in, or `#sign-in-failed=` with one of `cancelled`, `expired`, `provider`, `email_unverified`, `email_taken`, `not_invited`.",
    auth: "none",
    answers: { 303: { description: "To the console." } },
    errors: ["not_found"],
    policies: [],
    async handle(context) {
      const provider = providerOf(services);
      const secrets = await takeSecrets(services, context);
      if (!secrets) return toConsole(context, "expired");
      if (context.req.query("error") === "access_denied") return toConsole(context, "cancelled");
      const identity = await provider.finish(new URL(context.req.url).searchParams, secrets).catch((error: Error) => {
        services.log.warn("what the provider of OpenID Connect sent is refused", { error: error.message });
        return undefined;
      });
      if (!identity) return toConsole(context, "provider");
      return toConsole(context, await signInByProvider(services, context, identity, provider.settings));
    },
  },
];

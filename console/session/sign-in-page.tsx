import { useEffect, useState } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session, SignInWays } from "../../shared/contract/session.ts";
import type { Api } from "../api.ts";
import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Mark } from "../ui/mark.tsx";
import type { SignedOutReason } from "./open-session.ts";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION;
const OIDC_START = "/v1/oidc/start";
const COMMANDS = { start: "npm start", link: "earshot members sign-in-link" };

/** What is offered until the server has said more, and where it does not say: a password needs nothing of the browser. */
const AT_FIRST: SignInWays = { password: true, passkeys: false, openIdConnect: null };

type SignInPageProps = {
  api: Api;
  /** Why nobody is signed in. */
  reason: SignedOutReason;
  signedIn: (session: Session) => void;
};

const said = (reason: SignedOutReason): { title: string; text: string } =>
  reason === "provider" ? text.providerFailed : TEXT.session[reason];

/** The page for who is not signed in: why, and every way in that this server has. */
export const SignInPage = ({ api, reason, signedIn }: SignInPageProps) => {
  const [ways, setWays] = useState(AT_FIRST);
  const [offersPasskeys, setOffersPasskeys] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    api.ask<SignInWays>(ROUTES.signIn, { signal: end.signal }).then(setWays, () => {});
    return () => end.abort();
  }, [api]);
  useEffect(() => {
    document.title = TEXT.product;
  }, []);
  return (
    <main class="welcome">
      <div class="card sign-in">
        <Mark size={44} />
        <h1>{said(reason).title}</h1>
        {said(reason).text && <p>{said(reason).text}</p>}
        {ways.password && <SignInForm api={api} offersPasskeys={offersPasskeys} signedIn={signedIn} />}
        {(ways.passkeys || ways.openIdConnect) && (
          <div class="other-ways">
            {ways.password && <p class="or">{text.or}</p>}
            {ways.passkeys && <PasskeySignIn api={api} signedIn={signedIn} offers={setOffersPasskeys} />}
            {ways.openIdConnect && (
              <a class="button" href={api.urlOf(OIDC_START)}>
                {text.continueWith(ways.openIdConnect.name)}
              </a>
            )}
          </div>
        )}
        <section class="by-link" aria-labelledby="by-link">
          <h2 id="by-link">{text.linkTitle}</h2>
          <p class="fine">{text.linkText}</p>
          <div class="code-line">
            <code>{COMMANDS.start}</code>
            <CopyButton value={COMMANDS.start} what={COMMANDS.start} />
          </div>
          <p class="fine">{text.linkOther}</p>
          <div class="code-line">
            <code>{COMMANDS.link}</code>
            <CopyButton value={COMMANDS.link} what={COMMANDS.link} />
          </div>
        </section>
      </div>
    </main>
  );
};

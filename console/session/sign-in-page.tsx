import { useEffect, useState } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session, SignInWays } from "../../shared/contract/session.ts";
import type { Api } from "../api.ts";
import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Mark } from "../ui/mark.tsx";
import { keepPlace } from "./kept-place.ts";
import type { SignedOutReason } from "./open-session.ts";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION;
const COMMANDS = { start: "npm start", link: "npx earshot members sign-in-link" };

/** What is offered until the server has said more, and where it does not say: a password needs nothing of the browser. */
const AT_FIRST: SignInWays = { password: true, passkeys: false, openIdConnect: null };

type SignInPageProps = {
  api: Api;
  /** Why nobody is signed in. */
  reason: SignedOutReason;
  /** Why the provider that somebody comes back from did not sign them in. */
  failure?: string | undefined;
  signedIn: (session: Session) => void;
};

const { reasons, title: refusedTitle } = text.providerFailed;
const isKnown = (failure: string): failure is keyof typeof reasons => Object.hasOwn(reasons, failure);

const sayingOf = (reason: SignedOutReason, failure: string | undefined): { title: string; text: string } =>
  reason === "out" && failure !== undefined
    ? { title: refusedTitle, text: reasons[isKnown(failure) ? failure : "provider"] }
    : TEXT.session[reason];

/** The page for who is not signed in: why, and every way in that this server has. */
export const SignInPage = ({ api, reason, failure, signedIn }: SignInPageProps) => {
  const said = sayingOf(reason, failure);
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
        <h1>{said.title}</h1>
        {said.text && <p>{said.text}</p>}
        {ways.password && <SignInForm api={api} offersPasskeys={offersPasskeys} signedIn={signedIn} />}
        {(ways.passkeys || ways.openIdConnect) && (
          <div class="other-ways">
            {ways.password && <p class="or">{text.or}</p>}
            {ways.passkeys && <PasskeySignIn api={api} signedIn={signedIn} offers={setOffersPasskeys} />}
            {ways.openIdConnect && (
              <a class="button" href={api.urlOf(ROUTES.oidcStart)} onClick={() => keepPlace(window)}>
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

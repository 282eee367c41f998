import { useCallback, useEffect, useRef } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";

import type { Session } from "../../shared/contract/session.ts";
import type { Api } from "../api.ts";
import { useTrying } from "../ask.ts";
import { askPasskey, hasPasskeyAutofill, hasPasskeys } from "./passkey.ts";
import { SignInFailure } from "./sign-in-failure.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION;

/** A challenge is good for five minutes; one that waits in the field is renewed before. */
const RENEW_MS = 4 * 60_000;

const signInByPasskey = async (api: Api, how: { signal: AbortSignal; isAutofill?: boolean }): Promise<Session> => {
  const { signal } = how;
  const options = await api.ask<object>(ROUTES.passkeySignInOptions, { method: "POST", signal });
  const response = await askPasskey(options, how);
  return api.ask<Session>(ROUTES.passkeySignIn, { method: "POST", body: { response }, signal });
};

type PasskeySignInProps = {
  api: Api;
  signedIn: (session: Session) => void;
  /** Told whether the browser offers passkeys where the address is written: it does so as long as this is shown. */
  offers: (isOffered: boolean) => void;
};

/** By a passkey: offered where the address is written, where the browser can, and by a button. */
export const PasskeySignIn = ({ api, signedIn, offers }: PasskeySignInProps) => {
  const trying = useTrying();
  const waiting = useRef<AbortController>(null);
  const { run } = trying;
  /** One at a time, as browsers have it: what waits gives way. @returns Its own way to be given up. */
  const begin = useCallback(() => {
    waiting.current?.abort();
    const own = new AbortController();
    waiting.current = own;
    return own;
  }, []);
  const offer = useCallback(async () => {
    if (!(await hasPasskeyAutofill()) || waiting.current) return;
    offers(true);
    const own = begin();
    const renew = setTimeout(() => {
      if (waiting.current !== own) return;
      begin();
      waiting.current = null;
      void offer();
    }, RENEW_MS);
    own.signal.addEventListener("abort", () => clearTimeout(renew));
    // Nobody chose one there, or it is refused: the other ways stay.
    await signInByPasskey(api, { signal: own.signal, isAutofill: true }).then(signedIn, () => {});
  }, [api, begin, offers, signedIn]);
  useEffect(() => {
    void offer();
    return () => {
      waiting.current?.abort();
      waiting.current = null;
    };
  }, [offer]);

  const press = async () => {
    const { signal } = begin();
    let session: Session | undefined;
    const isDone = await run(async () => {
      session = await signInByPasskey(api, { signal });
    });
    if (isDone && session) return signedIn(session);
    waiting.current = null;
    void offer();
  };
  if (!hasPasskeys()) return null;
  return (
    <>
      <button type="button" class="button" disabled={trying.busy} onClick={press}>
        {trying.busy ? text.signingIn : text.passkey}
      </button>
      <SignInFailure error={trying.error} refused={text.passkeyUnknown} />
    </>
  );
};

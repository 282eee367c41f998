import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Session } from "../shared/contract/session.ts";
import type { Api } from "./api.ts";
import { forgetDrafts } from "./draft.ts";
import type { Live } from "./live.ts";
import { AcceptInvitation } from "./session/accept-invitation.tsx";
import { ConnectLink, takeConnectLink } from "./session/connect-link.tsx";
import { takeFragment } from "./session/fragment.ts";
import { keepPlace, takePlace } from "./session/kept-place.ts";
import { type Opened, openSession, type SignedOutReason } from "./session/open-session.ts";
import { SignInPage } from "./session/sign-in-page.tsx";
import { takeSignInToken } from "./session/sign-in-token.ts";
import { useOneMember } from "./session/use-one-member.ts";
import { SignedIn } from "./signed-in.tsx";
import { TEXT } from "./text.ts";
import { Mark } from "./ui/mark.tsx";
import { Notice } from "./ui/notice.tsx";

export type AppProps = {
  api: Api;
  /** Begins to listen to what happens on the server, until the signal is aborted. */
  startLive: (signal: AbortSignal) => Live;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Time between two looks for new feedback while nothing is heard. */
  refreshMs: number;
};

type State = { is: "opening" } | { is: "failed"; error: unknown; token: string | undefined } | Opened;

/** The console: whoever is signed in is in one of its rooms, everybody else is told how to get in. */
export const App = ({ api, startLive, now, refreshMs }: AppProps) => {
  const [state, setState] = useState<State>({ is: "opening" });
  const [link, setLink] = useState(() => takeConnectLink(window));
  const [attempt, setAttempt] = useState(() => ({ token: takeSignInToken(window) }));
  const [invitation, setInvitation] = useState(() => takeFragment("invitation", window));
  const [failure] = useState(() => takeFragment("sign-in-failed", window));

  useEffect(() => {
    const end = new AbortController();
    setState({ is: "opening" });
    openSession(api, attempt.token, end.signal)
      .catch((error: unknown) => ({ is: "failed" as const, error, token: attempt.token }))
      .then((next) => !end.signal.aborted && setState(next));
    return () => end.abort();
  }, [api, attempt]);

  useEffect(() => {
    // A link opened in a tab that shows this page already changes the fragment and loads nothing.
    const end = new AbortController();
    const read = () => {
      const token = takeSignInToken(window);
      if (token) setAttempt({ token });
      const invited = takeFragment("invitation", window);
      if (invited) setInvitation(invited);
      const link = takeConnectLink(window);
      if (link) setLink(link);
    };
    window.addEventListener("hashchange", read, { signal: end.signal });
    return () => end.abort();
  }, []);

  const leave = useCallback((reason: SignedOutReason) => {
    if (reason === "left") forgetDrafts();
    setState({ is: "signed-out", reason });
  }, []);
  const signedOut = useCallback(() => leave("ended"), [leave]);
  const left = useCallback(() => leave("left"), [leave]);
  // Whose session ended, and who comes back from a provider, goes on where they were once they are signed in.
  const isLost = state.is === "signed-out" && state.reason !== "left";
  useLayoutEffect(() => {
    if (isLost) keepPlace(window);
    if (state.is === "signed-in") takePlace(window);
  }, [state.is, isLost]);
  useOneMember(state.is === "signed-in" ? state.session.member.id : undefined, () => setAttempt({ token: undefined }));
  const sessionChanged = useCallback((session: Session) => setState({ is: "signed-in", session }), []);
  const joined = useCallback((session: Session) => {
    setInvitation(undefined);
    setState({ is: "signed-in", session });
  }, []);

  if (link !== undefined) return <ConnectLink link={link} />;
  if (invitation !== undefined && state.is !== "opening")
    return (
      <AcceptInvitation
        api={api}
        token={invitation}
        session={state.is === "signed-in" ? state.session : undefined}
        joined={joined}
        leave={() => setInvitation(undefined)}
      />
    );
  if (state.is === "signed-out") {
    return <SignInPage api={api} reason={state.reason} failure={failure} signedIn={sessionChanged} />;
  }
  if (state.is === "signed-in")
    return (
      <SignedIn
        api={api}
        session={state.session}
        sessionChanged={sessionChanged}
        startLive={startLive}
        now={now}
        refreshMs={refreshMs}
        signedOut={signedOut}
        left={left}
      />
    );
  return (
    <main class="welcome">
      {state.is === "failed" ? (
        <div class="card">
          <Notice title={TEXT.session.failed} error={state.error} retry={() => setAttempt({ token: state.token })} />
        </div>
      ) : (
        <div class="opening" role="status">
          <Mark size={44} />
          <span class="hidden">{TEXT.opening}</span>
        </div>
      )}
    </main>
  );
};

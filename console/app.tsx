import { useCallback, useEffect, useState } from "preact/hooks";
import type { Api } from "./api.ts";
import { Header } from "./header.tsx";
import { InboxPage } from "./inbox/inbox-page.tsx";
import { ConnectLink, takeConnectLink } from "./session/connect-link.tsx";
import { type Opened, openSession, type SignedOutReason } from "./session/open-session.ts";
import { takeSignInToken } from "./session/sign-in-token.ts";
import { Welcome } from "./session/welcome.tsx";
import { TEXT } from "./text.ts";
import { Mark } from "./ui/mark.tsx";
import { Notice } from "./ui/notice.tsx";

export type AppProps = {
  api: Api;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Time between two looks for new feedback. */
  refreshMs: number;
};

type State = { is: "opening" } | { is: "failed"; error: unknown; token: string | undefined } | Opened;

/** The console: whoever is signed in sees the inbox, everybody else how to get in. */
export const App = ({ api, now, refreshMs }: AppProps) => {
  const [state, setState] = useState<State>({ is: "opening" });
  const [link, setLink] = useState(() => takeConnectLink(window));
  const [attempt, setAttempt] = useState(() => ({ token: takeSignInToken(window) }));

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
      const link = takeConnectLink(window);
      if (link) setLink(link);
    };
    window.addEventListener("hashchange", read, { signal: end.signal });
    return () => end.abort();
  }, []);

  const leave = useCallback((reason: SignedOutReason) => setState({ is: "signed-out", reason }), []);
  const sessionEnded = useCallback(() => leave("ended"), [leave]);

  if (link !== undefined) return <ConnectLink link={link} />;
  if (state.is === "signed-out") return <Welcome reason={state.reason} />;
  if (state.is === "signed-in")
    return (
      <div class="console">
        <Header
          api={api}
          session={state.session}
          now={now}
          refreshMs={refreshMs}
          signedOut={() => leave("left")}
          sessionEnded={sessionEnded}
        />
        <InboxPage api={api} now={now} refreshMs={refreshMs} signedOut={sessionEnded} />
      </div>
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

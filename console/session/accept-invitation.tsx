import { useEffect, useState } from "preact/hooks";
import type { InvitationPreview } from "../../shared/contract/invitation.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session, SignInWays } from "../../shared/contract/session.ts";
import type { Api } from "../api.ts";
import { isSignedOut } from "../explain.ts";
import { RIGHT_NAMES } from "../format/right-name.ts";
import { TEXT } from "../text.ts";
import { Mark } from "../ui/mark.tsx";
import { Notice } from "../ui/notice.tsx";
import { SkeletonLines } from "../ui/skeleton-lines.tsx";
import { AcceptForm } from "./accept-form.tsx";
import { hasPasskeys } from "./passkey.ts";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION.accept;

type AcceptInvitationProps = {
  api: Api;
  token: string;
  /** Who is signed in here already. */
  session: Session | undefined;
  joined: (session: Session) => void;
  leave: () => void;
};

type State =
  | { is: "loading" }
  | { is: "failed"; error: unknown }
  | { is: "ready"; preview: InvitationPreview; ways: Pick<SignInWays, "passkeys"> };

/** Who follows a link of an invitation sees who invites them to what, and accepts. */
export const AcceptInvitation = ({ api, token, session, joined, leave }: AcceptInvitationProps) => {
  const [state, setState] = useState<State>({ is: "loading" });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `attempt` is the reason to ask again
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    setState({ is: "loading" });
    const preview = api.ask<InvitationPreview>(ROUTES.invitationPreview, { method: "POST", body: { token }, signal });
    const ways = api.ask<SignInWays>(ROUTES.signIn, { signal }).catch(() => ({ passkeys: false }));
    Promise.all([preview, ways])
      .then(([preview, ways]): State => ({ is: "ready", preview, ways }))
      .catch((error: unknown): State => ({ is: "failed", error }))
      .then((next) => !signal.aborted && setState(next));
    return () => end.abort();
  }, [api, token, attempt]);
  const isGone = state.is === "failed" && isSignedOut(state.error);
  return (
    <main class="welcome">
      <div class="card sign-in">
        <Mark size={44} />
        {state.is === "loading" && <SkeletonLines label={TEXT.loading} />}
        {isGone && (
          <>
            <h1>{text.gone}</h1>
            <p>{text.goneText}</p>
            <button type="button" class="button" onClick={leave}>
              {session ? TEXT.navigation.backToInbox : text.toSignIn}
            </button>
          </>
        )}
        {state.is === "failed" && !isGone && (
          <Notice title={text.failed} error={state.error} retry={() => setAttempt((count) => count + 1)} />
        )}
        {state.is === "ready" && (
          <>
            <h1 dir="auto">{text.title(state.preview.organization.name)}</h1>
            <p dir="auto">{text.by(state.preview.madeBy.name)}</p>
            <p>{text.right(RIGHT_NAMES[state.preview.right].name, RIGHT_NAMES[state.preview.right].may)}</p>
            {session && <p class="fine">{text.signedInAs(session.member.name)}</p>}
            <AcceptForm
              api={api}
              token={token}
              preview={state.preview}
              hasPasskeys={state.ways.passkeys && hasPasskeys()}
              joined={joined}
            />
          </>
        )}
      </div>
    </main>
  );
};

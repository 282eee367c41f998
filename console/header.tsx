import { useState } from "preact/hooks";
import type { Session } from "../shared/contract/session.ts";
import type { Api } from "./api.ts";
import { isSignedOut } from "./explain.ts";
import { ExtensionsDialog } from "./extensions/extensions-dialog.tsx";
import { TEXT } from "./text.ts";
import { Mark } from "./ui/mark.tsx";

type HeaderProps = {
  api: Api;
  session: Session;
  now: () => number;
  refreshMs: number;
  signedOut: () => void;
  sessionEnded: () => void;
};

/** Whose inbox this is, who reads it, and the way out. */
export const Header = ({ api, session, now, refreshMs, signedOut, sessionEnded }: HeaderProps) => {
  const [leaving, setLeaving] = useState<"no" | "yes" | "failed">("no");
  const [extensions, setExtensions] = useState(false);
  const leave = async () => {
    setLeaving("yes");
    try {
      await api.session.signOut();
      signedOut();
    } catch (error) {
      if (isSignedOut(error)) signedOut();
      else setLeaving("failed");
    }
  };
  return (
    <header class="top">
      <a class="brand" href="/">
        <Mark />
        {TEXT.product}
      </a>
      <bdi class="organization">{session.organization.name}</bdi>
      <span class="top-failure" role="alert">
        {leaving === "failed" && TEXT.session.signOutFailed}
      </span>
      <button type="button" class="button quiet" aria-haspopup="dialog" onClick={() => setExtensions(true)}>
        {TEXT.extensions.button}
      </button>
      <bdi class="member">{session.member.name}</bdi>
      <button type="button" class="button quiet" disabled={leaving === "yes"} onClick={leave}>
        {TEXT.session.signOut}
      </button>
      {extensions && (
        <ExtensionsDialog
          api={api}
          now={now}
          refreshMs={refreshMs}
          signedOut={sessionEnded}
          close={() => setExtensions(false)}
        />
      )}
    </header>
  );
};

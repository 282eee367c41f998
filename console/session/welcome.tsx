import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Mark } from "../ui/mark.tsx";

import type { SignedOutReason } from "./open-session.ts";

/** The page for who is not signed in: why, and how to get in. */
export const Welcome = ({ reason }: { reason: SignedOutReason }) => {
  const { command, commandLabel } = TEXT.session;
  return (
    <main class="welcome">
      <div class="card">
        <Mark size={44} />
        <h1>{TEXT.session[reason].title}</h1>
        <p>{TEXT.session[reason].text}</p>
        <p class="fine">{commandLabel}</p>
        <div class="code-line">
          <code>{command}</code>
          <CopyButton value={command} what={command} />
        </div>
      </div>
    </main>
  );
};

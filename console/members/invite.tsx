import { useEffect, useRef, useState } from "preact/hooks";
import type { MadeInvitation } from "../../shared/contract/invitation.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Right } from "../../shared/contract/may-do.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { clockTime } from "../format/clock-time.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { SheetActions } from "../ui/sheet-actions.tsx";
import { ShownOnce } from "../ui/shown-once.tsx";
import { TextField } from "../ui/text-field.tsx";
import { RightChoice } from "./right-choice.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const text = TEXT_OF_MEMBERS.invite;

/** Makes an invitation and shows its link, this once. */
export const Invite = ({ made, closed }: { made: () => void; closed: () => void }) => {
  const { api, session } = useConsole();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [right, setRight] = useState<Right>("triager");
  const [invitation, setInvitation] = useState<MadeInvitation>();
  const doing = useDoing();
  const ready = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (invitation) ready.current?.focus();
  }, [invitation]);

  const submit = (event: Event) => {
    event.preventDefault();
    const said = { ...(name.trim() ? { name: name.trim() } : {}), ...(email.trim() ? { email: email.trim() } : {}) };
    void doing.run(async () => {
      setInvitation(await api.ask<MadeInvitation>(ROUTES.invitations, { method: "POST", body: { ...said, right } }));
      made();
    });
  };
  const another = () => {
    setInvitation(undefined);
    setName("");
    setEmail("");
  };
  return (
    <Dialog title={invitation ? text.madeTitle : text.title} closed={closed}>
      {invitation ? (
        <div class="form">
          <p ref={ready} tabIndex={-1}>
            {text.made(clockTime(invitation.expiresAt))}
          </p>
          <ShownOnce
            secret={invitation.link ?? `${location.origin}${location.pathname}#invitation=${invitation.token}`}
            what={text.link}
          />
          <div class="form-actions">
            <button type="button" class="button primary" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
              {text.close}
            </button>
            <button type="button" class="button" onClick={another}>
              {text.another}
            </button>
          </div>
        </div>
      ) : (
        <form class="form" onSubmit={submit}>
          <TextField
            label={text.name}
            hint={text.nameHint}
            dir="auto"
            autoComplete="off"
            maxLength={LIMITS.name}
            value={name}
            write={setName}
          />
          <TextField
            label={text.email}
            hint={text.emailHint}
            type="email"
            autoComplete="off"
            maxLength={LIMITS.customerEmail}
            value={email}
            write={setEmail}
          />
          <RightChoice legend={text.legend} upTo={session.member.right} value={right} change={setRight} />
          <Failure error={doing.error} />
          <SheetActions action={text.make} busy={doing.busy} />
        </form>
      )}
    </Dialog>
  );
};

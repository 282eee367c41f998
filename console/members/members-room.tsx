import "./members.css";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Invitation } from "../../shared/contract/invitation.ts";
import { mayDo } from "../../shared/contract/may-do.ts";
import type { MemberAnswer, RemovedMember } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useAsked } from "../ask.ts";
import { RIGHT_NAMES } from "../format/right-name.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { ChangeRight } from "./change-right.tsx";
import { Invite } from "./invite.tsx";
import { KeysLeft } from "./keys-left.tsx";
import { MemberTable } from "./member-table.tsx";
import { OpenInvitations } from "./open-invitations.tsx";
import { RemoveMember } from "./remove-member.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const text = TEXT_OF_MEMBERS;

type Open = { is: "invite" } | { is: "change" | "remove"; member: MemberAnswer };

/** Who may sign in, what each may do, and who is invited. */
export const MembersRoom = () => {
  const { api, session, sessionChanged, signedOut } = useConsole();
  const isManager = mayDo(session.member.right, "manageMembers");
  const [members, again, setMembers] = useAsked((signal) => api.all<MemberAnswer>(ROUTES.members, { signal }), []);
  const [invited, askInvited, setInvited] = useAsked<Invitation[]>(
    async (signal) => (isManager ? api.all<Invitation>(ROUTES.invitations, { signal }) : []),
    [isManager],
  );
  const [open, setOpen] = useState<Open>();
  const [left, setLeft] = useState<RemovedMember>();
  const [said, setSaid] = useState("");
  const [settled, setSettled] = useState(0);
  const saying = useRef<HTMLParagraphElement>(null);
  const leftHeading = useRef<HTMLHeadingElement>(null);
  const known = members.is === "ready" ? members.value : [];

  const changed = (member: MemberAnswer) => {
    setMembers(known.map((one) => (one.id === member.id ? member : one)));
    setSaid(text.change.done(member.name, RIGHT_NAMES[member.right].name));
    if (member.id === session.member.id)
      sessionChanged({ ...session, member: { ...session.member, right: member.right } });
  };
  const removed = (answer: RemovedMember) => {
    if (answer.member.id === session.member.id) return signedOut();
    setMembers(known.filter(({ id }) => id !== answer.member.id));
    setSaid(text.remove.done(answer.member.name));
    setLeft(answer);
    if (isManager) void askInvited(); // theirs ended with them
  };
  const withdrawn = (invitation: Invitation, done: string) => {
    if (invited.is === "ready") setInvited(invited.value.filter(({ id }) => id !== invitation.id));
    setSaid(done);
  };
  const settle = () => {
    setOpen(undefined);
    setSettled((count) => count + 1);
  };
  // Focus goes back to the button that opened a dialog; where that is gone by now, to what was said.
  useEffect(() => {
    if (settled > 0 && document.activeElement === document.body) (leftHeading.current ?? saying.current)?.focus();
  }, [settled]);

  return (
    <RoomPage
      title={TEXT.rooms.members}
      intro={isManager ? text.intro : text.introReading}
      action={
        isManager && (
          <button type="button" class="button primary" onClick={() => setOpen({ is: "invite" })}>
            {text.invite.action}
          </button>
        )
      }
    >
      <p class="said" role="status" ref={saying} tabIndex={-1}>
        {said}
      </p>
      {left && <KeysLeft left={left} heading={leftHeading} close={() => setLeft(undefined)} />}
      <Shown asked={members} again={again} failed={text.failed}>
        {(all) => (
          <MemberTable
            members={all}
            change={(member) => setOpen({ is: "change", member })}
            remove={(member) => setOpen({ is: "remove", member })}
          />
        )}
      </Shown>
      {isManager && (
        <section class="open-invitations" aria-labelledby="open-invitations">
          <h2 id="open-invitations">{text.open.title}</h2>
          <Shown asked={invited} again={askInvited} failed={text.open.failed} lines={2}>
            {(all) => <OpenInvitations all={all} withdrawn={withdrawn} asked={settle} />}
          </Shown>
        </section>
      )}
      {open?.is === "invite" && <Invite made={() => void askInvited()} closed={settle} />}
      {open?.is === "change" && <ChangeRight member={open.member} changed={changed} closed={settle} />}
      {open?.is === "remove" && <RemoveMember member={open.member} removed={removed} closed={settle} />}
    </RoomPage>
  );
};

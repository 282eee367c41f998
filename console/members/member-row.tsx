import { isAtLeast, mayDo } from "../../shared/contract/may-do.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { RIGHT_NAMES } from "../format/right-name.ts";
import { ROLE_NAMES } from "../format/role-name.ts";
import { useConsole } from "../room.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const { columns, ...text } = TEXT_OF_MEMBERS;

type MemberRowProps = {
  member: MemberAnswer;
  /** Nobody else is an owner: this one stays. */
  isOnlyOwner: boolean;
  now: number;
  change: () => void;
  remove: () => void;
};

/** A member, and what may be done to them: said before the press where nothing may. */
export const MemberRow = ({ member, isOnlyOwner, now, change, remove }: MemberRowProps) => {
  const { session } = useConsole();
  const { id, name, email, right, role, createdAt } = member;
  const isManager = mayDo(session.member.right, "manageMembers");
  const isAbove = !isAtLeast(session.member.right, right);
  return (
    <tr>
      <td class="who">
        <bdi>{name}</bdi>
        {id === session.member.id && <span class="chip">{text.you}</span>}
        {email && <bdi class="fine">{email}</bdi>}
      </td>
      <td data-label={columns.right}>{RIGHT_NAMES[right].name}</td>
      <td data-label={columns.role} class={role ? undefined : "fine"}>
        {role ? ROLE_NAMES[role] : text.noRole}
      </td>
      <td data-label={columns.since}>
        <TimeAgo at={createdAt} now={now} />
      </td>
      {isManager && (
        <td class="row-actions">
          {isOnlyOwner || isAbove ? (
            <p class="fine why-not">{isOnlyOwner ? text.onlyOwner : text.above}</p>
          ) : (
            <span class="row-buttons">
              <button type="button" class="button" aria-label={text.change.of(name)} onClick={change}>
                {text.change.action}
              </button>
              <button type="button" class="button danger" aria-label={text.remove.of(name)} onClick={remove}>
                {text.remove.action}
              </button>
            </span>
          )}
        </td>
      )}
    </tr>
  );
};

import { mayDo } from "../../shared/contract/may-do.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { useConsole } from "../room.tsx";
import { useNow } from "../ui/use-now.ts";
import { MemberRow } from "./member-row.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const { columns, list } = TEXT_OF_MEMBERS;

type MemberTableProps = {
  members: readonly MemberAnswer[];
  change: (member: MemberAnswer) => void;
  remove: (member: MemberAnswer) => void;
};

/** Everybody who may sign in, oldest first. */
export const MemberTable = ({ members, change, remove }: MemberTableProps) => {
  const { session, now } = useConsole();
  const time = useNow(now);
  const owners = members.filter(({ isOwner }) => isOwner).length;
  return (
    <div class="table-frame">
      <table class="table" aria-label={list}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.right}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col">{columns.since}</th>
            {mayDo(session.member.right, "manageMembers") && (
              <th scope="col">
                <span class="hidden">{columns.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              isOnlyOwner={member.isOwner && owners === 1}
              now={time}
              change={() => change(member)}
              remove={() => remove(member)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

import type { KnownKeys, MemberAnswer, RemovedMember } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const text = TEXT_OF_MEMBERS.remove;

type RemoveMemberProps = { member: MemberAnswer; removed: (answer: RemovedMember) => void; closed: () => void };

/** Asks before a member goes, by their name; tells how many keys they leave behind. */
export const RemoveMember = ({ member, removed, closed }: RemoveMemberProps) => {
  const { api, session } = useConsole();
  const [keys] = useAsked(
    (signal) => api.ask<KnownKeys>(ROUTES.memberKeys, { path: { id: member.id }, signal }),
    [member.id],
  );
  const count = keys.is === "ready" ? keys.value.data.length : 0;
  const run = async () =>
    removed(await api.ask<RemovedMember>(ROUTES.member, { method: "DELETE", path: { id: member.id } }));
  return (
    <Confirm title={text.title} action={text.of(member.name)} byName={member.name} run={run} closed={closed}>
      <p>{text.text}</p>
      {count > 0 && <p>{text.keys(count)}</p>}
      {member.id === session.member.id && (
        <p>
          <strong>{text.self}</strong>
        </p>
      )}
    </Confirm>
  );
};

import { useState } from "preact/hooks";
import type { Invitation } from "../../shared/contract/invitation.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { clockTime } from "../format/clock-time.ts";
import { RIGHT_NAMES } from "../format/right-name.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const text = TEXT_OF_MEMBERS.open;

const whoOf = ({ name, email }: Invitation): string => name ?? email ?? text.nameless;

type OpenInvitationsProps = {
  all: Invitation[];
  withdrawn: (invitation: Invitation, said: string) => void;
  /** Once the question is closed, whatever was answered. */
  asked: () => void;
};

/** Whom somebody invited and who has not come yet. */
export const OpenInvitations = ({ all, withdrawn, asked }: OpenInvitationsProps) => {
  const { api } = useConsole();
  const [asking, setAsking] = useState<Invitation>();
  const withdraw = async (invitation: Invitation) => {
    await api.tell(ROUTES.invitation, { method: "DELETE", path: { id: invitation.id } });
    withdrawn(invitation, text.cancelled(whoOf(invitation)));
  };
  return (
    <>
      {all.length === 0 ? (
        <div class="empty-state">
          <p>{text.none}</p>
        </div>
      ) : (
        <div class="table-frame">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text.columns.who}</th>
                <th scope="col">{text.columns.right}</th>
                <th scope="col">{text.columns.by}</th>
                <th scope="col">{text.columns.ends}</th>
                <th scope="col">
                  <span class="hidden">{text.columns.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((invitation) => (
                <tr key={invitation.id}>
                  <td class="who">
                    <bdi>{whoOf(invitation)}</bdi>
                    {invitation.name && invitation.email && <bdi class="fine">{invitation.email}</bdi>}
                  </td>
                  <td data-label={text.columns.right}>{RIGHT_NAMES[invitation.right].name}</td>
                  <td data-label={text.columns.by}>
                    <bdi>{invitation.madeBy.name}</bdi>
                  </td>
                  <td data-label={text.columns.ends}>{clockTime(invitation.expiresAt)}</td>
                  <td class="row-actions">
                    <button
                      type="button"
                      class="button"
                      aria-label={text.cancelOf(whoOf(invitation))}
                      onClick={() => setAsking(invitation)}
                    >
                      {text.cancel}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asking && (
        <Confirm
          title={text.sure}
          action={text.cancel}
          run={() => withdraw(asking)}
          closed={() => {
            setAsking(undefined);
            asked();
          }}
        >
          <p>
            <bdi>{whoOf(asking)}</bdi>
          </p>
          <p>{text.sureText}</p>
        </Confirm>
      )}
    </>
  );
};

import { useState } from "preact/hooks";
import { MEMBER_ROLES, type MemberRole } from "../../shared/contract/enumerations.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session } from "../../shared/contract/session.ts";
import { useDoing } from "../ask.ts";
import { ROLE_NAMES } from "../format/role-name.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Mark } from "../ui/mark.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION.role;
const placeOf = ({ member }: Session) => `earshot-role-skipped/${member.id}`;

/** Whether this member is still to be asked what they do in the team: once in a browser, and never after they said it. */
export const isRoleAsked = (session: Session): boolean => {
  if (session.member.role !== null) return false;
  try {
    return localStorage.getItem(placeOf(session)) === null;
  } catch {
    return false; // storage is closed: it would be asked each time
  }
};

/** The first view after the very first sign-in. It can be skipped, and is said in the account at any time. */
export const RoleQuestion = ({ skipped }: { skipped: () => void }) => {
  const { api, session, sessionChanged } = useConsole();
  const [role, setRole] = useState<MemberRole>();
  const doing = useDoing();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!role) return;
    void doing.run(async () =>
      sessionChanged(await api.ask<Session>(ROUTES.session, { method: "PATCH", body: { role } })),
    );
  };
  const skip = () => {
    try {
      localStorage.setItem(placeOf(session), "yes");
    } catch {
      // storage is closed: then it is not asked again before the page is loaded anew
    }
    skipped();
  };
  return (
    <main class="welcome">
      <form class="card sign-in" onSubmit={submit}>
        <Mark size={44} />
        <h1 id="role-question">{text.title}</h1>
        <p>{text.why}</p>
        <div class="role-options" role="radiogroup" aria-labelledby="role-question">
          {MEMBER_ROLES.map((one) => (
            <label key={one} class="role-option">
              <input type="radio" name="role" checked={role === one} onChange={() => setRole(one)} />
              {ROLE_NAMES[one]}
            </label>
          ))}
        </div>
        <Failure error={doing.error} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={doing.busy || !role}>
            {doing.busy ? TEXT.working : text.save}
          </button>
          <button type="button" class="button" onClick={skip}>
            {text.skip}
          </button>
        </div>
      </form>
    </main>
  );
};

import { useState } from "preact/hooks";
import type { PasswordState } from "../../shared/contract/password.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useAsked, useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { isRefusedField, PasswordField, passwordFault } from "../session/password-field.tsx";
import { TEXT_OF_SESSION } from "../session/text.ts";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Shown } from "../ui/room-page.tsx";
import { TextField } from "../ui/text-field.tsx";
import { TEXT_OF_ACCOUNT } from "./text.ts";

const text = TEXT_OF_ACCOUNT.password;

type Faults = { current?: string | undefined; next?: string | undefined };

/** Sets a password, or changes it by the one there is. */
const PasswordForm = ({ isSet, email, changed }: { isSet: boolean; email: string; changed: () => void }) => {
  const { api } = useConsole();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [faults, setFaults] = useState<Faults>({});
  const doing = useDoing();

  const submit = async (event: Event) => {
    event.preventDefault();
    doing.forget();
    const found = { current: isSet && !current ? text.currentMissing : undefined, next: passwordFault(next) };
    setFaults(found);
    if (found.current || found.next) return;
    const body = { next, ...(isSet ? { current } : {}) };
    if (!(await doing.run(() => api.tell(ROUTES.sessionPassword, { method: "PUT", body })))) return;
    setCurrent("");
    setNext("");
    changed();
  };
  const isWrong = isRefusedField(doing.error, "current");
  const isWeak = isRefusedField(doing.error, "next");
  const action = isSet ? text.change : text.set;
  return (
    <form class="form account-form" onSubmit={submit}>
      <p>{isSet ? text.isSet : text.none}</p>
      {/* Tells the browser's password store whose password it is. */}
      <input hidden type="email" autoComplete="username" readOnly value={email} />
      {isSet && (
        <TextField
          label={text.current}
          error={faults.current ?? (isWrong ? text.currentWrong : undefined)}
          type="password"
          autoComplete="current-password"
          value={current}
          write={setCurrent}
        />
      )}
      <PasswordField
        label={text.next}
        value={next}
        change={setNext}
        error={faults.next ?? (isWeak ? TEXT_OF_SESSION.rules.weak : undefined)}
      />
      {!isWrong && !isWeak && <Failure error={doing.error} />}
      <div class="form-actions">
        <button type="submit" class="button" disabled={doing.busy}>
          {doing.busy ? TEXT.working : action}
        </button>
      </div>
    </form>
  );
};

/** @param ended Told once another password is set: it ends the other sessions. */
export const PasswordPanel = ({ ended }: { ended: () => void }) => {
  const { api, session } = useConsole();
  const { email } = session.member;
  const [state, again, set] = useAsked((signal) => api.ask<PasswordState>(ROUTES.sessionPassword, { signal }), []);
  const [said, setSaid] = useState("");
  const changed = () => {
    set({ isSet: true });
    setSaid(text.done);
    ended();
  };
  return (
    <section class="panel" aria-labelledby="password">
      <h2 id="password">{text.title}</h2>
      <Shown asked={state} again={again} failed={text.failed} lines={2}>
        {({ isSet }) =>
          email === null ? (
            <p>
              {text.none} {text.needsEmail}
            </p>
          ) : (
            <PasswordForm isSet={isSet} email={email} changed={changed} />
          )
        }
      </Shown>
      <p class="done" role="status">
        {said}
      </p>
    </section>
  );
};

import { useState } from "preact/hooks";
import { MEMBER_ROLES, type MemberRole } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session } from "../../shared/contract/session.ts";
import { useDoing } from "../ask.ts";
import { RIGHT_NAMES } from "../format/right-name.ts";
import { ROLE_NAMES } from "../format/role-name.ts";
import { chooseLanguage, currentLanguage, LANGUAGES, type Language } from "../language.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { TEXT_OF_ACCOUNT } from "./text.ts";

const text = TEXT_OF_ACCOUNT.profile;

/** What changes in the session: of what was written only what is another than before. */
const changesOf = (
  { name, role, email }: Session["member"],
  written: { name: string; role: MemberRole | null; email: string },
) => ({
  ...(written.name && written.name !== name ? { name: written.name } : {}),
  ...(written.role && written.role !== role ? { role: written.role } : {}),
  ...(written.email && written.email !== email ? { email: written.email } : {}),
});

const LanguageField = () => (
  <Field label={text.language} hint={text.languageHint}>
    {(tied) => (
      <select
        {...tied}
        class="select"
        value={currentLanguage()}
        onChange={({ currentTarget }) => chooseLanguage(currentTarget.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([language, own]) => (
          <option key={language} value={language} lang={language}>
            {own}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** Name, role, address: what a member says of themselves. */
export const ProfileForm = () => {
  const { api, session, sessionChanged } = useConsole();
  const { member } = session;
  const [name, setName] = useState(member.name);
  const [role, setRole] = useState(member.role);
  const [email, setEmail] = useState(member.email ?? "");
  const [isNameless, setNameless] = useState(false);
  const [said, setSaid] = useState("");
  const doing = useDoing();

  const body = changesOf(member, { name: name.trim(), role, email: email.trim() });
  const submit = (event: Event) => {
    event.preventDefault();
    setSaid("");
    setNameless(!name.trim());
    if (!name.trim() || Object.keys(body).length === 0) return;
    void doing.run(async () => {
      const changed = await api.ask<Session>(ROUTES.session, { method: "PATCH", body });
      sessionChanged(changed);
      setName(changed.member.name);
      setEmail(changed.member.email ?? "");
      setSaid(body.email && member.email ? text.savedEmail(changed.member.email ?? "") : text.saved);
    });
  };
  return (
    <section class="panel" aria-labelledby="profile">
      <h2 id="profile">{text.title}</h2>
      <form class="form account-form" onSubmit={submit}>
        <TextField
          label={text.name}
          error={isNameless ? text.nameMissing : undefined}
          dir="auto"
          autoComplete="name"
          maxLength={LIMITS.name}
          value={name}
          write={setName}
        />
        <Field label={text.role} hint={text.roleHint}>
          {(tied) => (
            <select
              {...tied}
              class="select"
              value={role ?? ""}
              onChange={({ currentTarget }) => setRole((currentTarget.value || null) as MemberRole | null)}
            >
              {member.role === null && <option value="">{text.noRole}</option>}
              {MEMBER_ROLES.map((one) => (
                <option key={one} value={one}>
                  {ROLE_NAMES[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label={text.email}
          hint={text.emailHint}
          type="email"
          autoComplete="email"
          maxLength={LIMITS.customerEmail}
          value={email}
          write={setEmail}
        />
        <dl class="own-right">
          <dt class="field-label">{text.right}</dt>
          <dd>
            {RIGHT_NAMES[member.right].name}
            <span class="fine">{RIGHT_NAMES[member.right].may}</span>
          </dd>
        </dl>
        <Failure error={doing.error} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={doing.busy || Object.keys(body).length === 0}>
            {doing.busy ? TEXT.working : text.save}
          </button>
          <span class="done" role="status">
            {said}
          </span>
        </div>
      </form>
      <div class="account-form">
        <LanguageField />
      </div>
    </section>
  );
};

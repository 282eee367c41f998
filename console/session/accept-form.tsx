import { useState } from "preact/hooks";
import type { InvitationPreview } from "../../shared/contract/invitation.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session } from "../../shared/contract/session.ts";
import type { Api } from "../api.ts";
import { useTrying } from "../ask.ts";
import { browserName } from "../format/browser-name.ts";
import { TEXT } from "../text.ts";
import { TextField } from "../ui/text-field.tsx";
import { addPasskey } from "./add-passkey.ts";
import { isRefusedField, PasswordField, passwordFault } from "./password-field.tsx";
import { SignInFailure } from "./sign-in-failure.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const { accept: text, rules } = TEXT_OF_SESSION;

type AcceptFormProps = {
  api: Api;
  token: string;
  preview: InvitationPreview;
  hasPasskeys: boolean;
  joined: (session: Session) => void;
};

type Faults = { name?: string | undefined; email?: string | undefined; password?: string | undefined };

/** Name and a way to sign in: then one is a member, and signed in. */
export const AcceptForm = ({ api, token, preview, hasPasskeys, joined }: AcceptFormProps) => {
  const [name, setName] = useState(preview.name ?? "");
  const [email, setEmail] = useState(preview.email ?? "");
  const [how, setHow] = useState<"password" | "passkey">("password");
  const [password, setPassword] = useState("");
  const [faults, setFaults] = useState<Faults>({});
  const trying = useTrying();

  const submit = async (event: Event) => {
    event.preventDefault();
    const isPassword = how === "password";
    const found: Faults = {
      name: name.trim() ? undefined : text.nameMissing,
      email: isPassword && !email.trim() ? text.emailMissing : undefined,
      password: isPassword ? passwordFault(password) : undefined,
    };
    setFaults(found);
    if (Object.values(found).some(Boolean)) return;
    let session: Session | undefined;
    await trying.run(async () => {
      session = await api.ask<Session>(ROUTES.invitationAcceptance, {
        method: "POST",
        body: {
          token,
          name: name.trim(),
          ...(preview.email === null && email.trim() ? { email: email.trim() } : {}),
          ...(isPassword ? { password } : {}),
        },
      });
      // The member is there by now: a passkey that was not made is added in the account, any time.
      if (!isPassword) await addPasskey(api, browserName(navigator.userAgent) ?? name.trim()).catch(() => {});
    });
    if (session) joined(session);
  };
  const weak = isRefusedField(trying.error, "password");
  return (
    <form class="form" onSubmit={submit} noValidate>
      <TextField
        label={text.name}
        error={faults.name}
        dir="auto"
        autoComplete="name"
        maxLength={LIMITS.name}
        value={name}
        write={setName}
      />
      <TextField
        label={text.email}
        hint={text.emailHint}
        error={faults.email}
        type="email"
        autoComplete="username"
        maxLength={LIMITS.customerEmail}
        readOnly={preview.email !== null}
        value={email}
        write={setEmail}
      />
      {hasPasskeys && (
        <fieldset>
          <legend>{text.how}</legend>
          {(["password", "passkey"] as const).map((way) => (
            <label key={way} class="check">
              <input type="radio" name="how" checked={how === way} onChange={() => setHow(way)} />
              {way === "password" ? text.byPassword : text.byPasskey}
            </label>
          ))}
        </fieldset>
      )}
      {how === "password" && (
        <PasswordField
          label={text.password}
          value={password}
          change={setPassword}
          error={faults.password ?? (weak ? rules.weak : undefined)}
        />
      )}
      {!weak && <SignInFailure error={trying.error} refused={text.gone} />}
      <button type="submit" class="button primary" disabled={trying.busy}>
        {trying.busy ? TEXT.working : text.action}
      </button>
    </form>
  );
};

import { useState } from "preact/hooks";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Session } from "../../shared/contract/session.ts";
import type { Api } from "../api.ts";
import { useTrying } from "../ask.ts";
import { TextField } from "../ui/text-field.tsx";
import { SignInFailure } from "./sign-in-failure.tsx";
import { TEXT_OF_SESSION } from "./text.ts";

const text = TEXT_OF_SESSION;

type SignInFormProps = {
  api: Api;
  /** Whether the browser offers passkeys where the address is written. */
  offersPasskeys: boolean;
  signedIn: (session: Session) => void;
};

/** By e-mail address and password. What was written stays when it is refused; only the password is written anew. */
export const SignInForm = ({ api, offersPasskeys, signedIn }: SignInFormProps) => {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const trying = useTrying();
  const submit = async (event: Event) => {
    event.preventDefault();
    let session: Session | undefined;
    const isDone = await trying.run(async () => {
      session = await api.ask<Session>(ROUTES.signIn, { method: "POST", body: { email: email.trim(), password } });
    });
    if (isDone && session) signedIn(session);
    else setPassword("");
  };
  const autofill = offersPasskeys ? " webauthn" : "";
  return (
    <form class="form" onSubmit={submit}>
      <TextField
        label={text.email}
        type="email"
        name="email"
        required
        autoComplete={`username${autofill}`}
        maxLength={LIMITS.customerEmail}
        value={email}
        write={setEmail}
      />
      <TextField
        label={text.password}
        type="password"
        name="password"
        required
        autoComplete={`current-password${autofill}`}
        value={password}
        write={setPassword}
      />
      <SignInFailure error={trying.error} refused={text.wrong} />
      <button type="submit" class="button primary" disabled={trying.busy}>
        {trying.busy ? text.signingIn : text.signIn}
      </button>
    </form>
  );
};

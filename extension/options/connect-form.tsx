import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";
import type { Attempt, Trouble } from "./connect.ts";
import { Field } from "./field.tsx";
import { OriginHelp } from "./origin-help.tsx";

type Props = {
  ownEntry: string;
  attempt(typed: { server: string; key: string }): Promise<Attempt>;
  connected(connection: Connection): Promise<void>;
};

/** Asks for server and key, and tries them out for real before anything is kept. */
export const ConnectForm = ({ ownEntry, attempt, connected }: Props) => {
  const [server, setServer] = useState("");
  const [key, setKey] = useState("");
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    const outcome = await attempt({ server, key });
    setBusy(false);
    if ("connection" in outcome) return connected(outcome.connection);
    setTrouble(outcome.trouble);
    form.current?.querySelector<HTMLInputElement>(`[name="${outcome.trouble.about}"]`)?.focus();
  };

  const sentence = (about: Trouble["about"]) => (trouble?.about === about ? trouble.sentence : undefined);
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Field
        name="server"
        label={TEXT.serverLabel}
        value={server}
        change={setServer}
        placeholder={TEXT.serverPlaceholder}
        inputMode="url"
        trouble={sentence("server")}
      />
      <Field
        name="key"
        label={TEXT.keyLabel}
        value={key}
        change={setKey}
        placeholder={TEXT.keyPlaceholder}
        hint={TEXT.keyHint}
        trouble={sentence("key")}
      />
      <OriginHelp entry={trouble?.about === "origin" ? ownEntry : undefined} />
      <button type="submit" class="primary" aria-disabled={busy}>
        {busy ? TEXT.connecting : TEXT.connect}
      </button>
    </form>
  );
};

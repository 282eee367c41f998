import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Made } from "../connections.ts";
import { TEXT } from "../text.ts";
import { type Attempt, readLink, type Trouble, type Typed } from "./connect.ts";
import { Field } from "./field.tsx";
import { OriginHelp } from "./origin-help.tsx";

type Props = {
  ownEntry: string;
  attempt(typed: Typed): Promise<Attempt>;
  connected(made: Made): Promise<void>;
};

/** Asks for a link, or for a code or key and its server, and tries them out for real before anything is kept. */
export const ConnectForm = ({ ownEntry, attempt, connected }: Props) => {
  const [code, setCode] = useState("");
  const [server, setServer] = useState("");
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const kept = async (made: Made): Promise<Trouble | undefined> => {
    try {
      await connected(made);
      return undefined;
    } catch {
      return { about: "code", sentence: TEXT.notKept };
    }
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    const outcome = await attempt({ code, server });
    setBusy(false);
    const found = "made" in outcome ? await kept(outcome.made) : outcome.trouble;
    if (!found) return;
    setTrouble(found);
    const { about } = found;
    const named = form.current?.querySelector<HTMLInputElement>(`[name="${about}"]`);
    (named ?? form.current?.querySelector("input"))?.focus();
  };

  const isLink = readLink(code) !== undefined;
  // What is wrong with the address of a link can be mended in the link alone.
  const sentence = (about: Trouble["about"]) =>
    trouble?.about === about || (isLink && about === "code" && trouble?.about === "server")
      ? trouble?.sentence
      : undefined;
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Field
        name="code"
        label={TEXT.codeLabel}
        value={code}
        change={setCode}
        placeholder={TEXT.codePlaceholder}
        hint={TEXT.codeHint}
        trouble={sentence("code")}
      />
      {code.trim() !== "" && !isLink && (
        <Field
          name="server"
          label={TEXT.serverLabel}
          value={server}
          change={setServer}
          placeholder={TEXT.serverPlaceholder}
          inputMode="url"
          trouble={sentence("server")}
        />
      )}
      <OriginHelp entry={trouble?.about === "origin" ? ownEntry : undefined} />
      <button type="submit" class="primary" aria-disabled={busy}>
        {busy ? TEXT.connecting : TEXT.connect}
      </button>
    </form>
  );
};

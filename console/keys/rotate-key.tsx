import { useRef, useState } from "preact/hooks";
import type { KeyAnswer, NewKeyAnswer } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { SheetActions } from "../ui/sheet-actions.tsx";
import { text } from "./text.ts";

const DAY = "86400";

type Props = {
  of: KeyAnswer;
  made: (successor: NewKeyAnswer, graceSeconds: number | null) => void;
  closed: () => void;
};

/** Puts a new key in the place of one, which works on for as long as is chosen. */
export const RotateKey = ({ of, made, closed }: Props) => {
  const { api } = useConsole();
  const hasLeaked = of.leakedAt !== null;
  const { isSole } = keyKind(of.kind);
  const [grace, setGrace] = useState(hasLeaked || isSole ? "0" : DAY);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const graceSeconds = grace === "revoked" ? null : Number(grace);
    let successor: NewKeyAnswer | undefined;
    await doing.run(async () => {
      const asked = { method: "POST", path: { id: of.id }, body: { graceSeconds } } as const;
      successor = await api.ask<NewKeyAnswer>(ROUTES.keyRotation, asked);
    });
    if (!successor) return;
    closeDialogOf(form.current); // before: it gives the focus back, and the new key is to have it
    made(successor, graceSeconds);
  };
  return (
    <Dialog title={text.rotation.title(of.name)} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        <p class="prose">{isSole ? text.rotation.sole : hasLeaked ? text.rotation.leaked : text.rotation.text}</p>
        {!isSole && (
          <Field label={text.rotation.grace}>
            {(tied) => (
              <select
                {...tied}
                class="select"
                value={grace}
                onChange={({ currentTarget }) => setGrace(currentTarget.value)}
              >
                {Object.entries(text.rotation.graces).map(([seconds, words]) => (
                  <option key={seconds} value={seconds}>
                    {words}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Failure error={doing.error} />
        <SheetActions action={text.rotation.action} busy={doing.busy} />
      </form>
    </Dialog>
  );
};

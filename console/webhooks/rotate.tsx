import { useRef, useState } from "preact/hooks";
import type { WebhookWithSecret } from "../../shared/contract/webhook.ts";
import { useDoing } from "../ask.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { SheetActions } from "../ui/sheet-actions.tsx";
import { text } from "./text.ts";

const said = text.rotate;
const DAY = 86_400;

type RotateProps = {
  rotate: (graceSeconds: number) => Promise<WebhookWithSecret>;
  rotated: (webhook: WebhookWithSecret) => void;
  closed: () => void;
};

/** Asks how long the old secret signs too, and makes the new one. */
export const Rotate = ({ rotate, rotated, closed }: RotateProps) => {
  const [grace, setGrace] = useState(DAY);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    let made: WebhookWithSecret | undefined;
    const done = await doing.run(async () => {
      made = await rotate(grace);
    });
    if (!done || !made) return;
    closeDialogOf(form.current);
    rotated(made);
  };
  return (
    <Dialog title={said.title} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        <p class="prose">{said.text}</p>
        <Field label={said.overlap} hint={said.overlapHint}>
          {(tied) => (
            <select
              {...tied}
              class="select"
              value={grace}
              onChange={({ currentTarget }) => setGrace(Number(currentTarget.value))}
            >
              {Object.entries(said.graces).map(([seconds, words]) => (
                <option key={seconds} value={seconds}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Failure error={doing.error} />
        <SheetActions action={said.action} busy={doing.busy} />
      </form>
    </Dialog>
  );
};

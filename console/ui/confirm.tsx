import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { useDoing } from "../ask.ts";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";

type ConfirmProps = {
  title: ComponentChildren;
  /** What will happen, and what cannot be undone. */
  children: ComponentChildren;
  /** The words on the button: a verb and its object. */
  action: string;
  /** What has to be written before the button does anything: the name of what goes for good. */
  byName?: string;
  /** @default true */
  isDangerous?: boolean;
  /** Rejects with an `EarshotError`: then the dialog says so, and stays. */
  run: () => Promise<unknown>;
  closed: () => void;
};

/** Letters as people see them: how spaces and marks are written makes no other name. */
const asSeen = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim();

/** Asks before what cannot be undone; what goes for good is confirmed by its name. */
export const Confirm = ({ title, children, action, byName, isDangerous = true, run, closed }: ConfirmProps) => {
  const [written, setWritten] = useState("");
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const field = useId();
  const isSure = byName === undefined || asSeen(written) === asSeen(byName);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isSure && (await doing.run(run))) closeDialogOf(form.current);
  };
  return (
    <Dialog title={title} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        <div class="prose">{children}</div>
        {byName !== undefined && (
          <label class="field" for={field}>
            <span class="field-label">{TEXT.confirm.write}</span>
            <bdi class="confirm-name">{byName}</bdi>
            <input
              id={field}
              class="input"
              value={written}
              autoComplete="off"
              spellcheck={false}
              onInput={({ currentTarget }) => setWritten(currentTarget.value)}
            />
          </label>
        )}
        <Failure error={doing.error} />
        <div class="form-actions">
          <button
            type="submit"
            class={isDangerous ? "button primary danger" : "button primary"}
            disabled={!isSure || doing.busy}
          >
            {doing.busy ? TEXT.working : action}
          </button>
          <button type="button" class="button" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
            {TEXT.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

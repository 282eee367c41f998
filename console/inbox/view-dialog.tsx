import { useRef, useState } from "preact/hooks";
import { useDoing } from "../ask.ts";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { SavedView } from "./use-views.ts";
import { work } from "./work-text.ts";

const text = work.views;

type ViewDialogProps = {
  /** Absent for a new one. */
  view: SavedView | undefined;
  mayShare: boolean;
  save: (name: string, shared: boolean) => Promise<unknown>;
  remove: (() => Promise<unknown>) | undefined;
  closed: () => void;
};

/** Gives a view its name. */
export const ViewDialog = ({ view, mayShare, save, remove, closed }: ViewDialogProps) => {
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const run = async (work: () => Promise<unknown>) => {
    if (await doing.run(work)) closeDialogOf(form.current);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(name.trim() === "");
    if (name.trim() !== "") void run(() => save(name.trim(), shared));
  };
  return (
    <Dialog title={view ? text.renameTitle : text.saveTitle} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        <TextField
          label={text.name}
          error={isMissing ? text.nameMissing : undefined}
          maxLength={128}
          placeholder={text.namePlaceholder}
          value={name}
          write={setName}
        />
        {!view && mayShare && (
          <label class="check">
            <input
              type="checkbox"
              checked={shared}
              onChange={({ currentTarget }) => setShared(currentTarget.checked)}
            />
            {text.shared}
          </label>
        )}
        <Failure error={doing.error} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={doing.busy}>
            {doing.busy ? TEXT.working : view ? text.rename : text.save}
          </button>
          {remove && (
            <button type="button" class="button danger" disabled={doing.busy} onClick={() => run(remove)}>
              {text.remove}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
};

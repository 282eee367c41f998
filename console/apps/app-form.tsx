import { useRef, useState } from "preact/hooks";
import type { AppAnswer, CreateApp, UpdateApp } from "../../shared/contract/app.ts";
import type { Environment, Mode } from "../../shared/contract/enumerations.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useDraft } from "../draft.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { SheetActions } from "../ui/sheet-actions.tsx";
import { text } from "./text.ts";

type ChoiceProps<Value extends string> = {
  label: string;
  name: string;
  choices: Record<Value, string>;
  value: Value;
  choose: (value: Value) => void;
  hint?: string;
};

/** One of a few, each with what it means. */
const Choice = <Value extends string>({ label, name, choices, value, choose, hint }: ChoiceProps<Value>) => (
  <fieldset>
    <legend>{label}</legend>
    {Object.entries<string>(choices).map(([one, words]) => (
      <label key={one} class="check">
        <input type="radio" name={name} checked={one === value} onChange={() => choose(one as Value)} />
        <span>{words}</span>
      </label>
    ))}
    {hint && <p class="fine">{hint}</p>}
  </fieldset>
);

type AppFormProps = {
  /** The one that is changed; without it one is made. */
  app?: AppAnswer | undefined;
  done: (app: AppAnswer) => void;
  closed: () => void;
};

/** Makes an app, or changes its name and who may send. */
export const AppForm = ({ app, done, closed }: AppFormProps) => {
  const { api } = useConsole();
  const [draft, keepDraft] = useDraft(`app/${app?.id ?? "new"}`);
  const [name, setName] = useState(draft || (app?.name ?? ""));
  const [environment, setEnvironment] = useState<Environment>(app?.environment ?? "live");
  const [mode, setMode] = useState<Mode>(app?.mode ?? "public");
  const [lacksName, setLacksName] = useState(false);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const save = async () => {
    const body: CreateApp | UpdateApp = app ? { name, mode } : { name, mode, environment };
    const saved = await (app
      ? api.ask<AppAnswer>(ROUTES.app, { method: "PATCH", path: { id: app.id }, body })
      : api.ask<AppAnswer>(ROUTES.apps, { method: "POST", body }));
    keepDraft("");
    done(saved);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setLacksName(!name.trim());
    if (!name.trim()) return form.current?.querySelector("input")?.focus();
    if (await doing.run(save)) closeDialogOf(form.current);
  };
  return (
    <Dialog title={app ? text.editTitle(app.name) : text.makeTitle} closed={closed}>
      <form class="form" ref={form} onSubmit={submit} noValidate>
        <Field label={text.name} hint={text.nameHint} error={lacksName ? text.nameMissing : undefined}>
          {(tied) => (
            <input
              {...tied}
              class="input"
              value={name}
              maxLength={128}
              required
              readOnly={doing.busy}
              autoComplete="off"
              onInput={({ currentTarget }) => {
                setName(currentTarget.value);
                setLacksName(false);
                keepDraft(currentTarget.value);
              }}
            />
          )}
        </Field>
        {!app && (
          <Choice
            label={text.environmentLabel}
            name="environment"
            choices={text.environments}
            value={environment}
            choose={setEnvironment}
            hint={text.environmentStays}
          />
        )}
        <Choice label={text.modeLabel} name="mode" choices={text.modes} value={mode} choose={setMode} />
        <Failure error={doing.error} />
        <SheetActions action={app ? text.save : text.makeTitle} busy={doing.busy} />
      </form>
    </Dialog>
  );
};

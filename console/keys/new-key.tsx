import { useRef, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { CreateKey, NewKeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useDraft } from "../draft.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { SheetActions } from "../ui/sheet-actions.tsx";
import { TextField } from "../ui/text-field.tsx";
import { entriesOf, OriginsField } from "./origins-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import { text } from "./text.ts";

const DAY_MS = 86_400_000;
type Kind = "publishable" | "secret";
type Expiry = keyof typeof text.form.expiries;

type Props = {
  app: AppAnswer;
  /** The kind that is wanted, where no other will do. */
  only?: Kind;
  made: (key: NewKeyAnswer) => void;
  closed: () => void;
};

/** Makes a key. What was written stays until it is made, whatever comes between. */
export const NewKey = ({ app, only, made, closed }: Props) => {
  const { api, now } = useConsole();
  const [name, setName] = useDraft(`key/${app.id}/name`);
  const [origins, setOrigins] = useDraft(`key/${app.id}/origins`);
  const [kind, setKind] = useState<Kind>(only ?? "publishable");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["feedback:read"]);
  const [expiry, setExpiry] = useState<Expiry>("never");
  const [lacking, setLacking] = useState<string>();
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);

  const body = (): CreateKey => ({
    app: app.id,
    kind,
    name,
    ...(kind === "secret" ? { scopes: [...scopes] } : { allowedOrigins: entriesOf(origins) }),
    ...(expiry === "never" ? {} : { expiresAt: new Date(now() + Number(expiry) * DAY_MS).toISOString() }),
  });
  const submit = async (event: Event) => {
    event.preventDefault();
    if (kind === "secret" && scopes.length === 0) return setLacking(text.form.scopesNone);
    setLacking(undefined);
    let key: NewKeyAnswer | undefined;
    await doing.run(async () => {
      key = await api.ask<NewKeyAnswer>(ROUTES.keys, { method: "POST", body: body() });
      setName("");
      setOrigins("");
    });
    if (!key) return;
    closeDialogOf(form.current); // before: it gives the focus back, and the new key is to have it
    made(key);
  };
  return (
    <Dialog title={text.form.makeTitle} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        <TextField
          label={text.form.name}
          hint={text.form.nameHint}
          value={name}
          maxLength={128}
          required
          readOnly={doing.busy}
          autoComplete="off"
          write={setName}
        />
        {!only && (
          <fieldset>
            <legend>{text.form.kind}</legend>
            {(["publishable", "secret"] as const).map((one) => (
              <label key={one} class="check">
                <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
                <span>{text.form.kinds[one]}</span>
              </label>
            ))}
          </fieldset>
        )}
        {kind === "publishable" ? (
          <OriginsField app={app.id} value={origins} write={setOrigins} readOnly={doing.busy} />
        ) : (
          <ScopesField value={scopes} choose={setScopes} error={lacking} />
        )}
        <Field label={text.form.expiry}>
          {(tied) => (
            <select
              {...tied}
              class="select"
              value={expiry}
              onChange={({ currentTarget }) => setExpiry(currentTarget.value as Expiry)}
            >
              {/* Names that are numbers come first in every object, so the order is said here. */}
              {(["never", "30", "90", "365"] as const).map((one) => (
                <option key={one} value={one}>
                  {text.form.expiries[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Failure error={doing.error} />
        <SheetActions action={text.form.make} busy={doing.busy} disabled={doing.busy || name.trim() === ""} />
      </form>
    </Dialog>
  );
};

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { CreateKey, NewKeyAnswer } from "../../shared/contract/key.ts";
import { type KeyKind, keyKind } from "../../shared/contract/key-kinds.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { EarshotError } from "../../shared/errors.ts";
import { useDoing } from "../ask.ts";
import { useDraft } from "../draft.ts";
import { useConsole } from "../room.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { SheetActions } from "../ui/sheet-actions.tsx";
import { TextField } from "../ui/text-field.tsx";
import { KindField } from "./kind-field.tsx";
import { MayFields } from "./may-fields.tsx";
import { entriesOf } from "./origins-field.tsx";
import { RoleFields } from "./role-fields.tsx";
import { text } from "./text.ts";

const DAY_MS = 86_400_000;
type Expiry = keyof typeof text.form.expiries;
/** What is missing, field by field. */
type Lacking = Partial<Record<"name" | "description" | "scopes", string>>;

type Props = {
  app: AppAnswer;
  /** The kind that is wanted, where no other will do. */
  only?: "publishable";
  made: (key: NewKeyAnswer) => void;
  closed: () => void;
};

/** Makes a key. What was written stays until it is made, whatever comes between. */
export const NewKey = ({ app, only, made, closed }: Props) => {
  const { api, now } = useConsole();
  const [name, setName] = useDraft(`key/${app.id}/name`);
  const [origins, setOrigins] = useDraft(`key/${app.id}/origins`);
  const [description, setDescription] = useDraft(`key/${app.id}/description`);
  const [kind, setKind] = useState<KeyKind>(keyKind(only ?? "publishable"));
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["feedback:read"]);
  const [role, setRole] = useState("");
  const [expiry, setExpiry] = useState<Expiry>("never");
  const [lacking, setLacking] = useState<Lacking>({});
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  /** The button was pressed and something is missing: the first such field is to have the focus. */
  const isPointing = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields are marked by then
  useLayoutEffect(() => {
    if (isPointing.current) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    isPointing.current = false;
  }, [lacking]);

  const choose = (chosen: KeyKind) => {
    setKind(chosen);
    setLacking({});
    setRole(chosen.roles?.[0] ?? "");
    setScopes(chosen.product && chosen.scopes ? chosen.scopes : ["feedback:read"]);
    doing.forget();
  };
  const entries = entriesOf(origins);
  const body = (): CreateKey => ({
    app: app.id,
    kind: kind.kind,
    name,
    ...(kind.scopes ? { scopes: [...scopes] } : {}),
    ...(kind.pages === "origins" || (kind.pages && entries.length > 0) ? { allowedOrigins: entries } : {}),
    ...(kind.roles ? { role, description } : {}),
    ...(expiry === "never" ? {} : { expiresAt: new Date(now() + Number(expiry) * DAY_MS).toISOString() }),
  });
  const submit = async (event: Event) => {
    event.preventDefault();
    const missing: Lacking = {
      ...(name.trim() ? {} : { name: text.form.nameMissing }),
      ...(kind.roles && !description.trim() ? { description: text.form.descriptionMissing } : {}),
      ...(kind.scopes && scopes.length === 0 ? { scopes: text.form.scopesNone } : {}),
    };
    isPointing.current = true;
    setLacking(missing);
    if (Object.keys(missing).length > 0) return;
    let key: NewKeyAnswer | undefined;
    await doing.run(async () => {
      key = await api.ask<NewKeyAnswer>(ROUTES.keys, { method: "POST", body: body() });
      setName("");
      setOrigins("");
      setDescription("");
    });
    if (!key) return;
    closeDialogOf(form.current); // before: it gives the focus back, and the new key is to have it
    made(key);
  };
  /** What is written is no longer missing. */
  const filled = (field: keyof Lacking) => setLacking((shown) => ({ ...shown, [field]: undefined }));
  const isTaken = kind.isSole && doing.error instanceof EarshotError && doing.error.code === "conflict";
  return (
    <Dialog title={text.form.makeTitle} closed={closed}>
      <form class="form" ref={form} onSubmit={submit} noValidate>
        <TextField
          label={text.form.name}
          hint={text.form.nameHint}
          error={lacking.name}
          value={name}
          maxLength={128}
          required
          readOnly={doing.busy}
          autoComplete="off"
          write={(written) => {
            setName(written);
            filled("name");
          }}
        />
        {!only && <KindField value={kind} choose={choose} />}
        <MayFields
          kind={kind}
          app={app.id}
          origins={origins}
          writeOrigins={setOrigins}
          scopes={scopes}
          chooseScopes={(chosen) => {
            setScopes(chosen);
            filled("scopes");
          }}
          error={lacking.scopes}
          readOnly={doing.busy}
        />
        {kind.roles && (
          <RoleFields
            roles={kind.roles}
            role={role}
            choose={setRole}
            description={description}
            error={lacking.description}
            write={(written) => {
              setDescription(written);
              filled("description");
            }}
            readOnly={doing.busy}
          />
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
        {isTaken ? (
          <p class="failure" role="alert">
            {text.form.taken}
          </p>
        ) : (
          <Failure error={doing.error} />
        )}
        <SheetActions action={text.form.make} busy={doing.busy} />
      </form>
    </Dialog>
  );
};

import { useRef, useState } from "preact/hooks";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { TextField } from "../ui/text-field.tsx";
import { MayFields } from "./may-fields.tsx";
import { entriesOf } from "./origins-field.tsx";
import { text } from "./text.ts";

type Facts = Pick<KeyAnswer, "name" | "allowedOrigins" | "scopes">;
const factsOf = ({ name, allowedOrigins, scopes }: KeyAnswer): string =>
  JSON.stringify([name, allowedOrigins, scopes] satisfies [string, string[], string[]]);

type Props = { of: KeyAnswer; done: () => Promise<void>; closed: () => void };

/** Changes a key's name, and whose pages may use it or what it may do. Another member's change meanwhile is told, and not lost. */
export const EditKey = ({ of, done, closed }: Props) => {
  const { api } = useConsole();
  const kind = keyKind(of.kind);
  const [base, setBase] = useState(of);
  const [theirs, setTheirs] = useState<KeyAnswer>();
  const [name, setName] = useState(of.name);
  const [origins, setOrigins] = useState(of.allowedOrigins.join("\n"));
  const [scopes, setScopes] = useState<Facts["scopes"]>(of.scopes);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const place = { path: { id: of.id } };
  const take = (key: KeyAnswer) => {
    setBase(key);
    setTheirs(undefined);
    setName(key.name);
    setOrigins(key.allowedOrigins.join("\n"));
    setScopes(key.scopes);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    let isSaved = false;
    await doing.run(async () => {
      const current = await api.ask<KeyAnswer>(ROUTES.key, place);
      if (factsOf(current) !== factsOf(base)) {
        setBase(current);
        setTheirs(current);
        return;
      }
      const body = {
        name,
        ...(kind.pages ? { allowedOrigins: entriesOf(origins) } : {}),
        ...(kind.scopes && scopes.join() !== base.scopes.join() ? { scopes } : {}),
      };
      await api.ask<KeyAnswer>(ROUTES.key, { ...place, method: "PATCH", body });
      isSaved = true;
      await done();
    });
    if (isSaved) closeDialogOf(form.current);
  };
  const lacksName = name.trim() === "";
  const lacksScopes = kind.scopes !== undefined && scopes.length === 0;
  return (
    <Dialog title={text.form.editTitle(of.name)} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        <div role="alert">
          {theirs && (
            <p class="failure">
              {text.form.conflict}{" "}
              <button type="button" class="button" onClick={() => take(theirs)}>
                {text.form.theirs}
              </button>
            </p>
          )}
        </div>
        <TextField
          label={text.form.name}
          error={lacksName ? text.form.nameMissing : undefined}
          value={name}
          maxLength={128}
          required
          readOnly={doing.busy}
          autoComplete="off"
          write={setName}
        />
        <MayFields
          kind={kind}
          app={of.app}
          origins={origins}
          writeOrigins={setOrigins}
          scopes={scopes}
          chooseScopes={(chosen) => setScopes([...chosen])}
          error={lacksScopes ? text.form.scopesNone : undefined}
          readOnly={doing.busy}
        />
        <Failure error={doing.error} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={doing.busy || lacksName || lacksScopes}>
            {doing.busy ? TEXT.working : text.form.save}
          </button>
          <button type="button" class="button" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
            {TEXT.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

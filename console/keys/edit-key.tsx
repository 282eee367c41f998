import { useRef, useState } from "preact/hooks";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { TextField } from "../ui/text-field.tsx";
import { entriesOf, OriginsField } from "./origins-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import { text } from "./text.ts";

type Facts = Pick<KeyAnswer, "name" | "allowedOrigins" | "scopes">;
const factsOf = ({ name, allowedOrigins, scopes }: KeyAnswer): string =>
  JSON.stringify([name, allowedOrigins, scopes] satisfies [string, string[], string[]]);

type Props = { of: KeyAnswer; done: () => Promise<void>; closed: () => void };

/** Changes a key's name, and whose pages may use it or what it may do. Another member's change meanwhile is told, and not lost. */
export const EditKey = ({ of, done, closed }: Props) => {
  const { api } = useConsole();
  const isForPages = of.kind === "publishable";
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
        ...(isForPages ? { allowedOrigins: entriesOf(origins) } : {}),
        ...(!isForPages && scopes.join() !== base.scopes.join() ? { scopes } : {}),
      };
      await api.ask<KeyAnswer>(ROUTES.key, { ...place, method: "PATCH", body });
      isSaved = true;
      await done();
    });
    if (isSaved) closeDialogOf(form.current);
  };
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
          value={name}
          maxLength={128}
          required
          readOnly={doing.busy}
          autoComplete="off"
          write={setName}
        />
        {isForPages ? (
          <OriginsField app={of.app} value={origins} write={setOrigins} readOnly={doing.busy} />
        ) : (
          <ScopesField
            value={scopes}
            choose={(chosen) => setScopes([...chosen])}
            error={scopes.length === 0 ? text.form.scopesNone : undefined}
          />
        )}
        <Failure error={doing.error} />
        <div class="form-actions">
          <button
            type="submit"
            class="button primary"
            disabled={doing.busy || name.trim() === "" || (!isForPages && scopes.length === 0)}
          >
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

import { useState } from "preact/hooks";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Passkey } from "../../shared/contract/passkey.ts";
import { useDoing } from "../ask.ts";
import { browserName } from "../format/browser-name.ts";
import { useConsole } from "../room.tsx";
import { addPasskey } from "../session/add-passkey.ts";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { TextField } from "../ui/text-field.tsx";
import { TEXT_OF_ACCOUNT } from "./text.ts";

const text = TEXT_OF_ACCOUNT.passkeys;

/** Makes a passkey in this browser, by a name. */
export const AddPasskeyForm = ({ added }: { added: (passkey: Passkey) => void }) => {
  const { api } = useConsole();
  const [name, setName] = useState(() => browserName(navigator.userAgent) ?? "");
  const [isNameless, setNameless] = useState(false);
  const doing = useDoing();
  const submit = (event: Event) => {
    event.preventDefault();
    setNameless(!name.trim());
    if (name.trim()) void doing.run(async () => added(await addPasskey(api, name.trim())));
  };
  const isNotMade = doing.error instanceof DOMException;
  return (
    <form class="form account-form" onSubmit={submit}>
      <TextField
        label={text.name}
        error={isNameless ? text.nameMissing : undefined}
        dir="auto"
        autoComplete="off"
        maxLength={LIMITS.name}
        value={name}
        write={setName}
      />
      {isNotMade ? (
        <p class="failure" role="alert">
          {text.notMade}
        </p>
      ) : (
        <Failure error={doing.error} />
      )}
      <div class="form-actions">
        <button type="submit" class="button" disabled={doing.busy}>
          {doing.busy ? TEXT.working : text.add}
        </button>
      </div>
    </form>
  );
};

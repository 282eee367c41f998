import type { TargetedSubmitEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { ConnectCode, CreateConnectCode } from "../../shared/contract/connect-code.ts";
import { connectLink } from "../../shared/contract/connect-link.ts";
import { explain } from "../explain.ts";
import { clockTime } from "../format/clock-time.ts";
import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";

const text = TEXT.extensions;

/** The link that was just made, for the only time: it is not kept anywhere. */
const Made = ({ made: { name, link, code, expiresAt } }: { made: ConnectCode }) => {
  const shown = link ?? connectLink(location.origin, code);
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is new, and is read out
  useLayoutEffect(() => title.current?.focus(), [code]);
  return (
    <div class="made">
      <h3 ref={title} tabIndex={-1}>
        {text.made(name)}
      </h3>
      <div class="code-line">
        <code>{shown}</code>
        <CopyButton value={shown} what={TEXT.connect.what} />
      </div>
      <p class="fine">{text.madeNext(clockTime(expiresAt))}</p>
    </div>
  );
};

type Props = {
  /** Those that take feedback from extensions. */
  apps: AppAnswer[];
  connect(wanted: CreateConnectCode): Promise<ConnectCode>;
};

/** Asks for whom, and shows the link. */
export const ConnectForm = ({ apps, connect }: Props) => {
  const [name, setName] = useState("");
  const [app, setApp] = useState<string>();
  const [made, setMade] = useState<ConnectCode>();
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const chosen = apps.find(({ id }) => id === app) ?? apps[0];

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || !chosen) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      if (name.trim() === "") throw new RangeError();
      setMade(await connect({ name: name.trim(), app: chosen.id }));
      setName("");
    } catch (error) {
      setTrouble(error instanceof RangeError ? text.nameMissing : explain(error));
      field.current?.focus();
    }
    setBusy(false);
  };
  if (!chosen) return <p class="fine">{text.noApp}</p>;
  return (
    <>
      <form class="connect-form" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">{text.name}</span>
          <input
            class="input"
            ref={field}
            name="name"
            value={name}
            maxLength={200}
            autocomplete="off"
            placeholder={text.namePlaceholder}
            aria-invalid={trouble !== undefined}
            aria-describedby="connect-trouble"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {apps.length > 1 && (
          <label class="field">
            <span class="field-label">{text.app}</span>
            <select class="select" name="app" value={chosen.id} onChange={(event) => setApp(event.currentTarget.value)}>
              {apps.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="submit" class="button primary" aria-disabled={busy}>
          {text.make}
        </button>
      </form>
      <p id="connect-trouble" class="failure" role="alert">
        {trouble}
      </p>
      {made && <Made made={made} />}
    </>
  );
};

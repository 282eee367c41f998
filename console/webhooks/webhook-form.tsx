import { useRef, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { EventType } from "../../shared/contract/enumerations.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import { useDoing } from "../ask.ts";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { addressProblem, refusedAddress } from "./address-problem.ts";
import { EventChoice } from "./events.tsx";
import { text } from "./text.ts";
import { useWritten, type Written } from "./use-written.ts";

type WebhookFormProps = {
  /** The one to edit; without it, one is added. */
  webhook?: Webhook;
  apps: readonly AppAnswer[];
  /** Rejects with an `EarshotError`: the form stays and says so. @returns `changed`: another member changed it meanwhile. */
  save: (written: Written) => Promise<"saved" | "changed">;
  closed: () => void;
};

/** Adds a webhook or edits one. What was written outlives the sheet, a lost session and another member's change. */
export const WebhookForm = ({ webhook, apps, save, closed }: WebhookFormProps) => {
  const kind = webhook ? "edit" : "add";
  const { written, write, forget, isKept } = useWritten(webhook);
  const [problem, setProblem] = useState<{ url?: string | undefined; events?: string | undefined }>({});
  const [isChanged, setChanged] = useState(false);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const { url, app, events } = written;
  const submit = async (event: Event) => {
    event.preventDefault();
    const trimmed = url.trim();
    const wrong = { url: addressProblem(trimmed), events: events.length === 0 ? text.form.noEvents : undefined };
    setProblem(wrong);
    if (wrong.url) form.current?.querySelector("input")?.focus();
    if (wrong.url || wrong.events) return;
    const said: { outcome?: "saved" | "changed" } = {};
    const done = await doing.run(async () => {
      said.outcome = await save({ ...written, url: trimmed });
    });
    if (!done) return;
    setChanged(said.outcome === "changed");
    if (said.outcome === "changed") return;
    forget();
    closeDialogOf(form.current);
  };
  const refused = refusedAddress(doing.error);
  return (
    <Dialog title={text.form.title[kind]} closed={closed}>
      <form class="form" ref={form} onSubmit={submit} noValidate>
        {isKept && (
          <p class="fine" role="status">
            {text.form.kept}
          </p>
        )}
        <Field label={text.form.url} hint={text.form.urlHint} error={problem.url ?? refused}>
          {(tied) => (
            <input
              {...tied}
              class="input"
              type="url"
              inputMode="url"
              value={url}
              autoComplete="off"
              spellcheck={false}
              onInput={({ currentTarget: { value } }) => {
                setProblem((shown) => ({ ...shown, url: undefined }));
                doing.forget();
                write({ url: value });
              }}
            />
          )}
        </Field>
        {!webhook && apps.length > 0 && (
          <Field label={text.form.app}>
            {(tied) => (
              <select
                {...tied}
                class="select"
                value={app ?? ""}
                onChange={({ currentTarget: { value } }) => write({ app: value || null })}
              >
                <option value="">{text.allApps}</option>
                {apps.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <EventChoice
          chosen={events}
          choose={(chosen: EventType[]) => {
            setProblem((shown) => ({ ...shown, events: undefined }));
            write({ events: chosen });
          }}
          error={problem.events}
        />
        <div role="alert">{isChanged && <p class="failure">{text.form.changed}</p>}</div>
        <Failure error={refused ? undefined : doing.error} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={doing.busy}>
            {doing.busy ? TEXT.working : text.form.save[kind]}
          </button>
          <button
            type="button"
            class="button"
            onClick={({ currentTarget }) => {
              forget();
              closeDialogOf(currentTarget);
            }}
          >
            {TEXT.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

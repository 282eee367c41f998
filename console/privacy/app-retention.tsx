import { useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Feedback } from "../../shared/contract/record.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { TEXT_OF_PRIVACY } from "./text.ts";

const text = TEXT_OF_PRIVACY.retention;
const DAY = 24 * 3_600_000;
/** So many are counted before a shorter time is confirmed; what is beyond is told as "more than". */
const COUNTED = 300;

type Shorter = { days: number; count: number; isMore: boolean };

/** How long one app keeps its feedback. A shorter time is asked about first, with how much would go. */
export const AppRetention = ({ app, changed }: { app: AppAnswer; changed: (app: AppAnswer) => void }) => {
  const { api, now } = useConsole();
  const [isForever, setForever] = useState(app.retentionDays === null);
  const [written, setWritten] = useState(String(app.retentionDays ?? 365));
  const [wrong, setWrong] = useState(false);
  const [shorter, setShorter] = useState<Shorter>();
  const [said, setSaid] = useState("");
  const doing = useDoing();

  const days = isForever ? null : /^\d{1,5}$/.test(written.trim()) ? Number(written) : Number.NaN;
  const isChanged = days !== app.retentionDays;
  const keep = async (next: number | null) => {
    changed(
      await api.ask<AppAnswer>(ROUTES.app, { method: "PATCH", path: { id: app.id }, body: { retentionDays: next } }),
    );
    setSaid(text.saved(app.name, next));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setSaid("");
    const isWrong = days !== null && !(days >= 1 && days <= LIMITS.retentionDays);
    setWrong(isWrong);
    if (isWrong || !isChanged) return;
    void doing.run(async () => {
      if (days === null || (app.retentionDays !== null && days > app.retentionDays)) return keep(days);
      const until = new Date(now() - days * DAY).toISOString();
      const { length } = await api.all<Feedback>(ROUTES.feedback, { query: { app: app.id, until } }, COUNTED + 1);
      setShorter({ days, count: Math.min(length, COUNTED), isMore: length > COUNTED });
    });
  };
  return (
    <form class="retention" onSubmit={submit}>
      <fieldset>
        <legend>
          <bdi>{app.name}</bdi> <span class="fine">{text.now(app.retentionDays)}</span>
        </legend>
        <label class="check">
          <input type="radio" name={`kept-${app.id}`} checked={isForever} onChange={() => setForever(true)} />
          {text.forever}
        </label>
        <label class="check">
          <input type="radio" name={`kept-${app.id}`} checked={!isForever} onChange={() => setForever(false)} />
          {text.days}
        </label>
      </fieldset>
      {!isForever && (
        <Field label={text.daysLabel(app.name)} error={wrong ? text.wrong(LIMITS.retentionDays) : undefined}>
          {(tied) => (
            <input
              {...tied}
              class="input days"
              inputMode="numeric"
              autoComplete="off"
              value={written}
              onInput={({ currentTarget }) => setWritten(currentTarget.value)}
            />
          )}
        </Field>
      )}
      <Failure error={doing.error} />
      <div class="form-actions">
        <button
          type="submit"
          class="button"
          disabled={doing.busy || !isChanged}
          aria-label={doing.busy ? undefined : text.saveOf(app.name)}
        >
          {doing.busy ? TEXT.working : text.save}
        </button>
        <span class="done" role="status">
          {said}
        </span>
      </div>
      {shorter && (
        <Confirm
          title={text.shorten(app.name)}
          action={text.shortenAction}
          {...(shorter.count > 0 ? { byName: app.name } : {})}
          run={() => keep(shorter.days)}
          closed={() => setShorter(undefined)}
        >
          <p>{text.goes(shorter.count, shorter.isMore, shorter.days)}</p>
          {shorter.count > 0 && <p>{text.cannot}</p>}
        </Confirm>
      )}
    </form>
  );
};

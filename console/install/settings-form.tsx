import { useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { FormFields } from "./form-fields.tsx";
import { LookFields } from "./look-fields.tsx";
import { Preview } from "./preview.tsx";
import { SentenceFields } from "./sentence-fields.tsx";
import { useSettingsDraft } from "./settings-draft.ts";
import { text } from "./text.ts";
import { TextList } from "./text-list.tsx";

/** How an app's form looks and what it asks, beside the form itself. */
export const SettingsForm = ({ app }: { app: AppAnswer }) => {
  const { settings, change, isChanged, doing, save, discard, theirs } = useSettingsDraft(app);
  const [usual, setUsual] = useState<Record<string, string>>({});
  const [isSaved, setSaved] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setSaved(false);
    setSaved(await save());
  };
  return (
    <section class="install-settings" aria-label={text.settings}>
      <form class="panel" onSubmit={submit}>
        <h2>{text.settings}</h2>
        <LookFields theme={settings.theme ?? {}} change={(theme) => change({ theme })} />
        <FormFields form={settings.form ?? {}} change={(form) => change({ form })} />
        <SentenceFields texts={settings.texts ?? {}} usual={usual} change={(texts) => change({ texts })} />
        <fieldset class="settings-group">
          <legend>{text.images.title}</legend>
          <TextList
            label={text.images.label}
            hint={text.images.hint}
            placeholder="images.example.com"
            value={settings.imageRelay?.hosts ?? []}
            change={(hosts) => change({ imageRelay: { hosts } })}
          />
        </fieldset>
        <div class="save-bar">
          <div role="alert">
            {theirs && (
              <p class="failure">
                {text.conflict}{" "}
                <button type="button" class="button" onClick={discard}>
                  {text.theirs}
                </button>
              </p>
            )}
          </div>
          <Failure error={doing.error} />
          <div class="form-actions">
            <button type="submit" class="button primary" disabled={!isChanged || doing.busy}>
              {doing.busy ? TEXT.working : text.save}
            </button>
            {isChanged && !doing.busy && !theirs && (
              <button type="button" class="button quiet" onClick={discard}>
                {text.discard}
              </button>
            )}
            <span class="fine" role="status">
              {isChanged ? text.unsaved : isSaved ? text.saved : ""}
            </span>
          </div>
        </div>
      </form>
      <Preview settings={settings} mode={app.mode} speaks={setUsual} />
    </section>
  );
};

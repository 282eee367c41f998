import { useState } from "preact/hooks";
import { CopyButton } from "../ui/copy-button.tsx";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { ShownOnce } from "../ui/shown-once.tsx";
import { text } from "./text.ts";
import { VERIFY_CODE, type VerifyLanguage } from "./verify-code.ts";

const said = text.secret;
const LANGUAGES = Object.keys(VERIFY_CODE) as VerifyLanguage[];

type SecretShownProps = {
  secret: string;
  why: keyof typeof text.secret.title;
  /** What else is to be known of it, such as until when the old one signs. */
  note?: string | undefined;
  closed: () => void;
};

/** A secret, this once, with the lines of code that check messages with it. */
export const SecretShown = ({ secret, why, note, closed }: SecretShownProps) => {
  const [language, setLanguage] = useState<VerifyLanguage>("node");
  const { install, code } = VERIFY_CODE[language];
  const lines = code(said.placeholder);
  return (
    <Dialog title={said.title[why]} closed={closed}>
      <div class="form">
        <ShownOnce secret={secret} what={said.what}>
          {said.once}
        </ShownOnce>
        {note && <p>{note}</p>}
        <section class="webhook-verify" aria-label={said.verify}>
          <h3>{said.verify}</h3>
          <fieldset class="choice-row">
            <legend class="hidden">{said.language}</legend>
            {LANGUAGES.map((name) => (
              <label class="choice" key={name}>
                <input
                  type="radio"
                  name="verify-language"
                  checked={name === language}
                  onChange={() => setLanguage(name)}
                />
                {VERIFY_CODE[name].name}
              </label>
            ))}
          </fieldset>
          <p class="fine">
            <span class="mono">{said.install(install)}</span>
          </p>
          <div class="code-line">
            <code>{lines}</code>
            <CopyButton value={lines} what={said.code} />
          </div>
          <p class="fine">{said.raw}</p>
        </section>
        <div class="form-actions">
          <button type="button" class="button primary" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
            {said.done}
          </button>
        </div>
      </div>
    </Dialog>
  );
};

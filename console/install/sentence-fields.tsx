import { useState } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { text } from "./text.ts";

/** What most people want to say in their own words. */
const FIRST = ["title", "contentLabel", "contentPlaceholder", "emailPlaceholder", "send", "sentNote"];

type Texts = Record<string, string>;
type Props = {
  texts: Texts;
  /** What the form says by itself in the language of the preview; empty until that is known. */
  usual: Texts;
  change: (texts: Texts) => void;
};

/** The form's sentences in the app's own words. An empty field leaves the form's own, in each visitor's language. */
export const SentenceFields = ({ texts, usual, change }: Props) => {
  const [sought, setSought] = useState("");
  const names = [...new Set([...Object.keys(texts), ...Object.keys(usual)])];
  const first = FIRST.filter((name) => names.includes(name));
  const others = names
    .filter((name) => !first.includes(name))
    .filter((name) => `${name} ${usual[name]} ${texts[name]}`.toLowerCase().includes(sought.trim().toLowerCase()));
  const set = (name: string, sentence: string) => {
    const { [name]: _, ...rest } = texts;
    change(sentence === "" ? rest : { ...rest, [name]: sentence });
  };
  const field = (name: string) => (
    <Field key={name} label={text.sentences.names[name] ?? name}>
      {(tied) => (
        <input
          {...tied}
          class="input"
          dir="auto"
          value={texts[name] ?? ""}
          placeholder={usual[name]}
          maxLength={500}
          onInput={({ currentTarget }) => set(name, currentTarget.value)}
        />
      )}
    </Field>
  );
  return (
    <fieldset class="settings-group">
      <legend>{text.sentences.title}</legend>
      <p class="fine">{text.sentences.hint}</p>
      {first.map(field)}
      <details>
        <summary>{text.sentences.all}</summary>
        <div class="form">
          <TextField label={text.sentences.seek} type="search" value={sought} write={setSought} />
          {others.map(field)}
        </div>
      </details>
    </fieldset>
  );
};

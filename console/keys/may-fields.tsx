import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { KeyKind } from "../../shared/contract/key-kinds.ts";
import { Field } from "../ui/field.tsx";
import { OriginsField } from "./origins-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import { text } from "./text.ts";

type Props = {
  kind: KeyKind;
  app: string;
  origins: string;
  writeOrigins: (written: string) => void;
  scopes: readonly KeyScope[];
  chooseScopes: (scopes: readonly KeyScope[]) => void;
  /** Why the scopes cannot be taken. */
  error: string | undefined;
  readOnly: boolean;
};

/** Whose pages may use a key, or what it may do, as far as its kind lets it be said. */
export const MayFields = ({ kind, app, origins, writeOrigins, scopes, chooseScopes, error, readOnly }: Props) => {
  if (kind.pages === "origins")
    return <OriginsField app={app} value={origins} write={writeOrigins} readOnly={readOnly} />;
  if (kind.pages === "domains")
    return (
      <Field label={text.domains.label} hint={text.domains.hint}>
        {(tied) => (
          <textarea
            {...tied}
            class="input mono"
            rows={3}
            value={origins}
            spellcheck={false}
            autoCapitalize="off"
            readOnly={readOnly}
            placeholder="example.com"
            onInput={({ currentTarget }) => writeOrigins(currentTarget.value)}
          />
        )}
      </Field>
    );
  return kind.scopes ? <ScopesField among={kind.scopes} value={scopes} choose={chooseScopes} error={error} /> : null;
};

import { type KeyScope, SCOPES, type Scope } from "../../shared/contract/enumerations.ts";
import { text } from "./text.ts";

const PRESETS: Record<keyof typeof text.form.preset, readonly Scope[]> = {
  read: ["feedback:read", "usage:read"],
  agent: ["feedback:read", "feedback:update", "mcp"],
  backend: ["tokens:mint"],
  all: SCOPES,
};

type Props = { value: readonly KeyScope[]; choose: (scopes: readonly KeyScope[]) => void; error: string | undefined };

const isSame = (one: readonly KeyScope[], other: readonly KeyScope[]) =>
  one.length === other.length && one.every((scope) => other.includes(scope));

/** What a secret key may do: each scope with what it means, and a few sensible sets of them. */
export const ScopesField = ({ value, choose, error }: Props) => (
  <fieldset aria-describedby="scopes-error">
    <legend>{text.form.scopes}</legend>
    <fieldset class="presets" aria-label={text.form.presets}>
      {Object.entries(PRESETS).map(([name, scopes]) => (
        <button
          key={name}
          type="button"
          class="chip preset"
          aria-pressed={isSame(scopes, value)}
          onClick={() => choose(scopes)}
        >
          {text.form.preset[name as keyof typeof PRESETS]}
        </button>
      ))}
    </fieldset>
    {SCOPES.map((scope) => (
      <label key={scope} class="check">
        <input
          type="checkbox"
          checked={value.includes(scope)}
          onChange={({ currentTarget }) =>
            choose(SCOPES.filter((one) => (one === scope ? currentTarget.checked : value.includes(one))))
          }
        />
        <span>
          {text.scope[scope]} <code class="fine">{scope}</code>
        </span>
      </label>
    ))}
    <p class="failure field-error" id="scopes-error" role="alert">
      {error}
    </p>
  </fieldset>
);

import { type KeyScope, SCOPES, type Scope } from "../../shared/contract/enumerations.ts";
import { text } from "./text.ts";

const PRESETS: Record<keyof typeof text.form.preset, readonly Scope[]> = {
  read: ["feedback:read", "usage:read"],
  agent: ["feedback:read", "feedback:update", "mcp"],
  backend: ["tokens:mint"],
  all: SCOPES,
};

type Props = {
  /** What a key of its kind may do at most. */
  among: readonly KeyScope[];
  value: readonly KeyScope[];
  choose: (scopes: readonly KeyScope[]) => void;
  error: string | undefined;
};

const isSame = (one: readonly KeyScope[], other: readonly KeyScope[]) =>
  one.length === other.length && one.every((scope) => other.includes(scope));

/** What a key may do: each scope with what it means, and for a secret key of our own API a few sensible sets of them. */
export const ScopesField = ({ among, value, choose, error }: Props) => (
  <fieldset aria-describedby="scopes-error">
    <legend>{text.form.scopes}</legend>
    {among === SCOPES && (
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
    )}
    {among.map((scope) => (
      <label key={scope} class="check">
        <input
          type="checkbox"
          aria-invalid={error ? "true" : undefined}
          checked={value.includes(scope)}
          onChange={({ currentTarget }) =>
            choose(among.filter((one) => (one === scope ? currentTarget.checked : value.includes(one))))
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

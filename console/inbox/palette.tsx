import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { work } from "./work-text.ts";

export type Choice = { value: string; label: string; sign?: ComponentChildren };

type PaletteProps = {
  title: string;
  choices: readonly Choice[];
  /** Those that hold now. */
  chosen: readonly string[];
  /** Several at once: gathered, and done by a button or Control and Enter. @default false */
  many?: boolean;
  /** What was written and is no choice may become one. */
  create?: (written: string) => Choice | undefined;
  /** Gets what holds from now on. */
  done: (chosen: string[]) => void;
  closed: () => void;
};

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** A list to choose from by a few letters: what every change of a record is made with, by mouse, finger or keys alone. */
export const Palette = ({ title, choices, chosen, many = false, create, done, closed }: PaletteProps) => {
  const [written, setWritten] = useState("");
  const [held, setHeld] = useState<readonly string[]>(chosen);
  const [made, setMade] = useState<Choice[]>([]);
  const name = useId();
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => {
    const wanted = folded(written.trim());
    const those = [...choices, ...made].filter(({ label }) => folded(label).includes(wanted));
    const fresh = wanted ? create?.(written.trim()) : undefined;
    return fresh && !those.some(({ value }) => value === fresh.value) ? [...those, fresh] : those;
  }, [choices, made, written, create]);
  const first = Math.max(0, many ? 0 : shown.findIndex(({ value }) => held.includes(value)));
  const [at, setAt] = useState(first);
  useLayoutEffect(() => queueMicrotask(() => field.current?.focus()), []); // once the sheet around it is open
  const active = Math.min(at, shown.length - 1);
  const optionId = (index: number) => `${name}-${index}`;

  const finish = (values: readonly string[]) => {
    closeDialogOf(field.current); // before the change: focus is back where it was when the row goes
    done([...values]);
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    if (!many) return finish([choice.value]);
    if (![...choices, ...made].some(({ value }) => value === choice.value)) setMade([...made, choice]);
    setHeld(held.includes(choice.value) ? held.filter((value) => value !== choice.value) : [...held, choice.value]);
    setWritten("");
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) setAt((active + step + shown.length) % shown.length);
    else if (event.key === "Enter" && many && (event.ctrlKey || event.metaKey)) finish(held);
    else if (event.key === "Enter") choose(shown[active]);
    else return;
    event.preventDefault();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: other options are a reason to look again
  useEffect(() => document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" }), [active, shown]);

  return (
    <Dialog title={title} closed={closed}>
      <div class="palette">
        <input
          ref={field}
          class="input"
          role="combobox"
          aria-expanded="true"
          aria-controls={name}
          aria-activedescendant={shown.length > 0 ? optionId(active) : undefined}
          aria-label={title}
          aria-autocomplete="list"
          autoComplete="off"
          placeholder={create ? work.palette.searchOrAdd : work.palette.search}
          maxLength={64}
          value={written}
          onInput={({ currentTarget }) => {
            setWritten(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <div class="palette-list" role="listbox" id={name} aria-label={title} aria-multiselectable={many}>
          {shown.map((choice, index) => {
            const isHeld = held.includes(choice.value);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys, and names the active option
              <div
                key={choice.value}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                class={index === active ? "palette-option active" : "palette-option"}
                aria-selected={isHeld}
                onPointerMove={() => setAt(index)}
                onClick={() => choose(choice)}
              >
                {choice.sign}
                <bdi class="palette-label">{choice.label}</bdi>
                {isHeld && <Icon name="check" size={16} />}
              </div>
            );
          })}
        </div>
        {shown.length === 0 && (
          <p class="fine" role="status">
            {work.palette.nothing}
          </p>
        )}
        {many && (
          <div class="form-actions">
            <button type="button" class="button primary" onClick={() => finish(held)}>
              {work.palette.apply}
            </button>
            <span class="fine palette-hint">{work.palette.hint}</span>
          </div>
        )}
      </div>
    </Dialog>
  );
};

import { useLayoutEffect, useRef } from "preact/hooks";
import { mayDo } from "../shared/contract/may-do.ts";
import { hrefOf } from "./address.ts";
import { chooseLanguage, currentLanguage, LANGUAGES, type Language } from "./language.ts";
import { useConsole } from "./room.tsx";
import type { Room } from "./rooms.ts";
import { TEXT } from "./text.ts";
import { Icon } from "./ui/icon.tsx";

export type NavigationProps = {
  rooms: readonly Room[];
  current: Room | undefined;
  openExtensions: () => void;
  /** Whether a secret key has leaked and still works. */
  hasLeak: boolean;
};

const GROUPS = ["work", "setup", "team"] as const;
const text = TEXT.navigation;

const Languages = () => (
  <label class="navigation-language">
    {text.language}
    <select
      class="select"
      value={currentLanguage()}
      onChange={({ currentTarget }) => chooseLanguage(currentTarget.value as Language)}
    >
      {Object.entries(LANGUAGES).map(([language, name]) => (
        <option key={language} value={language} lang={language}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** A dot that says that something is to be done, with what it is for who does not see it. */
export const Dot = ({ words }: { words: string }) => (
  <span class="dot">
    <span class="hidden">, {words}</span>
  </span>
);

/** The rooms that this member may go into, in their groups, and what stands beside them all. */
export const Navigation = ({ rooms, current, openExtensions, hasLeak }: NavigationProps) => {
  const { right } = useConsole().session.member;
  return (
    <nav class="navigation" aria-label={text.label}>
      {GROUPS.map((group) => {
        const those = rooms.filter((room) => room.group === group);
        const hasExtensions = group === "setup" && mayDo(right, "manageKeys");
        if (those.length === 0 && !hasExtensions) return null;
        return (
          <section key={group} aria-label={text.groups[group]}>
            {group !== "work" && (
              <p class="navigation-group" aria-hidden="true">
                {text.groups[group]}
              </p>
            )}
            <ul>
              {those.map(({ name, icon }) => (
                <li key={name}>
                  <a class="room-link" href={hrefOf(name)} aria-current={current?.name === name ? "page" : undefined}>
                    <Icon name={icon} />
                    {TEXT.rooms[name]}
                    {name === "keys" && hasLeak && <Dot words={text.leaked} />}
                  </a>
                </li>
              ))}
              {hasExtensions && (
                <li>
                  <button type="button" class="room-link" aria-haspopup="dialog" onClick={openExtensions}>
                    <Icon name="extensions" />
                    {TEXT.extensions.button}
                  </button>
                </li>
              )}
            </ul>
          </section>
        );
      })}
      <div class="navigation-foot">
        <Languages />
      </div>
    </nav>
  );
};

/** The same as a sheet, on windows that have no room for it beside the page. It closes itself when somebody goes somewhere. */
export const NavigationSheet = ({ closed, ...props }: NavigationProps & { closed: () => void }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; this only adds a press beside it
    <dialog
      ref={dialog}
      class="navigation-sheet"
      aria-label={text.label}
      onClose={closed}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget || (target as HTMLElement).closest("a")) close();
      }}
    >
      <Navigation
        {...props}
        openExtensions={() => {
          close();
          props.openExtensions();
        }}
      />
    </dialog>
  );
};

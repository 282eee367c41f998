import { useEffect, useRef, useState } from "preact/hooks";
import { Mark } from "../mark.tsx";
import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";
import type { Attempt } from "./connect.ts";
import { ConnectForm } from "./connect-form.tsx";

export type OptionsProps = {
  /** The stored connection, if there is one. */
  initial: Connection | undefined;
  /** This extension as an entry of a key's allowed origins. */
  ownEntry: string;
  attempt(typed: { server: string; key: string }): Promise<Attempt>;
  keep(connection: Connection): Promise<void>;
  forget(): Promise<void>;
};

/** Enough of the key to tell it from another, as the console shows it. */
const shortened = (key: string): string => `${key.slice(0, 8)}…${key.slice(-4)}`;

/** The settings page: one card, either the form that connects or what is connected. */
export const Options = ({ initial, ownEntry, attempt, keep, forget }: OptionsProps) => {
  const [connection, setConnection] = useState(initial);
  const [moved, setMoved] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // The card's contents change under the person's hands: the focus goes to what is new, and it is read out.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of the connection is the event
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, [connection, moved]);

  const change = (to: Connection | undefined) => {
    setMoved(true);
    setConnection(to);
  };

  return (
    <section class="card" aria-labelledby="title">
      <Mark size={40} />
      <h1 id="title" ref={heading} tabIndex={-1}>
        {connection ? TEXT.connectedTitle(connection.app.name) : TEXT.connectTitle}
      </h1>
      {connection ? (
        <>
          <p class="muted">{TEXT.connectedIntro}</p>
          <dl>
            <dt>{TEXT.serverLabel}</dt>
            <dd>{connection.server}</dd>
            <dt>{TEXT.keyLabel}</dt>
            <dd>
              <code>{shortened(connection.key)}</code>
            </dd>
          </dl>
          <button
            type="button"
            class="quiet"
            onClick={async () => {
              await forget();
              change(undefined);
            }}
          >
            {TEXT.disconnect}
          </button>
        </>
      ) : (
        <>
          <p class="muted">{moved ? TEXT.disconnected : TEXT.connectIntro}</p>
          <ConnectForm
            ownEntry={ownEntry}
            attempt={attempt}
            connected={async (made) => {
              await keep(made);
              change(made);
            }}
          />
        </>
      )}
    </section>
  );
};

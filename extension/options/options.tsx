import { useEffect, useRef, useState } from "preact/hooks";
import type { Made } from "../connections.ts";
import { Mark } from "../mark.tsx";
import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";
import type { Attempt, Typed } from "./connect.ts";
import { ConnectForm } from "./connect-form.tsx";
import { type Ending, EndingDialog } from "./ending.tsx";

export type OptionsProps = {
  /** The stored connections. */
  initial: Connection[];
  /** This extension as an entry of a key's allowed origins. */
  ownEntry: string;
  attempt(typed: Typed): Promise<Attempt>;
  /** @returns All connections, the new one among them. */
  keep(made: Made): Promise<Connection[]>;
  /** How many messages sent there the history remembers. */
  remembered(connection: Connection): Promise<number>;
  /**
   * @param history Whether what was sent there is forgotten too.
   * @returns Those that are left.
   */
  forget(connection: Connection, history: boolean): Promise<Connection[]>;
};

/** Enough of the key to tell it from another, as the console shows it. */
const shortened = (key: string): string => `${key.slice(0, 8)}…${key.slice(-4)}`;

/** One connection, and the way to end it. */
const Connected = ({ connection: { app, server, key }, end }: { connection: Connection; end(): void }) => (
  <li>
    <strong>{app.name}</strong>
    <span class="muted">
      {server} · <code>{shortened(key)}</code>
    </span>
    <button type="button" class="quiet" aria-label={TEXT.disconnectFrom(app.name)} onClick={end}>
      {TEXT.disconnect}
    </button>
  </li>
);

/** The settings page: one card, with what is connected and the form that connects. */
export const Options = ({ initial, ownEntry, attempt, keep, remembered, forget }: OptionsProps) => {
  const [connections, setConnections] = useState(initial);
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Ending>();
  const [said, setSaid] = useState("");
  const [turns, setTurns] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  // The card's contents change under the person's hands: the focus goes to what is new, and it is read out.
  useEffect(() => {
    if (turns > 0) heading.current?.focus();
  }, [turns]);

  const turn = (to: Connection[], sentence: string) => {
    setConnections(to);
    setAdding(false);
    setEnding(undefined);
    setSaid(sentence);
    setTurns(turns + 1);
  };
  const end = async (connection: Connection, history: boolean) =>
    turn(await forget(connection, history), TEXT.disconnected(connection.app.name));
  /** At once, where nothing is remembered of it. */
  const mayEnd = async (connection: Connection) => {
    const sent = await remembered(connection);
    if (sent > 0) setEnding({ connection, sent });
    else await end(connection, false);
  };
  const isConnected = connections.length > 0;
  const [first] = connections;
  const title = first && connections.length === 1 ? TEXT.connectedTitle(first.app.name) : TEXT.connectionsTitle;
  return (
    <section class="card" aria-labelledby="title">
      <Mark size={40} />
      <h1 id="title" ref={heading} tabIndex={-1}>
        {isConnected ? title : TEXT.connectTitle}
      </h1>
      <p class="muted">{said || (isConnected ? TEXT.connectedIntro(connections.length) : TEXT.connectIntro)}</p>
      {isConnected && (
        <ul>
          {connections.map((connection) => (
            <Connected key={connection.id} connection={connection} end={() => void mayEnd(connection)} />
          ))}
        </ul>
      )}
      {isConnected && !adding ? (
        <button type="button" class="quiet" onClick={() => setAdding(true)}>
          {TEXT.connectAnother}
        </button>
      ) : (
        <ConnectForm
          ownEntry={ownEntry}
          attempt={attempt}
          connected={async (made) => {
            const all = await keep(made);
            turn(all, TEXT.connectedIntro(all.length));
          }}
        />
      )}
      {ending && (
        <EndingDialog
          ending={ending}
          end={(history) => void end(ending.connection, history)}
          cancel={() => setEnding(undefined)}
        />
      )}
      {isConnected && (
        <a class="history" href="../history/index.html">
          {TEXT.historyTitle}
        </a>
      )}
    </section>
  );
};

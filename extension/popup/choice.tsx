import type { Connection } from "../settings.ts";
import { TEXT } from "../text.ts";

/** Where this site's feedback goes, for who has more than one connection. */
export const Choice = ({
  connections,
  chosen,
  choose,
}: {
  connections: Connection[];
  /** Its id. */
  chosen: string;
  choose(connection: Connection): void;
}) => (
  <label class="choice">
    <span>{TEXT.sendTo}</span>
    <select
      value={chosen}
      onChange={({ currentTarget }) => {
        const connection = connections.find(({ id }) => id === currentTarget.value);
        if (connection) choose(connection);
      }}
    >
      {connections.map(({ id, app, server }) => (
        <option key={id} value={id}>
          {`${app.name} (${new URL(server).host})`}
        </option>
      ))}
    </select>
  </label>
);

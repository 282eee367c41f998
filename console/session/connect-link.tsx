import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Mark } from "../ui/mark.tsx";

/**
 * The link that connects somebody's browser extension (`/#connect=CODE`), for who followed it instead of pasting it. It is taken out
 * of the address bar: the code is worth a key until it is used.
 *
 * @returns The whole link, or `undefined` when the address is no such link.
 */
export const takeConnectLink = ({ location, history }: Pick<Window, "location" | "history">): string | undefined => {
  if (!/^#connect=./.test(location.hash)) return undefined;
  const link = location.href;
  history.replaceState(history.state, "", location.pathname + location.search);
  return link;
};

/** What to do with it. */
export const ConnectLink = ({ link }: { link: string }) => (
  <main class="welcome">
    <div class="card">
      <Mark size={44} />
      <h1>{TEXT.connect.title}</h1>
      <p>{TEXT.connect.text}</p>
      <div class="code-line">
        <code>{link}</code>
        <CopyButton value={link} what={TEXT.connect.what} />
      </div>
    </div>
  </main>
);

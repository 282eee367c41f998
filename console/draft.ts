import { useCallback, useState } from "preact/hooks";
import { useConsole } from "./room.tsx";
import { remember, remembered } from "./tab-storage.ts";

const PREFIX = "earshot-draft";

/** Drops every draft of this tab: who signs out leaves nothing behind on a shared machine. */
export const forgetDrafts = (): void => {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  } catch {
    // storage is closed, and so holds no draft
  }
};

/**
 * What a member has written and not sent: it outlives a reload, another room, and a session that ended. It is kept in this tab, for this
 * member only. An empty text is none.
 *
 * @param name Tells this draft from all others, such as `reply/ID`.
 */
export const useDraft = (name: string): [text: string, write: (text: string) => void] => {
  const { session } = useConsole();
  const place = `${PREFIX}/${session.member.id}/${name}`;
  const [state, setState] = useState(() => ({ place, text: remembered(place) ?? "" }));
  const text = state.place === place ? state.text : (remembered(place) ?? "");
  const write = useCallback(
    (next: string) => {
      remember(place, next);
      setState({ place, text: next });
    },
    [place],
  );
  return [text, write];
};

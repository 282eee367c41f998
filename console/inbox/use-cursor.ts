import { useCallback, useState } from "preact/hooks";

/** The row that the keys are at. Each asking is another object, so that the same row can be gone to twice. */
export type Cursor = {
  id: string | undefined;
  /** How often the list was led somewhere. */
  asked: number;
  /** Whether focus goes there too. */
  focus: boolean;
};

/** Where in the list the keys are: the open record beside a list, a row of its own on a phone. */
export const useCursor = (
  selected: string | undefined,
): [Cursor, lead: (id: string | undefined, focus: boolean) => void, follow: (id: string) => void] => {
  const [cursor, setCursor] = useState<Cursor>({ id: selected, asked: 0, focus: false });
  const lead = useCallback(
    (id: string | undefined, focus: boolean) => setCursor(({ asked }) => ({ id, asked: asked + 1, focus })),
    [],
  );
  const follow = useCallback((id: string) => setCursor((now) => (now.id === id ? now : { ...now, id })), []);
  return [cursor, lead, follow];
};

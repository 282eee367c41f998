import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Address, go, hrefOf, parseAddress } from "../address.ts";

/** Browsers take no more than so many changes of the address in a while: keys that are held down change it when they rest. */
const REST_MS = 200;

/** A link to one feedback, so that a reload, a bookmark and the back button keep it; the filters stay what they are. */
export const linkTo = (id: string | undefined, query?: URLSearchParams): string =>
  hrefOf("inbox", id === undefined ? [] : [id], query);

/** Whatever stands there: of what is no id it is said that there is no such feedback. */
const idIn = ({ rest: [id] }: Address): string | undefined => id;

/**
 * The open record, as the address names it, and a way to open another in place: moving through a list by keyboard leaves no trail in
 * the history. Links (`linkTo`) do leave one.
 */
export const useSelection = (address: Address): [string | undefined, (id: string | undefined) => void] => {
  const [selected, setSelected] = useState(() => idIn(address));
  const timer = useRef(0);
  /** The last id that was written here into the address, until it comes back. */
  const echo = useRef<{ id: string | undefined }>(undefined);
  const current = useRef(address);
  current.current = address;
  useEffect(() => {
    const id = idIn(address);
    const isEcho = echo.current !== undefined && echo.current.id === id;
    echo.current = undefined;
    if (isEcho) return; // what was selected since is newer than what comes back
    clearTimeout(timer.current); // somebody went elsewhere
    setSelected(id);
  }, [address]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const lastMove = useRef(0);
  const select = useCallback((id: string | undefined) => {
    setSelected(id);
    clearTimeout(timer.current);
    const write = () => {
      if (idIn(parseAddress(location.hash)) === id) return;
      echo.current = { id };
      go(linkTo(id, current.current.query), "replace");
    };
    const isFast = performance.now() - lastMove.current < REST_MS;
    lastMove.current = performance.now();
    if (isFast) timer.current = window.setTimeout(write, REST_MS);
    else write();
  }, []);
  return [selected, select];
};

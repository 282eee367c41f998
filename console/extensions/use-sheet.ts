import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import { type Address, go, hrefOf } from "../address.ts";

const NAME = "sheet";
const EXTENSIONS = "extensions";

const withSheet = ({ room, rest, query }: Address, isOpen: boolean): string => {
  const next = new URLSearchParams(query);
  if (isOpen) next.set(NAME, EXTENSIONS);
  else next.delete(NAME);
  return hrefOf(room, rest, next);
};

/** The sheet of extensions over any room. It stands in the address: the browser's own way back closes it, and nothing below it. */
export const useExtensionsSheet = (address: Address) => {
  const isOpen = address.query.get(NAME) === EXTENSIONS;
  const current = useRef(address);
  current.current = address;
  /** Whether the step in the history that opened it was made here, so that closing it can take that step back. */
  const isOurs = useRef(false);
  // At once: later, it would take a sheet that was opened quickly for one that was closed.
  useLayoutEffect(() => {
    if (!isOpen) isOurs.current = false;
  }, [isOpen]);
  const open = useCallback(() => {
    isOurs.current = true;
    go(withSheet(current.current, true));
  }, []);
  const close = useCallback(() => {
    if (isOurs.current) history.back();
    else go(withSheet(current.current, false), "replace");
    isOurs.current = false;
  }, []);
  return { isOpen, open, close };
};

import { useCallback, useEffect, useState } from "preact/hooks";
import { ID_PATTERN } from "../../shared/contract/routes.ts";

const selected = (): string | undefined => {
  const id = location.hash.slice(1);
  return ID_PATTERN.test(id) ? id : undefined;
};

/** What a link to one feedback says: `#ID`, so that a reload, a bookmark and the back button keep the selection. */
export const linkTo = (id: string): string => `#${id}`;

/**
 * The id in the address, and a way to change it in place: moving through a list by keyboard leaves no trail in the history.
 * Links (`linkTo`) do leave one.
 */
export const useSelection = (): [string | undefined, (id: string | undefined) => void] => {
  const [id, setId] = useState(selected);
  useEffect(() => {
    const end = new AbortController();
    const read = () => setId(selected());
    window.addEventListener("hashchange", read, { signal: end.signal });
    window.addEventListener("popstate", read, { signal: end.signal });
    return () => end.abort();
  }, []);
  const select = useCallback((next: string | undefined) => {
    history.replaceState(history.state, "", next ? linkTo(next) : location.pathname + location.search);
    setId(next);
  }, []);
  return [id, select];
};

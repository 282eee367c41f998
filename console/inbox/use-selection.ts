import { useCallback } from "preact/hooks";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { type Address, go, hrefOf } from "../address.ts";

/** A link to one feedback, so that a reload, a bookmark and the back button keep it; the filters stay what they are. */
export const linkTo = (id: string | undefined, query?: URLSearchParams): string =>
  hrefOf("inbox", id === undefined ? [] : [id], query);

/**
 * The id in the address, and a way to change it in place: moving through a list by keyboard leaves no trail in the history.
 * Links (`linkTo`) do leave one.
 */
export const useSelection = ({ rest, query }: Address): [string | undefined, (id: string | undefined) => void] => {
  const [id] = rest;
  const select = useCallback((next: string | undefined) => go(linkTo(next, query), "replace"), [query]);
  return [id !== undefined && ID_PATTERN.test(id) ? id : undefined, select];
};

/**
 * Takes what stands behind `#NAME=` out of the address, and out of the address bar at once: it must not stay in the history, in a
 * bookmark or on a shared screen. The fragment of an address reaches no server and no log.
 *
 * @returns What stood there, or `undefined` when the address is no such link.
 */
export const takeFragment = (
  name: string,
  { location, history }: Pick<Window, "location" | "history">,
): string | undefined => {
  if (!location.hash.startsWith(`#${name}=`)) return undefined;
  const value = location.hash.slice(name.length + 2);
  history.replaceState(history.state, "", location.pathname + location.search);
  return value || undefined;
};

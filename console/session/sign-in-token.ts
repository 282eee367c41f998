/**
 * Takes the token out of a sign-in link (`/#sign-in=TOKEN`) and out of the address bar at once, whatever becomes of it:
 * it must not stay in the history, in a bookmark or on a shared screen. The fragment of an address reaches no server and no log.
 *
 * @returns The token, or `undefined` when the address is no sign-in link.
 */
export const takeSignInToken = ({ location, history }: Pick<Window, "location" | "history">): string | undefined => {
  const token = /^#sign-in=(.*)$/s.exec(location.hash)?.[1];
  if (token === undefined) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  return token || undefined;
};

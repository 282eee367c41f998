/** Names that never leave the machine, where plain http is safe. */
const isThisMachine = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host);

/** A name or a number. Chromium makes one of nearly any text: "not a host" is `not%20a%20host` there. */
const isHost = (host: string): boolean => /^[a-z\d.-]+$|^\[[a-f\d:]+\]$/.test(host);

/**
 * The address of a server as a person types it, in the form everything else uses: scheme and host, no slash at the end.
 * Without a scheme it is https, or http on this machine.
 *
 * @returns `undefined` for what is no address, and for plain http to another machine: anyone on the way could read along.
 */
export const serverAddress = (typed: string): string | undefined => {
  const text = typed.trim();
  const complete = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(complete)) return undefined;
  const url = new URL(complete);
  if (complete !== text && isThisMachine(url.hostname)) url.protocol = "http:";
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url.hostname));
  return secure && isHost(url.hostname) && !url.username && !url.password ? url.origin : undefined;
};

/** Whether a stored address is one that `serverAddress` gave. */
export const isServerAddress = (text: string): boolean => serverAddress(text) === text;

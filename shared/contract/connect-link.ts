/**
 * The link that holds a server's address and a code, for the extension's settings. The code stands in the fragment, which no
 * server sees.
 */
export const connectLink = (server: string, code: string): string => `${server}/#connect=${code}`;

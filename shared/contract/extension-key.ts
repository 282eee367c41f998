/** Whether a key answers browser extensions and nobody else: those that connect codes make, and such as were made by hand. */
export const isExtensionKey = ({ allowedOrigins }: { allowedOrigins: readonly string[] }): boolean =>
  allowedOrigins.length > 0 && allowedOrigins.every((entry) => /^(chrome|moz)-extension:\/\//.test(entry));

/**
 * The bytes of a base64 data URL. Decoded here rather than fetched: fetching one counts as a connection, which a content
 * security policy may forbid.
 */
export const blobOf = (dataUrl: string): Blob => {
  const comma = dataUrl.indexOf(",");
  const type = dataUrl.slice("data:".length, dataUrl.indexOf(";"));
  return new Blob([Uint8Array.from(atob(dataUrl.slice(comma + 1)), (character) => character.charCodeAt(0))], { type });
};

/** A blob as a base64 data URL: messages between worker and pages carry text, not bytes. */
export const dataUrlOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

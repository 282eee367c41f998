/** The bitmap of a picture that was encoded before. Not fetched: a strict policy forbids fetching `data:` addresses. */
export const decodePicture = (dataUrl: string): Promise<ImageBitmap> => {
  const [head = "", data = ""] = dataUrl.split(",");
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: /[\w/]+(?=;)/.exec(head)?.[0] ?? "" }));
};

/** Read, not fetched: a strict policy forbids fetching `data:` and `blob:` addresses. */
export const toDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    // Its type is what some server calls it.
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*/, quotable));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** The same address without a character that means something in markup or in a style sheet's string. */
export const quotable = (url: string): string =>
  url.replace(/["'<>&\\\s]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, "0")}`);

/** A picture of nothing. */
export const NOTHING = quotable("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");

/** A password counts at least so many characters, and at most so many bytes. Plain values, so that a page can load them for a few bytes. */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST_BYTES = 256;

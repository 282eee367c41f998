/** What secret texts of our own API begin with: keys, signing secrets and connection tokens. A part of a pattern. */
export const OUR_PREFIXES = "ear_(?:pub|sk|sig|con)_";

/** What keys of the dialects begin with, but for `in-`, which other words end with too. A part of a pattern. */
export const DIALECT_PREFIXES = "(?:ps_pub|ps|pub|sk|pk|pb)_";

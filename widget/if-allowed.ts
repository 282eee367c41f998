/** What `work` gives, or nothing: some browsers forbid even to look at a storage, others to write into it. */
export const ifAllowed = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

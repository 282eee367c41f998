/** What has to end, by a name for people. Each is under way. */
type Work = Record<string, Promise<unknown>>;

/**
 * Waits until all has ended, or until it is too late.
 *
 * @returns the names of what has not ended by then; none as a rule. @throws what the first that failed in time failed with.
 */
export const unendedAt = async (tooLate: Promise<unknown>, work: Work): Promise<string[]> => {
  const left = new Set(Object.keys(work));
  const each = Object.entries(work).map(async ([name, ended]) => {
    await ended;
    left.delete(name);
  });
  await Promise.race([Promise.all(each), tooLate]);
  return [...left];
};

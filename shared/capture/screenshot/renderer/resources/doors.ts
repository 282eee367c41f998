/** A site that has refused so many of its pictures, and given none, is not asked for more. */
const MOST_REFUSALS = 2;
/** For the answer of a site that is asked for the first time: one that is slow does not hold up the rest for longer. */
const WAIT_MS = 400;

type Door = { isOpen: boolean; refusals: number; answer: Promise<unknown> | undefined };

/**
 * Asks other sites for leave to read their pictures, at first with one picture of each. Every refusal is a line in the browser's
 * console, which nobody can keep from it: so a site refuses two pictures rather than all of them.
 *
 * @returns What `ask` gives; `undefined` also where there is no use in asking.
 */
export const openDoors = () => {
  const doors = new Map<string, Door>();
  return async <Result>(origin: string, ask: () => Promise<Result | undefined>): Promise<Result | undefined> => {
    const door = doors.get(origin) ?? { isOpen: false, refusals: 0, answer: undefined };
    doors.set(origin, door);
    const late = new Promise((over) => setTimeout(over, WAIT_MS));
    let isLate = false;
    void late.then(() => {
      isLate = true;
    });
    while (!door.isOpen && door.answer && !isLate) await Promise.race([door.answer, late]);
    if (!door.isOpen && door.refusals >= MOST_REFUSALS) return undefined;
    const asking = ask().catch(() => undefined);
    const answer = asking.then((result) => {
      if (result === undefined) door.refusals++;
      else door.isOpen = true;
      if (door.answer === answer) door.answer = undefined;
    });
    door.answer ??= answer;
    return asking;
  };
};

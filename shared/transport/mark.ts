const MARK = "sign-in ";

/**
 * What stands for a person while the host has not said who it is. Each sign-in has one of its own, in memory only: who opens the next
 * page may be somebody else.
 */
export const newMark = (): string => MARK + Math.random();

/** Whether it is nobody's `sub`, but the mark of a sign-in. Empty is what earlier versions wrote. */
export const isMark = (person: string): boolean => person === "" || person.startsWith(MARK);

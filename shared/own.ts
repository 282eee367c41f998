/**
 * A copy that has what was given and nothing else: what a page has put on `Object.prototype` is no option of its owner's.
 * Read of the copy, an inherited `server` would else send everybody's feedback to whoever wrote it there.
 */
export const own = <T extends object>(given: T): T => Object.assign(Object.create(null), given);

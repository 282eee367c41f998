/** The oldest Node that the server runs on; `engines` in package.json says the same. */
export const NEEDED_NODE = 24;

/** @param version As `process.versions.node` has it. */
export const isNodeNewEnough = (version: string): boolean => Number.parseInt(version, 10) >= NEEDED_NODE;

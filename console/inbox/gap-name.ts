import { recordText } from "./record-text.ts";

const names = recordText.viewer.gap;

/** What is meant not to be seen is not missing. */
export const isMasked = ({ reason }: { reason: string }): boolean => reason === "masked";

/** Why something is missing in a picture: our own reasons have words, others stand as they were sent. */
export const gapName = (reason: string): string => (Object.hasOwn(names, reason) ? names[reason]! : reason);

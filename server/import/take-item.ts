import { LIMITS } from "../../shared/contract/limits.ts";
import { customerEmailSchema } from "../../shared/contract/submission.ts";
import { UnusableItem } from "./fit-submission.ts";
import { idAt } from "./item-id.ts";
import { momentOr } from "./moment.ts";
import type { Found, FoundPerson } from "./source.ts";
import { type Given, takeFeedback } from "./take-feedback.ts";
import { takeEvent, takeUser } from "./take-tracked.ts";

const nameOf = (parts: ReadonlyArray<string | null | undefined>): string | null =>
  parts
    .flatMap((part) => part?.trim() || [])
    .join(" ")
    .slice(0, LIMITS.customerName)
    .toWellFormed() || null;

/** Somebody who is known here already stays as they are. */
const takePerson = async (
  { appId, clock, store }: Given,
  { createdAt, email, firstName, lastName }: FoundPerson,
  hash: Buffer,
): Promise<string[] | undefined> => {
  const address = customerEmailSchema.safeParse(email);
  if (!address.success) throw new UnusableItem("people without an e-mail address", { isFine: true });
  const at = momentOr(createdAt, clock.now(), clock.now());
  const person = { email: address.data, name: nameOf([firstName, lastName]), givenName: nameOf([firstName]) };
  return (await store.imports.addPerson(hash, { id: idAt(at, appId, hash), appId, at, person })) ? [] : undefined;
};

/**
 * Makes what was found durable, once.
 *
 * @returns what could not be brought along; `undefined` where another run was first.
 * @throws UnusableItem, and SourceError where the product cannot be asked for its files
 */
export const takeItem = (given: Given, found: Found, hash: Buffer): Promise<string[] | undefined> => {
  switch (found.kind) {
    case "feedback":
      return takeFeedback(given, found, hash);
    case "person":
      return takePerson(given, found, hash);
    case "event":
      return takeEvent(given, found, hash);
    case "user":
      return takeUser(given, found, hash);
  }
};

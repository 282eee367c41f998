import { hashOfSecret } from "../keys/key-text.ts";

/**
 * What is kept of the address of somebody who was removed: enough to know it again, and not what it was. It stands among what providers
 * say of people, under a name that no provider can have.
 */
export const removedAddress = (email: string): { issuer: string; subject: string } => ({
  issuer: "removed",
  subject: hashOfSecret(email).toString("base64url"),
});

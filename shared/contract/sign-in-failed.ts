/**
 * Why signing in by the provider came to nothing: `/#sign-in-failed=REASON`. Plain values, so that a page can load them for a few bytes.
 *
 * - `cancelled`: it was broken off at the provider's
 * - `expired`: it took longer than ten minutes, was done already, or was begun in another browser
 * - `provider`: the provider does not answer, or not as it must
 * - `email_unverified`: the provider does not vouch for an e-mail address, and nobody here is known by it
 * - `email_taken`: a member has said that the address is theirs; nobody vouches for it. They sign in in another way
 * - `not_invited`: nobody here has that address, nor an invitation to it
 */
export const SIGN_IN_FAILURES = [
  "cancelled",
  "expired",
  "provider",
  "email_unverified",
  "email_taken",
  "not_invited",
] as const;
export type SignInFailure = (typeof SIGN_IN_FAILURES)[number];

/**
 * `earshot/token`: user tokens for a host's back end. Runs wherever there is WebCrypto: Node, Deno, Bun, workers at the edge.
 */
export type { MintedToken, MintOptions, UserContext, UserTokenClaims } from "../../shared/contract/user-token.ts";
export { mint } from "./mint.ts";
export { importSecret, type SigningSecret } from "./signing-secret.ts";
export { UserTokenError, type UserTokenErrorCode } from "./user-token-error.ts";
export { type VerifiedToken, type VerifyOptions, verify } from "./verify.ts";

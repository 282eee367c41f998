/** Why a token was not taken, or not made: `invalid_options` is a mistake of the program that called. */
export type UserTokenErrorCode = "invalid_user_token" | "token_expired" | "invalid_options";

/** Which rule of the contract a token breaks: for telling what to change, and not only what is wrong. */
export type UserTokenRule =
  | "form"
  | "header"
  | "no_secret"
  | "kid"
  | "signature"
  | "claims"
  | "audience"
  | "lifetime"
  | "clock"
  | "expired";

/** The one error of `earshot/token`. Branch on `code`; `reason` says in words what is wrong, and never holds a token or a secret. */
export class UserTokenError extends Error {
  override readonly name = "UserTokenError";
  readonly code: UserTokenErrorCode;
  readonly reason: string;
  readonly rule: UserTokenRule;

  constructor(code: UserTokenErrorCode, reason: string, rule: UserTokenRule = "form") {
    super(
      code === "token_expired"
        ? "The user token has expired."
        : `${code === "invalid_options" ? "These options cannot be taken" : "The user token is not valid"}: ${reason}.`,
    );
    this.code = code;
    this.reason = reason;
    this.rule = rule;
  }
}

export const invalidToken = (reason: string, rule?: UserTokenRule): UserTokenError =>
  new UserTokenError("invalid_user_token", reason, rule);
export const invalidOptions = (reason: string): UserTokenError => new UserTokenError("invalid_options", reason);

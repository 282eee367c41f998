import { EarshotError } from "../../shared/errors.ts";
import { explain, isSignedOut } from "../explain.ts";
import { TEXT_OF_SESSION } from "./text.ts";

/** Why somebody is not signed in, in one sentence. */
const sentence = (error: unknown, refused: string): string => {
  if (error instanceof DOMException) return TEXT_OF_SESSION.passkeyFailed;
  if (isSignedOut(error)) return refused;
  if (error instanceof EarshotError && error.code === "rate_limited" && error.retryAfterMs !== undefined)
    return TEXT_OF_SESSION.tooMany(Math.ceil(error.retryAfterMs / 1_000));
  return explain(error);
};

/** @param refused What is said where the server does not believe it. */
export const SignInFailure = ({ error, refused }: { error: unknown; refused: string }) => (
  <div role="alert">{error !== undefined && <p class="failure">{sentence(error, refused)}</p>}</div>
);

import { EarshotError } from "../shared/errors.ts";
import { inLanguage } from "./language.ts";
import { TEXT } from "./text.ts";
import { GONE_TEXT } from "./ui/gone-text.ts";

const { title: goneTitles } = inLanguage(GONE_TEXT);

/** Whether the server answered that nobody is signed in. */
export const isSignedOut = (error: unknown): boolean => error instanceof EarshotError && error.status === 401;

/** The filter or field whose id names nothing that is here, where that is why the server refused. */
export const nameOfGone = (error: unknown): string | undefined =>
  error instanceof EarshotError && error.code === "not_found"
    ? (error.details as { path?: string } | undefined)?.path
    : undefined;

/** What happened and what to do next, for people. */
export const explain = (error: unknown): string => {
  if (!(error instanceof EarshotError)) return TEXT.error.unexpected;
  const gone = goneTitles[nameOfGone(error)?.split(".").at(-1) ?? ""];
  if (gone !== undefined) return `${gone}.`;
  switch (error.code) {
    case "network_error":
      return TEXT.error.network;
    case "rate_limited":
    case "overloaded":
    case "unavailable":
      return TEXT.error.busy;
    case "not_found":
      return TEXT.error.gone;
    case "unexpected_answer":
      return TEXT.error.unexpected;
    default:
      return TEXT.error.refused(error.message);
  }
};

/** What a person quotes to whoever reads the server's log. */
export const requestOf = (error: unknown): string | undefined =>
  error instanceof EarshotError ? error.requestId : undefined;

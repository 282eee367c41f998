import { EarshotError } from "../../shared/errors.ts";
import { text } from "./text.ts";

const said = text.form.problem;

/** What is wrong with an address that somebody wrote, as far as it can be told before the server is asked. */
export const addressProblem = (address: string): string | undefined => {
  if (address === "") return said.missing;
  const url = /\s/.test(address) ? null : URL.parse(address);
  if (!url?.host) return said.unreadable;
  if (!/^https?:$/.test(url.protocol)) return said.protocol;
  if (url.username || url.password) return said.user;
  if (address.includes("#")) return said.fragment;
  return undefined;
};

/** Why the server refused the address; `undefined` when it refused something else, or nothing. */
export const refusedAddress = (error: unknown): string | undefined => {
  if (!(error instanceof EarshotError) || !Array.isArray(error.details)) return undefined;
  const issue = error.details.find(({ path }) => path === "url");
  return issue && `${said.refused} ${said.reason(issue.message)}`;
};

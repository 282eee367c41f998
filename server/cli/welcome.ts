import { ROUTES } from "../../shared/contract/routes.ts";
import type { FirstKeys } from "../first-run.ts";

type Facts = {
  url: string;
  /** Its token stands in the fragment, which no server and no log ever sees. */
  signInLink: string | undefined;
  /** The keys, on the first start only. */
  keys: FirstKeys | undefined;
  hasDemo: boolean;
};

/** What the operator sees when the server listens. */
export const welcome = ({ url, signInLink, keys, hasDemo }: Facts): string => {
  const lines = [
    "",
    `  Earshot is listening on ${url}`,
    "",
    `    Inbox      ${signInLink ?? url}`,
    ...(signInLink
      ? ["               (this link signs you in once, within 24 hours; each start prints a new one)"]
      : []),
    ...(hasDemo ? [`    Demo page  ${url}${ROUTES.demo}`] : []),
    `    API page   ${url}${ROUTES.docs}`,
    "",
  ];
  if (keys)
    lines.push(
      "  This is the first start, so there is now an organization, an app called Demo and two keys.",
      "  They are shown this once. Keep the secret one where you keep passwords.",
      "",
      `    Publishable key  ${keys.publishable}`,
      "                     for pages on localhost; may only send feedback",
      `    Secret key       ${keys.secret}`,
      "                     for servers; may read everything",
      "",
      "  Try it:",
      "",
      `    curl ${url}${ROUTES.feedback} -H "Authorization: Bearer ${keys.secret}" -H "Content-Type: application/json" -d '{"content":"Hello from curl"}'`,
      "",
    );
  return `${lines.join("\n")}\n`;
};

import { ROUTES } from "../../shared/contract/routes.ts";
import type { ExampleAnswers } from "./example-server.ts";

export const GONE = "68e25d00000000000000dead";

/** Refuses lists that are narrowed to what is not there, as the server does. */
export const goneAnswer: ExampleAnswers = ({ method, path, query }) => {
  const lists: string[] = [ROUTES.feedback, ROUTES.audit, ROUTES.usage, ROUTES.usageStorage];
  const [name] = [...query].find(([, value]) => value === GONE) ?? [];
  if (method !== "GET" || name === undefined || !lists.includes(path)) return undefined;
  return {
    status: 404,
    body: {
      error: {
        code: "not_found",
        message: `\`${name}\` names nothing.`,
        details: { what: "thing", path: name },
        requestId: "r",
      },
    },
  };
};

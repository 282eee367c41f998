import * as z from "zod/mini";
import { issueSchema } from "../../shared/contract/error-body.ts";
import { ERROR_STATUS, type ErrorCode } from "../../shared/contract/errors.ts";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { headersOfProblem } from "../problems.ts";
import type { Route } from "../route.ts";
import { attachmentRoutes } from "../routes/attachments.ts";
import { configRoutes } from "../routes/config.ts";
import { feedbackRoutes } from "../routes/feedback.ts";
import { feedbackWorkRoutes } from "../routes/feedback-work.ts";
import { screenshotRoutes } from "../routes/screenshot.ts";
import { tokenRoutes } from "../routes/tokens.ts";
import { uploadRoutes } from "../routes/uploads.ts";
import type { Services } from "../services.ts";
import type { Dialect } from "./dialect.ts";

const USER_TOKEN = "X-Userz-User-Token";

const KEYS: readonly KeyProfile[] = [
  {
    dialect: "userz",
    kind: "userz-public",
    prefix: "pub_",
    place: { in: "bearer" },
    isPlain: true,
    scopes: ["feedback:write"],
    inPages: true,
    submissions: { per: "address-and-app", rate: "publicSubmissions" },
  },
  {
    dialect: "userz",
    kind: "userz-secret",
    prefix: "sk_",
    place: { in: "bearer" },
    isPlain: true,
    scopes: ["feedback:write", "feedback:read", "feedback:update", "feedback:delete", "tokens:mint"],
    inPages: false,
    submissions: { per: "key", rate: "secretKey" },
  },
];

/** Its codes are a closed list; what it does not tell apart is one of them. */
const THEIRS: Partial<Record<ErrorCode, ErrorCode>> = {
  invalid_query: "invalid_body",
  invalid_json: "invalid_body",
  invalid_image: "invalid_body",
  token_expired: "invalid_user_token",
  secret_key_in_browser: "origin_not_allowed",
};

const answerOf = (code: ErrorCode): { code: ErrorCode; status: number } => {
  const ours = ERROR_STATUS[code];
  if (ours >= 500) return { code: "internal_error", status: ours };
  const theirs = THEIRS[code] ?? code;
  return { code: theirs, status: ERROR_STATUS[theirs] };
};

/** Our routes that are theirs, too. The bytes of an upload go to the address that its answer names. */
const SAME: ReadonlyArray<Pick<Route, "method" | "path">> = [
  { method: "POST", path: ROUTES.feedback },
  { method: "GET", path: ROUTES.feedback },
  { method: "GET", path: ROUTES.feedbackOne },
  { method: "PATCH", path: ROUTES.feedbackOne },
  { method: "DELETE", path: ROUTES.feedbackOne },
  { method: "GET", path: ROUTES.feedbackScreenshot },
  { method: "GET", path: ROUTES.feedbackAttachment },
  { method: "POST", path: ROUTES.uploads },
  { method: "POST", path: ROUTES.tokens },
  { method: "GET", path: ROUTES.config },
];

const inTheirWords = (text: string): string => text.replaceAll(HEADERS.userToken, USER_TOKEN);

/** The same route, said as they say it: no session opens it, and the user token has their header. */
const described = ({ headers, description, ...route }: Route): Route => ({
  ...route,
  auth: route.auth === "reader" ? "secret" : route.auth,
  ...(description === undefined ? {} : { description: inTheirWords(description) }),
  ...(headers === undefined
    ? {}
    : { headers: Object.fromEntries(Object.entries(headers).map(([name, about]) => [inTheirWords(name), about])) }),
});

const routes = (services: Services): Route[] =>
  [
    ...feedbackRoutes(services),
    ...feedbackWorkRoutes(services),
    ...screenshotRoutes(services),
    ...attachmentRoutes(services),
    ...uploadRoutes(services),
    ...tokenRoutes(services),
    ...configRoutes(services),
  ]
    .filter(({ method, path }) => SAME.some((same) => same.method === method && same.path === path))
    .map(described);

export const userz: Dialect = {
  name: "userz",
  keyProfiles: KEYS,
  userTokenHeader: USER_TOKEN,
  routes,
  writeProblem(context, problem) {
    const { code, status } = answerOf(problem.code);
    const { facts, message } = problem;
    const details = facts && ("issues" in facts ? facts.issues : facts);
    const error = {
      code,
      message: inTheirWords(message),
      ...(details ? { details } : {}),
      ...(status >= 500 ? { requestId: context.get("requestId") } : {}),
    };
    context.header("Cache-Control", "no-store");
    return context.json({ error }, status as 400, headersOfProblem(problem));
  },
  document: {
    title: "Earshot, as Userz",
    description: "What Userz documents, answered by Earshot: its keys, its user token, its codes.",
    keys: { publishable: "pub_", secret: "sk_" },
    errorSchema: z.object({
      error: z.object({
        code: z.enum([...new Set((Object.keys(ERROR_STATUS) as ErrorCode[]).map((code) => answerOf(code).code))]),
        message: z.string(),
        details: z.optional(z.union([z.array(issueSchema), z.record(z.string(), z.unknown())])),
        requestId: z.optional(z.string()),
      }),
    }),
    answerOf,
  },
};

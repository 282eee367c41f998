import { isRelayed } from "../../shared/contract/image-host.ts";
import { imageRequestSchema } from "../../shared/contract/image-relay.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import { untilRead } from "../images/until-read.ts";
import { actorOf } from "../policy/access.ts";
import { apiKey, requireOwnerRole, requireScope } from "../policy/api-key.ts";
import { bodyLimit } from "../policy/body-limit.ts";
import { identity } from "../policy/identity.ts";
import { origin } from "../policy/origin.ts";
import { parseBody } from "../policy/parsed.ts";
import { imagesRateLimit } from "../policy/rate-limit.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_CAPTURE } from "./refused.ts";

/** One address, however it is escaped. */
const REQUEST_BYTES = 32 * 1024;
/** The largest image over a slow phone's line. */
const READ_MS = 30_000;

export const imageRoutes = (services: Services): Route[] => [
  {
    method: "POST",
    path: ROUTES.images,
    tag: "Feedback",
    summary: "Get an image of a page, for its picture",
    description: `For images that come without CORS headers, so that the page they stand on cannot read them. Fetched from the hosts of the app's \`settings.imageRelay\` alone, which are none unless somebody named them; nothing of the visitor goes along. At most ${LIMITS.relayedImageBytes / 1024 / 1024} MB, within ${LIMITS.relayedImageSeconds} s. An image that cannot be had, for whatever reason, is \`not_found\`.`,
    auth: "publishable-or-secret",
    body: imageRequestSchema,
    example: { url: "https://images.example.com/teapot.jpg" },
    headers: { [HEADERS.userToken]: "As for feedback: an app in private mode fetches nothing without one." },
    answers: {
      200: { description: "The image, by its bytes.", mediaTypes: ["image/png", "image/jpeg", "image/webp"] },
    },
    errors: [...REFUSED_CAPTURE, "not_found", "invalid_image"],
    policies: [
      bodyLimit(REQUEST_BYTES),
      apiKey(services),
      requireScope("feedback:write"),
      origin(),
      identity(services),
      imagesRateLimit(services),
      requireOwnerRole(),
    ],
    async handle(context) {
      const { url: text } = await parseBody(context, imageRequestSchema, REQUEST_BYTES);
      const { appId } = context.get("key");
      const app = await services.store.apps.find(actorOf(context), appId);
      const hosts = app?.settings.imageRelay?.hosts ?? [];
      const url = URL.parse(text);
      if (!url || !isRelayed(hosts, url))
        throw new Problem("invalid_body", {
          issues: [{ path: "url", message: "must be at one of the hosts of the app's settings.imageRelay" }],
        });
      const { contentType, bytes, release } = await services.imageRelay({
        appId,
        hosts,
        url,
        signal: context.req.raw.signal,
      });
      context.header("Cache-Control", "private, max-age=60");
      context.header("Vary", "Authorization, Origin");
      return context.body(untilRead(bytes, release, READ_MS), 200, {
        "Content-Type": contentType,
        "Content-Length": String(bytes.length),
        "Content-Disposition": "inline",
      });
    },
  },
];

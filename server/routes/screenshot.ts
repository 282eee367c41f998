import { ROUTES } from "../../shared/contract/routes.ts";
import { access, actorOf } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { REFUSED_ACCESS } from "./refused.ts";
import { sentBytesHeaders } from "./sent-bytes.ts";

export const screenshotRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.feedbackScreenshot,
    tag: "Feedback",
    summary: "Get the picture of a feedback",
    auth: "reader",
    answers: {
      304: { description: "What you have is current." },
      200: { description: "The bytes as they were stored.", mediaTypes: ["image/png", "image/jpeg", "image/webp"] },
    },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const id = context.req.param("id") ?? "";
      const picture = await services.store.feedback.readScreenshot(actorOf(context), id);
      if (!picture) throw new Problem("not_found", { what: "picture" });
      if (sentBytesHeaders(context, id)) return context.body(null, 304);
      return context.body(new Uint8Array(picture.bytes), 200, {
        "Content-Type": picture.contentType,
        "Content-Disposition": "inline",
      });
    },
  },
];

import { UPLOAD_TYPES, type UploadType } from "../../shared/contract/enumerations.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { access, actorOf } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { storageProblem } from "../uploads/keep-upload.ts";
import { REFUSED_ACCESS } from "./refused.ts";
import { sentBytesHeaders } from "./sent-bytes.ts";

const ENDINGS: Record<UploadType, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "application/pdf": "pdf",
  "text/plain": "txt",
  "text/csv": "csv",
  "application/json": "json",
  "application/zip": "zip",
};

/** Pictures have been checked and are shown; everything else is saved to a file, never opened as a page of ours. */
const disposition = (id: string, type: UploadType): string =>
  type.startsWith("image/") ? "inline" : `attachment; filename="attachment-${id}.${ENDINGS[type]}"`;

export const attachmentRoutes = (services: Services): Route[] => [
  {
    method: "GET",
    path: ROUTES.feedbackAttachment,
    tag: "Feedback",
    summary: "Get a file of a feedback",
    auth: "reader",
    answers: {
      200: { description: "The bytes as they were stored.", mediaTypes: [...UPLOAD_TYPES] },
      304: { description: "What you have is current." },
    },
    errors: [...REFUSED_ACCESS, "not_found"],
    policies: [access(services, "feedback:read")],
    async handle(context) {
      const { store, blobs, log } = services;
      const { id = "", attachmentId = "" } = context.req.param() as { id?: string; attachmentId?: string };
      const found = await store.attachments.find(actorOf(context), id, attachmentId);
      if (!found) throw new Problem("not_found", { what: "attachment" });
      if (sentBytesHeaders(context, attachmentId)) return context.body(null, 304);
      const blob = await blobs.get(found.blob).catch((error) => {
        throw storageProblem(log, error);
      });
      if (!blob) {
        log.error("an attachment's file is missing", { attachment: attachmentId });
        throw new Problem("not_found", { what: "attachment" });
      }
      // Only the headers are asked for: a file that nobody will read must be closed here.
      if (context.req.method === "HEAD") await blob.content.cancel();
      const isText = found.contentType.startsWith("text/");
      return context.body(context.req.method === "HEAD" ? "" : blob.content, 200, {
        "Content-Type": isText ? `${found.contentType}; charset=utf-8` : found.contentType,
        "Content-Length": String(blob.byteSize),
        "Content-Disposition": disposition(attachmentId, found.contentType),
      });
    },
  },
];

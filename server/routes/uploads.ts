import { randomBytes, timingSafeEqual } from "node:crypto";
import { UPLOAD_TYPES } from "../../shared/contract/enumerations.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { HEADERS, ROUTES } from "../../shared/contract/routes.ts";
import {
  type Upload as UploadAddress,
  type UploadRequest,
  uploadRequestSchema,
  uploadSchema,
  uploadTokenSchema,
} from "../../shared/contract/upload.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { apiKey, requireOwnerRole, requireScope } from "../policy/api-key.ts";
import { bodyLimit } from "../policy/body-limit.ts";
import { identity } from "../policy/identity.ts";
import { origin } from "../policy/origin.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import { uploadRateLimit } from "../policy/rate-limit.ts";
import { Problem } from "../problems.ts";
import type { Route } from "../route.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import type { Upload } from "../store/uploads.ts";
import { completeUpload } from "../uploads/complete-upload.ts";
import { storageProblem } from "../uploads/keep-upload.ts";
import { REFUSED_CAPTURE } from "./refused.ts";

/** Three short fields. */
export const UPLOAD_REQUEST_BYTES = 4 * 1024;

/** Whoever may send feedback may ask. */
export const uploadPolicies = (services: Services): Policy[] => [
  bodyLimit(UPLOAD_REQUEST_BYTES),
  apiKey(services),
  requireScope("feedback:write"),
  origin(),
  identity(services),
  uploadRateLimit(services),
  requireOwnerRole(),
];

/** Makes place for a file, and says where to send it. @throws Problem `payload_too_large`, `unavailable` */
export const expectUpload = async (
  services: Services,
  context: PolicyContext,
  { contentType, byteSize, kind }: UploadRequest,
): Promise<UploadAddress> => {
  const { store, blobs, clock, log, makeId } = services;
  if (byteSize > LIMITS.attachmentBytes) throw new Problem("payload_too_large", { limitBytes: LIMITS.attachmentBytes });
  const id = makeId();
  const token = randomBytes(32).toString("base64url");
  const expiresAt = clock.now() + LIMITS.uploadSeconds * 1_000;
  const ours = new URL(ROUTES.uploadContent.replace("{id}", id), services.publicUrl() ?? context.req.url);
  ours.searchParams.set("token", token);
  const { url, headers } = (await blobs.direct
    ?.address(id, { contentType, byteSize }, LIMITS.uploadSeconds)
    .catch((error) => {
      throw storageProblem(log, error);
    })) ?? { url: ours.href, headers: { "Content-Type": contentType } };
  const appId = context.get("key").appId;
  await store.uploads.add({ id, appId, kind, contentType, byteSize, tokenHash: hashOfSecret(token), expiresAt });
  context.header("Cache-Control", "no-store");
  return { id, url, method: "PUT", headers, expiresAt: new Date(expiresAt).toISOString() };
};

const ask = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.uploads,
  tag: "Feedback",
  summary: "Ask where to send a file",
  description: `Send the bytes to \`url\` with \`method\` and \`headers\`, once and within ${LIMITS.uploadSeconds} s: exactly as many as promised, of that type. Then name the \`id\` in the \`attachments\` of a feedback; what no feedback names within a day is deleted. Pictures are checked, and stored without metadata.`,
  auth: "publishable-or-secret",
  body: uploadRequestSchema,
  example: { contentType: "application/pdf", byteSize: 48_213, kind: "file" },
  headers: { [HEADERS.userToken]: "As for feedback: an app in private mode takes nothing without one." },
  answers: { 201: { description: "Where to send it.", schema: uploadSchema } },
  errors: REFUSED_CAPTURE,
  policies: uploadPolicies(services),
  async handle(context) {
    const wanted = await parseBody(context, uploadRequestSchema, UPLOAD_REQUEST_BYTES);
    return context.json(await expectUpload(services, context, wanted), 201);
  },
});

const send = (services: Services): Route => {
  const inFlight = new Set<string>();

  /** The upload that this address was given for, if it can still be used. */
  const permitted = async (id: string, token: string): Promise<Upload> => {
    const upload = await services.store.uploads.find(id);
    // An upload that is no more, and an address that was made up, are told apart for nobody.
    if (!upload || services.blobs.direct || !timingSafeEqual(hashOfSecret(token), upload.tokenHash))
      throw new Problem("not_found", { what: "upload" });
    if (upload.blob !== null)
      throw new Problem("conflict", { reason: "This file has been received. Ask for another upload to send another." });
    if (services.clock.now() > upload.expiresAt)
      throw new Problem("conflict", {
        reason: "This upload has expired. Ask for another one, and send the file there.",
      });
    return upload;
  };

  return {
    method: "PUT",
    path: ROUTES.uploadContent,
    tag: "Feedback",
    summary: "Send the bytes of an upload",
    description:
      "The address comes from `POST /v1/uploads` and needs no key: whoever has it can send these bytes, once. Where files are kept in S3-compatible storage, that address leads there instead.",
    auth: "none",
    query: uploadTokenSchema,
    bodyMediaTypes: UPLOAD_TYPES,
    answers: { 204: { description: "Kept, and ready to be named by a feedback." } },
    errors: [
      "invalid_query",
      "invalid_body",
      "not_found",
      "conflict",
      "payload_too_large",
      "unsupported_media_type",
      "invalid_image",
    ],
    policies: [bodyLimit(LIMITS.attachmentBytes)],
    async handle(context) {
      const { token } = parseQuery(context, uploadTokenSchema);
      const id = context.req.param("id") ?? "";
      const upload = await permitted(id, token);
      const { contentType, byteSize } = upload;
      const type = context.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
      if (type !== contentType) throw new Problem("unsupported_media_type", { expected: contentType });
      const length = context.req.header("Content-Length");
      if (length !== undefined && Number(length) !== byteSize)
        throw new Problem("invalid_body", { issues: [{ path: "", message: `must be exactly ${byteSize} bytes` }] });
      if (inFlight.has(id)) throw new Problem("conflict", { reason: "This file is being received. Wait until it is." });
      inFlight.add(id);
      try {
        const completed = await completeUpload(services, upload, context.req.raw.body ?? new Blob([]).stream());
        if (!completed)
          throw new Problem("conflict", {
            reason: "This file has been received. Ask for another upload to send another.",
          });
      } finally {
        inFlight.delete(id);
      }
      return context.body(null, 204);
    },
  };
};

export const uploadRoutes = (services: Services): Route[] => [ask(services), send(services)];

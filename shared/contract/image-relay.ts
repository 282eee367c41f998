import * as z from "zod/mini";
import { canonicalImageHost, IMAGE_HOST_PATTERN } from "./image-host.ts";
import { LIMITS } from "./limits.ts";

/**
 * From which hosts the server fetches images for pictures of an app's pages, where they come without CORS headers and a page cannot read
 * them itself. None: it fetches nothing.
 */
export const imageRelaySchema = z.strictObject({
  hosts: z
    .array(
      z
        .string()
        .check(
          z.overwrite(canonicalImageHost),
          z.maxLength(LIMITS.imageHost),
          z.regex(IMAGE_HOST_PATTERN, "must be a host such as images.example.com, or *.example.com for its subdomains"),
        ),
    )
    .check(z.maxLength(LIMITS.imageHosts)),
});

/** The body of `POST /v1/images`. */
export const imageRequestSchema = z.strictObject({
  url: z.string().check(z.minLength(1), z.maxLength(LIMITS.imageUrl)),
});
export type ImageRequest = z.input<typeof imageRequestSchema>;

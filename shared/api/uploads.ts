import { SENDER_HEADERS, SENDER_ROUTES } from "../contract/sender-routes.ts";
import type { Upload } from "../contract/upload.ts";
import { type Fetch, isJsonObject, isMade, isNothing, type RequestOptions, request } from "./request.ts";

type Exchange = Pick<RequestOptions, "fetch" | "signal" | "now">;

export type AskForUpload = Exchange & {
  fetch: Fetch;
  /** The server's address, without a path. */
  server: string;
  apiKey: string;
  /** Who sends it, as the host has signed it. */
  userToken?: string;
  /** An `UploadRequest` as JSON text. */
  body: string;
};

/** For `request`. */
export const isUpload = (body: unknown, status: number): body is Upload =>
  isMade<Upload>(body, status) && URL.canParse(body.url) && isJsonObject(body.headers);

/** Asks the server where to send a file. Throws as `request` does. */
export const askForUpload = ({ server, apiKey, userToken, ...rest }: AskForUpload): Promise<Upload> =>
  request(
    {
      ...rest,
      url: new URL(SENDER_ROUTES.uploads, server).href,
      method: "POST",
      headers: {
        [SENDER_HEADERS.authorization]: `Bearer ${apiKey}`,
        ...(userToken ? { [SENDER_HEADERS.userToken]: userToken } : {}),
      },
      redirect: "error",
    },
    isUpload,
  );

/** Sends a file to where the server said, with nothing that tells of its sender. Throws as `request` does. */
export const sendUpload = (
  { url, headers }: Upload,
  content: Blob,
  given: Exchange & Pick<RequestOptions, "onSent">,
): Promise<void> => request({ ...given, url, method: "PUT", headers, body: content, redirect: "error" }, isNothing);

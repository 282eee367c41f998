import type { Fetch } from "../../shared/api/request.ts";
import { type UploadFiles, uploadFiles } from "../../shared/transport/upload.ts";
import { fetchUnderPolicy } from "../fetch-under-policy.ts";

const NATIVE = /^function (XMLHttpRequest|open|send|setRequestHeader)\(\)\s*\{\s*\[native code\]\s*\}$/;

/** A script of the page that stands in its place could read what is sent, or add headers that may not go to others. */
const isNative = (request: typeof XMLHttpRequest): boolean => {
  const { open, send, setRequestHeader } = request.prototype;
  return [request, open, send, setRequestHeader].every((one) => NATIVE.test(String(one)));
};

/** `fetch` by the one way that tells how much of a body has left. */
const fetchByRequest =
  (request: typeof XMLHttpRequest): Fetch =>
  (url, { method = "GET", headers, body, signal, onSent }) =>
    new Promise((resolve, reject) => {
      const sending = new request();
      const lost = () => reject(new TypeError("Failed to fetch"));
      sending.open(method, url);
      for (const [name, value] of new Headers(headers)) sending.setRequestHeader(name, value);
      sending.upload.onprogress = ({ loaded }) => onSent?.(loaded);
      sending.onerror = lost;
      sending.onabort = () => reject(signal?.reason);
      sending.onload = () => {
        // From anywhere else, it was not sent to where the server said.
        if (sending.responseURL !== new URL(url).href) return lost();
        const { status } = sending;
        const given = sending.getAllResponseHeaders().trim().split("\r\n").filter(Boolean);
        const told = new Headers(
          given.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
        );
        resolve(
          new Response(status === 204 || status === 205 ? null : sending.responseText, { status, headers: told }),
        );
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", () => sending.abort(), { once: true });
      sending.send(body as Blob);
    });

/**
 * Sends files from a page: with progress where the browser's own request can be had, and nothing of this site's goes along
 * with it; else each file is told when it has arrived.
 */
export const sendFiles =
  (page: typeof window): UploadFiles =>
  (uploading) => {
    const byRequest = isNative(page.XMLHttpRequest) && fetchUnderPolicy(page, fetchByRequest(page.XMLHttpRequest));
    const isElsewhere = (url: string) => new URL(url).origin !== page.location.origin;
    const fetch: Fetch = (url, init) =>
      (byRequest && init.body instanceof Blob && isElsewhere(url) ? byRequest : uploading.fetch)(url, init);
    return uploadFiles({ ...uploading, fetch });
  };

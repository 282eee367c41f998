import type { Feedback } from "../../shared/contract/record.ts";
import { Problem } from "../problems.ts";
import type { Content } from "./tool.ts";

/**
 * Pictures above this are described, not shown: clients refuse answers of some megabytes, and a decoder to make them smaller would be
 * native code that reads strangers' bytes. The widget's own are below 1 MB.
 */
export const SHOWN_BYTES = 3 * 1024 * 1024;

/** What is known of a picture before it is read. */
export type PictureFacts = { contentType: string; byteSize: number; url: string; width?: number; height?: number };

/** The screenshot of a feedback, or the attached file that is named. @throws Problem `not_found` */
export const pictureOf = ({ screenshot, attachments }: Feedback, attachmentId?: string): PictureFacts => {
  const found = attachmentId === undefined ? screenshot : attachments.find(({ id }) => id === attachmentId);
  if (!found) throw new Problem("not_found", { what: attachmentId === undefined ? "picture" : "attachment" });
  return found;
};

/** A picture for an agent to see, or why it is not shown. */
export const pictureContent = async (
  { contentType, byteSize, url, width, height }: PictureFacts,
  read: () => Promise<Response>,
): Promise<{ text: string; content?: Extract<Content, { type: "image" }> }> => {
  const size = width === undefined ? "" : `, ${width} x ${height}`;
  const what = `${contentType}${size}, ${byteSize} bytes`;
  const elsewhere = `A program can fetch it from ${url} with a key that may read feedback.`;
  if (!contentType.startsWith("image/")) return { text: `It is no picture (${what}). ${elsewhere}` };
  if (byteSize > SHOWN_BYTES)
    return { text: `The picture is not shown, because it is larger than ${SHOWN_BYTES} bytes (${what}). ${elsewhere}` };
  const bytes = Buffer.from(await (await read()).arrayBuffer());
  return {
    text: `The picture: ${what}.`,
    content: { type: "image", data: bytes.toString("base64"), mimeType: contentType },
  };
};

import type { Feedback } from "../../shared/contract/record.ts";
import { Problem } from "../problems.ts";
import type { Content } from "./tool.ts";

/**
 * Pictures above this are described, not shown: clients refuse answers of some megabytes, and a decoder to make them smaller would be
 * native code that reads strangers' bytes. The widget's own are below 1 MB.
 */
export const SHOWN_BYTES = 3 * 1024 * 1024;

type Facts = NonNullable<Feedback["screenshot"]>;

/** The picture of a feedback, or why it is not shown. @throws Problem `not_found` where there is none */
export const screenshotContent = async (
  facts: Facts | null,
  read: () => Promise<Response>,
): Promise<{ facts: Facts; text: string; content?: Extract<Content, { type: "image" }> }> => {
  if (!facts) throw new Problem("not_found", { what: "picture" });
  const { contentType, byteSize, width, height, url } = facts;
  const what = `${contentType}, ${width} x ${height}, ${byteSize} bytes`;
  if (byteSize > SHOWN_BYTES)
    return {
      facts,
      text: `The picture is not shown, because it is larger than ${SHOWN_BYTES} bytes (${what}). A program can fetch it from ${url} with a key that may read feedback.`,
    };
  const bytes = Buffer.from(await (await read()).arrayBuffer());
  return {
    facts,
    text: `The screenshot: ${what}.`,
    content: { type: "image", data: bytes.toString("base64"), mimeType: contentType },
  };
};

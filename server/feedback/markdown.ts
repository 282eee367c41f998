import type { Feedback } from "../../shared/contract/record.ts";
import { allVisible } from "./visible-text.ts";

/** More backticks than stand anywhere in the text, so that nothing in it ends the quotation. */
const fenceFor = (text: string, least: number): string => {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(Math.max(least, longest + 1));
};

/** Somebody's text as it stands: no Markdown, link, picture or mention in it comes to life. */
export const quoted = (text: string, label = "text"): string => {
  const fence = fenceFor(text, 3);
  return `${fence}${label}\n${text}\n${fence}`;
};

/** The same within a line. */
export const quotedInline = (text: string): string => {
  const fence = fenceFor(text, 1);
  const line = text.replace(/\s+/g, " ").trim();
  return line === "" ? "" : fence === "`" ? `\`${line}\`` : `${fence} ${line} ${fence}`;
};

const title = ({ category, id }: Feedback): string => `${category ?? "feedback"} ${id}`;

const viewportOf = ({ client }: Feedback): string | undefined => {
  const viewport = client?.viewport;
  return viewport && `${viewport.width} x ${viewport.height} at ${viewport.devicePixelRatio}`;
};

/**
 * A feedback as Markdown, for an issue tracker or a chat. Everything that its sender wrote is quoted, so it does nothing there; who sent it
 * is left out unless it is asked for.
 *
 * @param serverUrl Where the picture's address begins. @param label What stands at the head of quotations.
 */
export const feedbackMarkdown = (
  record: Feedback,
  {
    serverUrl = "",
    withSender = false,
    label = "text",
  }: { serverUrl?: string; withSender?: boolean; label?: string } = {},
): string => {
  const feedback = allVisible(record);
  const { status, rating, createdAt, sourceType, content, context, element, logs, screenshot, attachments } = feedback;
  const sender = [feedback.customerName, feedback.customerEmail].filter((text) => text !== null).join(", ");
  const rows: Array<[name: string, value: string | null | undefined]> = [
    ["Page", feedback.pageUrl],
    ["Page title", feedback.pageTitle],
    ["From", withSender ? sender : undefined],
    ["Tags", feedback.tags.join(", ")],
    ["Element", element?.selector],
    ["Its text", element?.text],
    ["Written on the screenshot", feedback.capture?.marks?.flatMap(({ text }) => text ?? []).join(", ")],
    ["Browser", feedback.client?.userAgent],
    ["Viewport", viewportOf(feedback)],
    ["Language", feedback.client?.language],
    ["Metadata", feedback.metadata && JSON.stringify(feedback.metadata)],
  ];
  const facts = [
    `Status ${status}`,
    `sent ${createdAt} by ${sourceType}`,
    ...(rating === null ? [] : [`rated ${rating} of 5`]),
  ];
  const files = [
    ...(screenshot ? [`- Screenshot, ${screenshot.width} x ${screenshot.height}: ${serverUrl}${screenshot.url}`] : []),
    ...attachments.map(({ kind, contentType, url }) => `- Attached ${kind} (${contentType}): ${serverUrl}${url}`),
  ];
  const log = logs?.map(({ at, level, message }) => `${at} ${level} ${message}`).join("\n");
  return [
    `## ${title(feedback)}`,
    `${facts.join(", ")}.`,
    quoted(content, label),
    ...(context === null ? [] : ["Circumstances:", quoted(context, label)]),
    rows.flatMap(([name, value]) => (value ? [`- ${name}: ${quotedInline(value)}`] : [])).join("\n"),
    files.join("\n"),
    ...(log ? ["Console and failed requests:", quoted(log, label)] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
};

import type { Feedback } from "../../shared/contract/record.ts";
import { personName } from "../format/person.ts";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";

/** What somebody wrote, so that no sign of it means anything in Markdown or HTML. */
const plain = (value: string): string => value.replace(/[\\`*_{}[\]<>()#+\-!|~&@]/g, "\\$&").replace(/\s+/g, " ");

/** A text of many lines between fences that are longer than any in it. */
const fenced = (value: string): string => {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${value}\n${fence}`;
};

/** A record to paste into a tracker, a chat or a prompt. @param link Where it is in this console. */
export const asMarkdown = (record: Feedback, link: string): string => {
  const { detail } = text;
  const facts: [string, string | null | undefined][] = [
    [detail.page, record.pageUrl && plain(record.pageUrl)],
    [detail.status, TEXT.status(record.status)],
    [detail.tags, record.tags.map(plain).join(", ")],
    [detail.received, record.createdAt],
    [detail.browser, record.client?.userAgent && plain(record.client.userAgent)],
    [detail.element, record.element && plain(record.element.selector)],
  ];
  const logs = record.logs?.filter(({ level }) => level === "error" || level === "warn") ?? [];
  return [
    `**${TEXT.category(record.category)}** · ${plain(personName(record))}`,
    record.content
      .split("\n")
      .map((line) => `> ${line.replace(/[\\`*_{}[\]<>#!|~&@]/g, "\\$&")}`)
      .join("\n"),
    record.context && `${detail.context}: ${plain(record.context)}`,
    facts
      .filter(([, value]) => value)
      .map(([name, value]) => `- ${name}: ${value}`)
      .join("\n"),
    logs.length > 0 && fenced(logs.map(({ level, message }) => `${level}: ${message}`).join("\n")),
    `<${link}>`,
  ]
    .filter(Boolean)
    .join("\n\n");
};

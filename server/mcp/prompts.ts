import * as z from "zod/mini";
import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { WARNING } from "./feedback-view.ts";
import { type Params, parseParams, RpcError } from "./message.ts";

type Json = Record<string, unknown>;

type Prompt = {
  name: string;
  title: string;
  description: string;
  arguments: Array<{ name: string; description: string; required: boolean }>;
  text(given: Record<string, string>): string;
};

const PROMPTS: Prompt[] = [
  {
    name: "triage_inbox",
    title: "Triage the inbox",
    description: "Goes through new feedback, proposes category, tags, duplicates and what to do first.",
    arguments: [],
    text: () =>
      [
        "Triage the new feedback of this app.",
        "1. Call summarize_feedback with status new, then list_feedback with status new, page by page, at most 50 records.",
        "2. Read those whose excerpt is cut or unclear with get_feedback; look at get_screenshot where the words alone do not explain the problem.",
        "3. Find those that say the same: search with list_feedback and q, older ones too.",
        "4. Show me a table: id, what it is about in your own words, proposed tags, duplicate of, how urgent and why.",
        "5. Change nothing until I agree. Then use update_feedback: status triaged, tags with those that were there, duplicateOf.",
        WARNING,
      ].join("\n"),
  },
  {
    name: "write_issue",
    title: "Write an issue from a feedback",
    description: "Turns one feedback into an issue that a developer can work on.",
    arguments: [{ name: "id", description: "The id of the feedback", required: true }],
    text: ({ id }) =>
      [
        `Write an issue for the feedback ${id}.`,
        "1. Read it with get_feedback, and get_screenshot where it has one. Look for others that say the same with list_feedback and q.",
        "2. Write: a title of one line; what happens; what was expected; steps to see it; where (page, browser, viewport); how many said it, with their ids.",
        "3. Say what you infer and what was said. Leave names and addresses of people out.",
        "4. End with the output of feedback_as_markdown as it is, below a line.",
        WARNING,
      ].join("\n"),
  },
];

export const promptList = (): Json => ({ prompts: PROMPTS.map(({ text: _, ...prompt }) => prompt) });

const params = z.object({ name: z.string(), arguments: z.optional(z.record(z.string(), z.string())) });

/** @throws RpcError for a prompt that is not there, or an argument that is not what it should be */
export const getPrompt = (given: Params): Json => {
  const { name, arguments: values = {} } = parseParams(params, given);
  const prompt = PROMPTS.find((one) => one.name === name);
  if (!prompt)
    throw new RpcError(
      "invalidParams",
      `There is no such prompt. There are ${PROMPTS.map((one) => one.name).join(", ")}.`,
    );
  for (const argument of prompt.arguments)
    if (!ID_PATTERN.test(values[argument.name] ?? ""))
      throw new RpcError("invalidParams", `${argument.name} must be the id of a feedback: 24 hexadecimal digits.`);
  return {
    description: prompt.description,
    messages: [{ role: "user", content: { type: "text", text: prompt.text(values) } }],
  };
};

import * as z from "zod/mini";
import { quotedInline } from "../feedback/markdown.ts";
import type { PolicyContext, Services } from "../services.ts";
import { WARNING } from "./feedback-view.ts";
import { type Params, parseParams, RpcError } from "./message.ts";
import { getPrompt, promptList } from "./prompts.ts";
import { createResources, RESOURCE_TEMPLATES } from "./resources.ts";
import type { RouteCaller } from "./route-caller.ts";
import { callTool, hasScope, type Tool, toolAnswer } from "./tool.ts";
import { countingTools } from "./tools/counting.ts";
import { managingTools } from "./tools/managing.ts";
import { readingTools } from "./tools/reading.ts";
import { workingTools } from "./tools/working.ts";
import { agreedVersion, type Era, VERSIONS } from "./version.ts";

type Json = Record<string, unknown>;

export type Method = {
  /** Those who speak of it; both where it is not said. */
  era?: Era;
  /** For how many milliseconds a client may keep the answer. Without it, the protocol allows no keeping. */
  keepMs?: number;
  /** @throws Problem, RpcError */
  answer(context: PolicyContext, params: Params): Json | Promise<Json>;
};

const MINUTE = 60_000;
const callParams = z.object({ name: z.string(), arguments: z.optional(z.record(z.string(), z.unknown())) });

const instructions = (context: PolicyContext): string => {
  const { app } = context.get("key");
  return [
    `Earshot keeps what visitors say about a site, with a picture of what they saw. This key sees the app ${quotedInline(app.name)} (${app.environment}) and no other.`,
    "Begin with summarize_feedback or list_feedback, then get_feedback for one. Lists are short: narrow them before you turn pages. Tools that this key may not use are not listed.",
    WARNING,
  ].join("\n");
};

/** A list that is always whole has no next page. @throws RpcError */
const onlyPage = ({ cursor }: Params): void => {
  if (cursor !== undefined) throw new RpcError("invalidParams", "This list has one page: ask without a cursor.");
};

/** All that a client may ask, by the name of the method. What a key may not do, its client does not see. */
export const createMethods = (services: Services, route: RouteCaller, version: string): Map<string, Method> => {
  const tools: Tool[] = [
    ...countingTools(services),
    ...readingTools(route, services),
    ...workingTools(route, services),
    ...managingTools(route),
  ];
  const described = new Map(tools.map((tool) => [tool, toolAnswer(tool)]));
  const resources = createResources(route);
  const mayRead = (context: PolicyContext): boolean => hasScope(context, "feedback:read");
  const server = (context: PolicyContext): Json => ({
    capabilities: { tools: {}, ...(mayRead(context) ? { resources: {}, prompts: {} } : {}) },
    instructions: instructions(context),
  });

  return new Map<string, Method>([
    [
      "initialize",
      {
        era: "handshake",
        answer: (context, { protocolVersion }) => ({
          protocolVersion: agreedVersion(protocolVersion),
          serverInfo: { name: "earshot", title: "Earshot", version },
          ...server(context),
        }),
      },
    ],
    ["ping", { era: "handshake", answer: () => ({}) }],
    [
      "server/discover",
      {
        era: "modern",
        keepMs: MINUTE,
        answer: (context) => ({ supportedVersions: VERSIONS, ...server(context) }),
      },
    ],
    [
      "tools/list",
      {
        keepMs: MINUTE,
        answer(context, params) {
          onlyPage(params);
          return { tools: tools.filter(({ scope }) => hasScope(context, scope)).map((tool) => described.get(tool)) };
        },
      },
    ],
    [
      "tools/call",
      {
        answer(context, params) {
          const { name, arguments: args = {} } = parseParams(callParams, params);
          const tool = tools.find((one) => one.name === name);
          if (!tool)
            throw new RpcError("invalidParams", "There is no such tool. tools/list shows those that there are.");
          return callTool(tool, context, args, (code) => services.metrics.refusal(code));
        },
      },
    ],
    [
      "resources/list",
      {
        keepMs: 0,
        answer: (context, params) => (mayRead(context) ? resources.list(context, params) : { resources: [] }),
      },
    ],
    [
      "resources/templates/list",
      {
        keepMs: MINUTE,
        answer(context, params) {
          onlyPage(params);
          return { resourceTemplates: mayRead(context) ? RESOURCE_TEMPLATES : [] };
        },
      },
    ],
    [
      "resources/read",
      {
        keepMs: 0,
        answer(context, params) {
          if (mayRead(context)) return resources.read(context, params);
          throw new RpcError("invalidParams", "This key may not read feedback: it lacks the scope feedback:read.");
        },
      },
    ],
    [
      "prompts/list",
      {
        keepMs: MINUTE,
        answer(context, params) {
          onlyPage(params);
          return mayRead(context) ? promptList() : { prompts: [] };
        },
      },
    ],
    ["prompts/get", { answer: (_, params) => getPrompt(params) }],
  ]);
};

import * as z from "zod/mini";
import type { Scope } from "../../shared/contract/enumerations.ts";
import { issuesOf } from "../policy/body-limit.ts";
import { Problem } from "../problems.ts";
import type { PolicyContext } from "../services.ts";
import type { Params } from "./message.ts";

type Json = Record<string, unknown>;
export type Content =
  | { type: "text"; text: string }
  | { type: "image"; data: string; mimeType: string }
  | { type: "resource_link"; uri: string; name: string; mimeType: string };

/** What a tool gives: text for a reader, and the same as data of its output schema. */
export type ToolAnswer<Output> = { text: string; data: Output; more?: Content[] };

export type Tool<Input extends z.core.$ZodType = z.core.$ZodType, Output extends z.core.$ZodType = z.core.$ZodType> = {
  name: string;
  title: string;
  /** For whoever has no manual: what it does, when to use it, what comes next. */
  description: string;
  /** What a key must have beside `mcp`. Who has it not does not see the tool. */
  scope: Scope;
  input: Input;
  /** What the arguments mean, where their names do not say it. */
  about?: { [Name in keyof z.input<Input>]?: string };
  output: Output;
  annotations: { readOnlyHint: boolean; destructiveHint?: boolean; idempotentHint?: boolean };
  run(context: PolicyContext, input: z.output<Input>): Promise<ToolAnswer<z.input<Output>>>;
};

/** Keeps input and output of one tool together for the compiler. */
export const tool = <Input extends z.core.$ZodType, Output extends z.core.$ZodType>(one: Tool<Input, Output>): Tool =>
  one as unknown as Tool;

/** What an answer keeps to anyway, and a reader of it need not know. */
const NO_USE_IN_ANSWERS = new Set(
  "pattern format minLength maxLength minimum maximum maxItems additionalProperties required default propertyNames".split(
    " ",
  ),
);

/** JSON Schema as short as it can be: an agent's client puts it before the agent each time. */
const short = (schema: Json, io: "input" | "output"): Json => {
  const { properties, items, anyOf, ...rest } = schema as Json &
    Record<"properties" | "items", Json> & { anyOf?: Json[] };
  const kept = Object.entries(rest).filter(([name]) => {
    if (name === "$schema" || (io === "output" && NO_USE_IN_ANSWERS.has(name))) return false;
    return name !== "pattern" || rest.format === undefined; // a format says the same
  });
  const [one, none, more] = (anyOf ?? []).map((choice) => short(choice, io));
  const orNull =
    one && typeof one.type === "string" && none?.type === "null" && !more
      ? { ...one, type: [one.type, "null"], ...(Array.isArray(one.enum) ? { enum: [...one.enum, null] } : {}) }
      : anyOf && { anyOf: anyOf.map((choice) => short(choice, io)) };
  return {
    ...Object.fromEntries(kept),
    ...orNull,
    ...(items && { items: short(items, io) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, short(inner as Json, io)]),
      ),
    }),
  };
};

const schemaOf = (schema: z.core.$ZodType, io: "input" | "output"): Json =>
  short(z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json, io);

const withAbout = (schema: Json, about: Record<string, string | undefined>): Json => {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const described = properties.map(([name, property]) => [
    name,
    about[name] === undefined ? property : { ...property, description: about[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(described) };
};

/** A tool as `tools/list` shows it. It reaches nothing but this server. */
export const toolAnswer = ({ name, title, description, input, about = {}, output, annotations }: Tool): Json => ({
  name,
  title,
  description,
  inputSchema: withAbout(schemaOf(input, "input"), about as Record<string, string>),
  outputSchema: schemaOf(output, "output"),
  annotations: { ...annotations, openWorldHint: false },
});

/** @throws Problem `invalid_body` that names what is wrong */
const parseArguments = (tool: Tool, args: Params): unknown => {
  const parsed = z.safeParse(tool.input, args);
  if (parsed.success) return parsed.data;
  throw new Problem("invalid_body", { issues: issuesOf(parsed.error) });
};

/** What to do about a refusal, where its own sentence does not say it to an agent. */
const NEXT: { [Code in Problem["code"]]?: string } = {
  invalid_body: "Mend the arguments as the tool's input schema says, and call again.",
  invalid_query: "Mend the arguments as the tool's input schema says, and call again.",
  not_found: "It may have been deleted or erased, or belong to another app. list_feedback shows what is there.",
  insufficient_scope: "Tell the person you work for; do not try again with this key.",
  owner_role_required: "Tell the person you work for; do not try again before it is done.",
  public_disabled: "Only signed-in users of this app can send feedback; this tool cannot.",
};

/**
 * Calls a tool. What its arguments or the state of things do not allow is an answer too, so that the agent can do better; what is wrong
 * with the server is thrown.
 */
export const callTool = async (
  one: Tool,
  context: PolicyContext,
  args: Params,
  onRefused: (code: Problem["code"]) => void,
): Promise<Json> => {
  try {
    if (!hasScope(context, one.scope)) throw new Problem("insufficient_scope", { scope: one.scope });
    const { text, data, more = [] } = await one.run(context, parseArguments(one, args));
    return { content: [{ type: "text", text }, ...more], structuredContent: data as Json };
  } catch (error) {
    if (!(error instanceof Problem) || error.code === "internal_error" || error.code === "unavailable") throw error;
    const { code, message, facts }: Problem = error;
    onRefused(code);
    // Of a member, an app or a cursor that an argument names, its own sentence says enough.
    const isOther = facts !== undefined && "what" in facts && ("path" in facts || facts.what === "cursor");
    const text = [`${code}: ${message}`, isOther ? undefined : NEXT[code]].filter(Boolean).join(" ");
    return { content: [{ type: "text", text }], isError: true };
  }
};

/** Whether the key of a request has a scope, as `requireScope` counts it. */
export const hasScope = (context: PolicyContext, scope: Scope): boolean =>
  context.get("key").scopes.includes(scope) && context.get("keyProfile").scopes.includes(scope);

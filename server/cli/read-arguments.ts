import { parseArgs } from "node:util";
import { type Action, type Given, UsageError } from "./command.ts";

const EVERYWHERE = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/**
 * Reads what was given for an action.
 *
 * @throws UsageError saying what does not fit, and where it is explained.
 */
export const readArguments = (action: Action, texts: string[]): Given & { help: boolean; json: boolean } => {
  const name = action.usage.split(" ").filter((word) => /^[a-z][a-z-]*$/.test(word));
  const refuse = (reason: string): never => {
    throw new UsageError(
      `${reason}. Usage: earshot ${action.usage}. Run earshot ${name.join(" ")} --help for examples.`,
    );
  };
  const read = () => {
    try {
      return parseArgs({ args: texts, options: { ...action.options, ...EVERYWHERE }, allowPositionals: true });
    } catch (error) {
      // The first sentence says what is wrong; the others are for programmers.
      return refuse((error as Error).message.split(/\. |\n/)[0]?.replace(/\.$/, "") ?? "these options do not fit");
    }
  };
  const { values, positionals } = read();
  const [least, most] = action.words;
  if (values.help !== true && positionals.length < least) refuse("Something is missing");
  if (values.help !== true && positionals.length > most) refuse(`There is no place for ${positionals[most]}`);
  const optionOf = (option: string): unknown => (values as Record<string, unknown>)[option];
  return {
    help: values.help === true,
    json: values.json === true,
    words: positionals,
    text: (option) => optionOf(option) as string | undefined,
    texts: (option) => (optionOf(option) as string[] | undefined) ?? [],
    flag: (option) => optionOf(option) === true,
  };
};

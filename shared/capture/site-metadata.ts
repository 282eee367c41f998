import { LIMITS } from "../contract/limits.ts";

export type Metadata = Record<string, string | number | boolean>;

const MOST_NAME = 128;

/**
 * What a site gave as metadata, as far as it can be sent: the server refuses the whole feedback for one value that it does not take, and
 * no visitor shall pay for that.
 *
 * @param given Whatever the site said.
 * @returns What goes, and for the site's developer what does not and why.
 */
export const metadataFrom = (given: unknown): { metadata: Metadata; problems: string[] } => {
  const metadata: Metadata = {};
  const problems: string[] = [];
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return given === undefined || given === null
      ? { metadata, problems }
      : { metadata, problems: ['It must be an object, such as { plan: "pro" }.'] };
  let bytes = 2; // of the braces
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue; // nothing to say, and no mistake
    const isPlain = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
    const size = isPlain ? new TextEncoder().encode(`${JSON.stringify({ [name]: value })},`).length : 0;
    if (!isPlain) problems.push(`"${name}" must be a text, a number, true or false.`);
    else if (name.length === 0 || name.length > MOST_NAME)
      problems.push(`A name must have 1 to ${MOST_NAME} characters.`);
    else if (bytes + size > LIMITS.metadataBytes)
      problems.push(`"${name}" does not fit: all of it may be ${LIMITS.metadataBytes} bytes of JSON.`);
    else {
      bytes += size;
      metadata[name] = value as string | number | boolean;
    }
  }
  return { metadata, problems };
};

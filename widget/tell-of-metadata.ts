import { metadataFrom } from "../shared/capture/site-metadata.ts";

/** Tells the site's developer what of their metadata will not be sent. */
export const tellOfMetadata = (given: unknown): void => {
  const { problems } = metadataFrom(given);
  if (problems.length === 0) return;
  // biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner
  console.warn("[earshot] Of what setMetadata was given this is not sent:", problems.join(" "));
};

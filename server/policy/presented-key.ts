import type { KeyProfile } from "../keys/key-profiles.ts";
import { profileOfKeyText } from "../keys/key-text.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import { readJson } from "./body-limit.ts";

/** The text that a request brings as its key. Without a profile it is not well-formed, or of a kind that belongs elsewhere. */
export type PresentedKey = { text: string; profile: KeyProfile | undefined };

/**
 * Takes keys that stand in the query out of the address, for those kinds of keys that are read from there: what comes after,
 * logs above all, sees an address without them.
 */
export const takeQueryKeys =
  ({ keyProfiles }: Pick<Services, "keyProfiles">): Policy =>
  async (context, next) => {
    for (const profile of keyProfiles) {
      if (profile.place.in !== "query") continue;
      const text = context.req.query(profile.place.name);
      if (!text?.startsWith(profile.prefix)) continue;
      const url = new URL(context.req.url);
      url.searchParams.delete(profile.place.name);
      const { method, headers } = context.req.raw;
      context.req.raw = new Request(url, { method, headers }); // its body is read from Node's own stream
      context.set("queryKey", { text, profile: profileOfKeyText(text, [profile]) });
      break;
    }
    await next();
  };

/** Takes the key out of a JSON body, so that the route reads a body without it. */
const takeBodyKey = async (
  context: PolicyContext,
  profiles: readonly KeyProfile[],
): Promise<PresentedKey | undefined> => {
  const { value } = await readJson(context);
  if (typeof value !== "object" || value === null) return undefined;
  const body = { ...value } as Record<string, unknown>;
  let found: PresentedKey | undefined;
  for (const profile of profiles) {
    if (profile.place.in !== "body") continue;
    const text = body[profile.place.name];
    if (typeof text !== "string" || !text.startsWith(profile.prefix)) continue;
    delete body[profile.place.name];
    found = { text, profile: profileOfKeyText(text, [profile]) };
    break;
  }
  // The stream can be read once only.
  context.set("body", { value: body, bytes: Buffer.from(JSON.stringify(body)), cut: undefined });
  return found;
};

/**
 * Reads the key of a request from where its kind has its place: `Authorization: Bearer`, else the query, else the body. A key of
 * another place is none.
 */
export const presentedKey = async (
  context: PolicyContext,
  keyProfiles: readonly KeyProfile[],
): Promise<PresentedKey | undefined> => {
  const header = context.req.header("Authorization");
  if (header !== undefined) {
    const text = /^Bearer ([\w-]{1,256})$/i.exec(header)?.[1] ?? "";
    const bearers = keyProfiles.filter(({ place }) => place.in === "bearer");
    return { text, profile: profileOfKeyText(text, bearers) };
  }
  const queryKey = context.get("queryKey");
  if (queryKey) return queryKey;
  const hasBody = context.req.method === "POST" || context.req.method === "PATCH";
  return hasBody && keyProfiles.some(({ place }) => place.in === "body")
    ? takeBodyKey(context, keyProfiles)
    : undefined;
};

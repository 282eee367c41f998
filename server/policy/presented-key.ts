import { type KeyProfile, placesOf } from "../keys/key-profiles.ts";
import { profileOfKeyText } from "../keys/key-text.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import { readJson } from "./body-limit.ts";

/** The text that a request brings as its key. Without a profile it is not well-formed, or of a kind that belongs elsewhere. */
export type PresentedKey = { text: string; profile: KeyProfile | undefined };

/** The kinds of keys that count where this request asks: those of its dialect, else those of our own API. */
export const profilesHere = (context: PolicyContext, keyProfiles: readonly KeyProfile[]): KeyProfile[] => {
  const dialect = context.get("dialect")?.name;
  return keyProfiles.filter((profile) => profile.dialect === dialect);
};

/** Where a kind of key is read from besides the header: the name of the parameter, or of the member. */
const nameIn = (profile: KeyProfile, where: "query" | "body"): string | undefined => {
  const place = placesOf(profile).find((one) => one.in === where);
  return place && "name" in place ? place.name : undefined;
};

/**
 * Takes keys that stand in the query out of the address, for those kinds of keys that are read from there: what comes after,
 * logs above all, sees an address without them.
 */
export const takeQueryKeys =
  ({ keyProfiles }: Pick<Services, "keyProfiles">): Policy =>
  async (context, next) => {
    for (const profile of keyProfiles) {
      const name = nameIn(profile, "query");
      if (name === undefined) continue;
      const text = context.req.query(name);
      if (!text?.startsWith(profile.prefix)) continue;
      const url = new URL(context.req.url);
      url.searchParams.delete(name);
      const { method, headers } = context.req.raw;
      context.req.raw = new Request(url, { method, headers }); // its body is read from Node's own stream
      const here = profilesHere(context, keyProfiles).filter((one) => nameIn(one, "query") === name);
      context.set("queryKey", { text, profile: profileOfKeyText(text, here) });
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
    const name = nameIn(profile, "body");
    if (name === undefined) continue;
    const text = body[name];
    if (typeof text !== "string" || !text.startsWith(profile.prefix)) continue;
    delete body[name];
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
  const here = profilesHere(context, keyProfiles);
  const bearers = here.filter((profile) => placesOf(profile).some((place) => place.in === "bearer"));
  const header = context.req.header("Authorization");
  if (header !== undefined && bearers.length > 0) {
    const text = /^Bearer ([\w-]{1,256})$/i.exec(header)?.[1] ?? "";
    return { text, profile: profileOfKeyText(text, bearers) };
  }
  const queryKey = context.get("queryKey");
  if (queryKey) return queryKey;
  const hasBody = context.req.method === "POST" || context.req.method === "PATCH";
  return hasBody && here.some((profile) => nameIn(profile, "body") !== undefined)
    ? takeBodyKey(context, here)
    : undefined;
};

import { type KeyPlace, type KeyProfile, placesOf } from "../keys/key-profiles.ts";
import { profileOfKeyText } from "../keys/key-text.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import { readJson } from "./body-limit.ts";

/** The text that a request brings as its key. Without a profile it is not well-formed, or of a kind that belongs elsewhere. */
export type PresentedKey = { text: string; profile: KeyProfile | undefined };

/** A kind of key, and the name that it stands under: of the parameter, or of the member. */
type Named = { name: string; profile: KeyProfile };

const namedIn = (profiles: readonly KeyProfile[], where: Exclude<KeyPlace["in"], "bearer">): Named[] =>
  profiles.flatMap((profile) =>
    placesOf(profile).flatMap((place) => (place.in === where ? [{ name: place.name, profile }] : [])),
  );

/**
 * Takes keys that stand in the query out of the address, for those kinds of keys that are read from there: what comes after,
 * logs above all, sees an address without them.
 */
export const takeQueryKeys = ({ keyProfiles }: Pick<Services, "keyProfiles">): Policy => {
  const all = namedIn(keyProfiles, "query");
  return async (context, next) => {
    const { req } = context;
    const found = req.url.includes("?")
      ? all.find(({ name, profile }) => req.query(name)?.startsWith(profile.prefix))
      : undefined;
    if (found) {
      const text = req.query(found.name) ?? "";
      const url = new URL(req.url);
      url.searchParams.delete(found.name);
      const { method, headers } = req.raw;
      req.raw = new Request(url, { method, headers }); // its body is read from Node's own stream
      const dialect = context.get("dialect")?.name;
      const here = all.filter(({ name, profile }) => name === found.name && profile.dialect === dialect);
      const profiles = here.map(({ profile }) => profile);
      context.set("queryKey", { text, profile: profileOfKeyText(text, profiles) });
    }
    await next();
  };
};

/** Takes the key out of a JSON body, so that the route reads a body without it. */
const takeBodyKey = async (context: PolicyContext, named: readonly Named[]): Promise<PresentedKey | undefined> => {
  const { value } = await readJson(context);
  if (typeof value !== "object" || value === null) return undefined;
  const body = { ...value } as Record<string, unknown>;
  let found: PresentedKey | undefined;
  for (const { name, profile } of named) {
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
 * another place is none, and so is one of another dialect. What belongs where is worked out once, and not for each request.
 */
export const keyReader = (
  keyProfiles: readonly KeyProfile[],
): ((context: PolicyContext) => Promise<PresentedKey | undefined>) => {
  const placesByDialect = new Map(
    [...Map.groupBy(keyProfiles, ({ dialect }) => dialect)].map(([dialect, profiles]) => [
      dialect,
      {
        bearers: profiles.filter((profile) => placesOf(profile).some((place) => place.in === "bearer")),
        inBody: namedIn(profiles, "body"),
      },
    ]),
  );
  return async (context) => {
    const { bearers = [], inBody = [] } = placesByDialect.get(context.get("dialect")?.name) ?? {};
    const header = context.req.header("Authorization");
    if (header !== undefined && bearers.length > 0) {
      const text = /^Bearer ([\w-]{1,256})$/i.exec(header)?.[1] ?? "";
      return { text, profile: profileOfKeyText(text, bearers) };
    }
    const queryKey = context.get("queryKey");
    if (queryKey) return queryKey;
    const hasBody = context.req.method === "POST" || context.req.method === "PATCH";
    return hasBody && inBody.length > 0 ? takeBodyKey(context, inBody) : undefined;
  };
};

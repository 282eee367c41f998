import { type KeyScope, SCOPES } from "../../shared/contract/enumerations.ts";
import type { RateName } from "../../shared/contract/limits.ts";
import type { Rate } from "../limiter/limiter.ts";

/** Where a key of a kind is read from, and nowhere else: `Authorization: Bearer`, a parameter of the query, or a member of the JSON body. */
export type KeyPlace = { in: "bearer" } | { in: "query" | "body"; name: string };

/** A bucket of a kind's own, per key. Several hold at once: so many a second, and so many a day. */
export type KeyBucket = Rate & { name: string };

/** The declarative description of a kind of key. Another kind is another entry in `KEY_PROFILES`, or in its dialect's. */
export type KeyProfile = {
  /** The word for it, in lower case; it is stored with each key. */
  kind: string;
  /** What the key's text starts with. Where one begins another, their lengths tell them apart. */
  prefix: string;
  /** Of several, the header wins. */
  place: KeyPlace | readonly KeyPlace[];
  /** The scopes a key of this kind may have at most. */
  scopes: readonly KeyScope[];
  /** May a page hold it? If so it is bound to allowed origins; if not, its arrival from a page means that it has leaked. */
  inPages: boolean;
  /** How many submissions it may make, and per what. An app's and a key's own limits go before the rate of this name. */
  submissions: { per: "address-and-app" | "key"; rate: RateName };
  /** The dialect whose key it is: it works there and nowhere else, and may do all that its kind may unless it is limited. Without one, it is a key of our own API. */
  dialect?: string;
  /** No checksum at its end, as products without one have it. */
  isPlain?: true;
  /** Instead of `submissions`: what one key may ask, whatever it asks for. A refusal by one takes from none. */
  buckets?: readonly KeyBucket[];
  /** `domains`: each entry is a domain with its subdomains, over http and https; without a list any page, and who is none. */
  origins?: "domains";
  /** A secret key that comes from a page is noted as leaked, as any, but answered. */
  isAnsweredInPages?: true;
  /** It sees every app of its organization that has the environment of its own app, which is where it submits. Otherwise its own app alone. */
  reach?: "organization";
  /** Its text is kept sealed, so that members who may manage keys can see it again. */
  isShownAgain?: true;
  /** An organization has at most one live key of this kind: its successor ends it at once. */
  isSole?: true;
  /** Instead of scopes it is made with one of these roles, and a description; neither is ever changed. */
  roles?: Readonly<Record<string, readonly KeyScope[]>>;
  /** It is of the member who made it, and good while they are there. */
  isPersonal?: true;
};

export const KEY_PROFILES = [
  {
    kind: "publishable",
    prefix: "ear_pub_",
    place: { in: "bearer" },
    scopes: ["feedback:write"],
    inPages: true,
    submissions: { per: "address-and-app", rate: "publicSubmissions" },
  },
  {
    kind: "secret",
    prefix: "ear_sk_",
    place: { in: "bearer" },
    scopes: SCOPES,
    inPages: false,
    submissions: { per: "key", rate: "secretKey" },
  },
] as const satisfies readonly KeyProfile[];

export const placesOf = ({ place }: KeyProfile): readonly KeyPlace[] => [place].flat();

/** The profile of a stored key's kind. */
export const keyProfile = (kind: string, profiles: readonly KeyProfile[] = KEY_PROFILES): KeyProfile => {
  const profile = profiles.find((candidate) => candidate.kind === kind);
  if (!profile) throw new Error(`no profile for keys of the kind ${kind}`);
  return profile;
};

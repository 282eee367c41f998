import { SCOPES, type Scope } from "../../shared/contract/enumerations.ts";
import { RATES } from "../../shared/contract/limits.ts";

/** The declarative description of a kind of key. Another kind is another entry in `KEY_PROFILES`. */
export type KeyProfile = {
  kind: "publishable" | "secret";
  /** What the key's text starts with. */
  prefix: string;
  /** The scopes a key of this kind may have at most. */
  scopes: readonly Scope[];
  /** May a page hold it? If so it is bound to allowed origins; if not, its arrival from a page means that it has leaked. */
  inPages: boolean;
  /** How many submissions it may make, and per what. */
  submissions: { per: "address-and-app" | "key"; rate: { requests: number; seconds: number } };
};

export const KEY_PROFILES: readonly KeyProfile[] = [
  {
    kind: "publishable",
    prefix: "ear_pub_",
    scopes: ["feedback:write"],
    inPages: true,
    submissions: { per: "address-and-app", rate: RATES.publicSubmissions },
  },
  {
    kind: "secret",
    prefix: "ear_sk_",
    scopes: SCOPES,
    inPages: false,
    submissions: { per: "key", rate: RATES.secretKey },
  },
];

/** The profile of a stored key's kind. */
export const keyProfile = (kind: KeyProfile["kind"]): KeyProfile => {
  const profile = KEY_PROFILES.find((candidate) => candidate.kind === kind);
  if (!profile) throw new Error(`no profile for keys of the kind ${kind}`);
  return profile;
};

import { DIALECT_SCOPES, type KeyScope, SCOPES } from "./enumerations.ts";

/** Products that the server stands in for, each at `/as/NAME`, by the names that they call themselves. */
export const PRODUCTS = {
  productsights: "ProductSights",
  productbridge: "ProductBridge",
  userz: "Userz",
  composite: "Composite",
  insighto: "Insighto",
} as const;
export type Product = keyof typeof PRODUCTS;

/** A kind of key, as whoever makes one has to know it: what has to be said, and what may be. */
export type KeyKind = {
  kind: string;
  /** The product whose key it is; without one it is a key of our own API. */
  product?: Product;
  /** Pages may hold it. `origins`: whose is said, and nobody's without. `domains`: whose may be said, and anybody's without. */
  pages?: "origins" | "domains";
  /** What it may do is chosen among these. Without them it may do all that its kind may. */
  scopes?: readonly KeyScope[];
  /** It is made with one of these and with a description, and never changed. */
  roles?: readonly string[];
  /** It is of the member who made it: nobody else rotates it. */
  isPersonal?: true;
  /** An organization has at most one. */
  isSole?: true;
};

/** Every kind of key that members make. What the server knows of each is held against this by a test. */
export const KEY_KINDS: readonly KeyKind[] = [
  { kind: "publishable", pages: "origins" },
  { kind: "secret", scopes: SCOPES },
  { kind: "productsights-publishable", product: "productsights", pages: "domains" },
  { kind: "productsights-secret", product: "productsights" },
  { kind: "productbridge-api", product: "productbridge", isSole: true },
  { kind: "userz-public", product: "userz", pages: "origins" },
  { kind: "userz-secret", product: "userz" },
  { kind: "composite-public", product: "composite", pages: "domains" },
  { kind: "composite-secret", product: "composite", scopes: DIALECT_SCOPES },
  { kind: "insighto-personal", product: "insighto", roles: ["read-only", "full-access"], isPersonal: true },
];

/** What is known of a key's kind; of one that is not in the list, its name alone. */
export const keyKind = (kind: string): KeyKind => KEY_KINDS.find((one) => one.kind === kind) ?? { kind };

import type { MemberRole } from "../../shared/contract/enumerations.ts";
import { inLanguage } from "../language.ts";

const EN: Record<MemberRole, string> = {
  product: "Product",
  support: "Support",
  engineering: "Engineering",
  design: "Design",
  marketing: "Marketing",
  sales: "Sales",
  success: "Customer success",
  leadership: "Leadership",
  other: "Something else",
};

const DE: typeof EN = {
  product: "Produkt",
  support: "Support",
  engineering: "Entwicklung",
  design: "Design",
  marketing: "Marketing",
  sales: "Vertrieb",
  success: "Kundenbetreuung",
  leadership: "Leitung",
  other: "Etwas anderes",
};

/** What somebody does in the team, in words. */
export const ROLE_NAMES = inLanguage({ en: EN, de: DE });

import type { Category } from "../../shared/contract/enumerations.ts";
import { TEXT } from "../text.ts";
import { Icon } from "./icon.tsx";

/** What a feedback is about, as a coloured sign with its word for those who see neither colour nor sign. */
export const CategoryMark = ({ category }: { category: Category | null }) => (
  <span class={`category category-${category ?? "other"}`}>
    <Icon name={category ?? "other"} />
    <span class="hidden">{TEXT.category(category)}</span>
  </span>
);

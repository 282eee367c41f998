/**
 * Whether there is anything to see in a text: one of nothing but spaces and characters without width (joiners, marks of
 * direction, fillers) would be shown as an empty line.
 */
export const isVisible = (text: string): boolean =>
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Control}\u2800]/u.test(text);

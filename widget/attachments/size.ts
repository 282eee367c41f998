/** How large a file is, in numbers and units as `tag` writes them. */
export const sizeIn = (tag: string | undefined, bytes: number): string => {
  const large = bytes >= 1024 * 1024;
  const value = bytes / (large ? 1024 * 1024 : 1024);
  const unit = large ? "megabyte" : "kilobyte";
  const digits = { maximumFractionDigits: large ? 1 : 0 };
  return Math.max(value, large ? 0 : 1).toLocaleString(tag, { style: "unit", unit, ...digits });
};

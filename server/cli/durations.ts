import { UsageError } from "./command.ts";

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `15m`, `12h`, `7d`, or seconds alone, as seconds. @param option Where it was typed: `--grace`. @throws UsageError */
export const parseDuration = (option: string, text: string): number => {
  const [, digits, unit = "s"] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (digits === undefined)
    throw new UsageError(`${option} ${text} is no duration. Write it like 90s, 15m, 12h or 7d.`);
  return Number(digits) * (SECONDS[unit || "s"] ?? 1);
};

/** A moment as ISO 8601, or so long from now. @param option Where it was typed: `--since`. @throws UsageError */
export const parseMoment = (option: string, text: string, now: number): string => {
  if (/^\d{1,9}[smhd]$/.test(text)) return new Date(now + parseDuration(option, text) * 1_000).toISOString();
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/^\d{4}-\d{2}-\d{2}/.test(text))
    throw new UsageError(
      `${option} ${text} is no date. Write it like 2027-01-31, 2027-01-31T12:00:00Z, or 90d for so long from now.`,
    );
  return new Date(at).toISOString();
};

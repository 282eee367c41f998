/** Digits, alone or in groups. */
const GROUPS = /\d+(?:[\s._+-]{1,3}\d+)*/g;
const ACCOUNT = /\b[A-Z]{2}\d{2}(?:[\s.+-]?[A-Z\d]{4}){3,7}(?:[\s.+-]?[A-Z\d]{1,3})?\b/g;
const PHONE = /(?<![\w+])\+\d[\d\s().-]{6,18}\d/g;
const NATIONAL_ID = /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g;

/** The check digit that card numbers have. */
const isCard = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((sum, digit, index) => {
    const twice = Number(digit) * 2;
    return sum + (index % 2 === 0 ? Number(digit) : twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
};

/** The groups from the first on that are a card's number together: how many. */
const cardAtStart = (groups: readonly string[]): number => {
  let digits = "";
  for (const [index, group] of groups.entries()) {
    digits += group;
    if (digits.length > 19) return 0;
    if (digits.length >= 13 && isCard(digits)) return index + 1;
  }
  return 0;
};

/** A card's number may have other numbers beside it: `order 12 4111 1111 1111 1111`. */
const withoutCards = (run: string, mark: string): string => {
  const groups = run.split(/\D+/);
  const between = run.split(/\d+/).slice(1);
  let clean = "";
  for (let at = 0; at < groups.length; ) {
    const card = cardAtStart(groups.slice(at, at + 19));
    const next = at + (card || 1);
    clean += (card ? mark : groups[at]) + (between[next - 1] ?? "");
    at = next;
  }
  return clean;
};

/**
 * Takes out of a text the numbers of cards, bank accounts, telephones, and persons.
 *
 * @param mark What stands in their place.
 */
export const withoutPrivateNumbers = (text: string, mark: string): string =>
  text
    .replace(ACCOUNT, mark)
    .replace(GROUPS, (run) => withoutCards(run, mark))
    .replace(PHONE, mark)
    .replace(NATIONAL_ID, mark);

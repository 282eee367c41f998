/** Stems that no other word holds, so they count inside longer words too: "userpassword", "txtCVV2". */
const STEMS =
  "passw|passcode|passphrase|pwd|cvv|cvc|kennwort|contraseñ|contrasen|wachtwoord|hasło|парол|密码|密碼|パスワード|비밀번호";

/** Words that others hold as well (pin: shipping; otp: hotplate; iban: taliban), so they count alone only. */
const WORDS = [
  "pw",
  "csc",
  "iban",
  "ssn",
  "senha",
  "mot de passe",
  "social security",
  "pin ?(code|number|no)?s?",
  "t?otp ?(code|input|field|value|token)?s?",
  "[2m]fa ?(code|input|token)?",
  "one ?time ?(code|pin|pass|token|key)s?",
  "(security|verification) ?codes?",
  "(credit|debit|bank|gift|payment)? ?(card|cc) ?(no|num|number|nr)",
].join("|");

const SECRET = new RegExp(
  `${STEMS}|(?<![\\p{L}])(${WORDS})(?![\\p{L}])|^(user |login |new |old )?pass$|^one ?time$`,
  "u",
);

/**
 * A name in small letters, its words apart by single blanks. Both ways: "cardNumber" is two words, "PINcode" is not the three that its
 * capitals make of it.
 *
 * @param name In any spelling: `user[cardNumber]`, `OTP-code`, `Your PIN`.
 */
export const spellingsOf = (name: string): readonly [apart: string, asWritten: string] => {
  const spelled = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\d]+/gu, " ")
      .trim();
  const apart = name.replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return [spelled(apart), spelled(name)];
};

/**
 * Whether a field's name says that its content is a secret: a password, a card, an account or a code.
 *
 * @param name What names or labels the field, in any spelling.
 */
export const meansSecret = (name: string): boolean => {
  const [apart, asWritten] = spellingsOf(name);
  return SECRET.test(apart.replace(/\d+$/, "").trim()) || SECRET.test(asWritten);
};

import { Problem } from "../problems.ts";

/** What the commonest passwords are made of, whatever digits and signs stand around it. */
const COMMON = new Set(
  (
    "password passwort passwordpassword passw pass pw qwerty qwertyuiop qwertyuiopasdfghjkl qwertzuiop azertyuiop asdfghjkl asdf zxcvbnm " +
    "letmein letmeinplease welcome welcomehome willkommen admin administrator administrateur root toor user login secret topsecret " +
    "changeme changemenow changeit default guest test testing testtest testpassword trustno trustnoone iloveyou ilovemyself ichliebedich " +
    "monkey dragon master football baseball basketball superman batman spiderman princess sunshine shadow michael jennifer jordan " +
    "whatever starwars pokemon computer internet google facebook instagram linkedin samsung mustang ferrari porsche liverpool " +
    "manchester chelsea arsenal barcelona summer winter spring autumn sommer january february december monday friday sunday " +
    "correcthorsebatterystaple mypassword yourpassword newpassword oldpassword nopassword thepassword earshot feedback abc abcd abcdef " +
    "abcdefgh abcdefghijkl abcdefghijklmnopqrstuvwxyz hallo hello helloworld hallowelt privet fuckyou asshole lovelove babygirl"
  ).split(" "),
);

const RUNS = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
];

/** Letters that people write as digits and signs. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/@/g, "a")
    .replace(/\$/g, "s")
    .replace(/0/g, "o")
    .replace(/1(?=[a-z])|!(?=[a-z])/g, "i")
    .replace(/3/g, "e")
    .replace(/5/g, "s");

const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, "");

const isRun = (text: string): boolean =>
  RUNS.some((run) =>
    [run, [...run].reverse().join("")].some((one) => one.includes(text) || one.repeat(3).includes(text)),
  );

/** Why nobody should sign in with it; `undefined` where nothing speaks against it. */
export const weaknessOf = (
  password: string,
  { name, email }: { name: string; email: string | null },
): string | undefined => {
  const text = password.toLowerCase();
  const characters = new Set(text);
  if (characters.size < 5 || /^(.{1,5})\1+$/u.test(text)) return "repeats the same few characters";
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""); // what digits and signs stand around
  if (isRun(text)) return "is a row of the alphabet, of digits or of the keyboard";
  if (COMMON.has(lettersOf(text)) || COMMON.has(lettersOf(plain(core)))) return "is among the commonest passwords";
  const own = [...name.toLowerCase().split(/\s+/), name.toLowerCase(), ...(email ? [email, ...email.split("@")] : [])];
  if (own.some((part) => [...part].length >= 4 && text.includes(part.normalize("NFC"))))
    return "contains your name or your e-mail address";
  return undefined;
};

/** @throws Problem `invalid_body`, naming the field */
export const requireStrong = (password: string, who: { name: string; email: string | null }, path: string): void => {
  const weakness = weaknessOf(password, who);
  if (weakness)
    throw new Problem("invalid_body", {
      issues: [{ path, message: `${weakness}: choose another, such as four words` }],
    });
};

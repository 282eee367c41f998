import { expect, test } from "vitest";
import { type HowMuch, privateOf } from "./private-names.ts";

test.each([
  ..."token accessToken refreshToken idToken authToken sessionToken csrfToken accesstoken X-CSRF-Token tokens token1 token_2".split(
    " ",
  ),
  ..."secret clientSecret secret_key SECRET_KEY api_key apiKey APIKey api-key apikey apiKeys privateKey access_key_id".split(
    " ",
  ),
  ..."session sessions _session session_id sessionId sessionID sid connect.sid JSESSIONID PHPSESSID jwt sig signature".split(
    " ",
  ),
  ..."email eMail user_email e-mail emailAddress phone phoneNumber credentials auth oauth xsrf".split(" "),
  ..."token[0] token[] token[a] user[email] user[token][a] csrf[a]".split(" "),
  ..."API key,session id,auth code".split(","),
  `${"very_".repeat(1_000)}long_token`,
])("what is said of %s is private, a word of it", (name) => {
  expect(privateOf(name, false)).toBe("word");
});

test.each<[string, HowMuch]>([
  ["password", "phrase"],
  ["user[password]", "phrase"],
  ["contraseña", "phrase"],
  ["пароль", "phrase"],
  ["你的密码", "phrase"],
  ["verification code", "phrase"],
  ["iban", "phrase"],
  ["pwd", "phrase"],
  ["Cookie", "line"],
  ["Set-Cookie", "line"],
  ["Authorization", "line"],
  ["Proxy-Authorization", "line"],
])("what is said of %s may have blanks in it: a %s", (name, howMuch) => {
  expect(privateOf(name, false)).toBe(howMuch);
});

test.each(["code", "state", "key", "data[code]"])("%s is private in an address, not in a sentence", (name) => {
  expect([privateOf(name, true), privateOf(name, false)]).toEqual(["word", undefined]);
});

test.each([
  ..."obsession inside beside assign author telescope design tokenize TokenExpiredError SecurityError monkey keyboard broken".split(
    " ",
  ),
  ..."readystate page q size status Policy cart[0] a[b]".split(" "),
])("%s is not", (name) => {
  expect(privateOf(name, true)).toBeUndefined();
});

import { expect, test } from "vitest";
import { withoutPrivateValues } from "./private-values.ts";

const clean = (text: string) => withoutPrivateValues(text, "removed");

test.each([
  [`{"accessToken":"planted","n":1}`, `{"accessToken":removed,"n":1}`],
  [`{"password":"it's planted","n":1}`, `{"password":removed,"n":1}`],
  [`{"password":"a\\"planted","n":1}`, `{"password":removed,"n":1}`],
  [`{"password":"planted\\\\","n":1}`, `{"password":removed,"n":1}`],
  [`sent {\\"password\\":\\"a\\\\\\"planted\\",\\"n\\":1}`, `sent {\\"password\\":removed,\\"n\\":1}`],
  [`"password"  :   "planted"`, `"password"  :   removed`],
  [`password: "planted without an end`, "password: removed"],
  ["password=[planted] x", "password=removed x"],
  ["password=(planted) x", "password=removed x"],
  [`{"tokens": [\n  "a]b", "planted"\n], "n": 1}`, `{"tokens": removed, "n": 1}`],
  [`auth: { a: { b: 1 }, c: 'planted' } x`, "auth: removed x"],
  ["token: [planted", "token: removed"],
  ["password=a,planted", "password=removed"],
  ["password=a;planted", "password=removed"],
  ["password=a&planted", "password=removed"],
  ["password=a)planted", "password=removed"],
  [`password=a"planted`, "password=removed"],
  ["password=planted&page=2", "password=removed&page=2"],
  ["(password=planted), then", "(password=removed), then"],
  [`{"login":"password=planted","n":1}`, `{"login":"password=removed","n":1}`],
  [`{"token":12345,"n":1}`, `{"token":removed,"n":1}`],
  ["Cookie: a=b; _session=planted\nnext", "Cookie: removed\nnext"],
  ["Authorization: Token planted", "Authorization: removed"],
  ["token:            planted", "token:            removed"],
  ["password:\n  planted", "password:\n  removed"],
  ["密码：planted", "密码：removed"],
  ["contraseña = planted", "contraseña = removed"],
  [`headers["x-token"] = planted`, `headers["x-token"] = removed`],
  ["user[password]=planted", "user[password]=removed"],
  ["token[0]=planted", "token[0]=removed"],
  ["API key: planted is old", "API key: removed is old"],
  ["token=planted secret=planted", "token=removed secret=removed"],
])("what is said of a private name is gone, and no more: %s", (text, without) => {
  expect(clean(text)).toBe(without);
});

test.each(["password: ", "token=&page=2", "token", `{"page":"2","size":[1]}`])(
  "what says nothing private stays: %s",
  (text) => {
    expect(clean(text)).toBe(text);
  },
);

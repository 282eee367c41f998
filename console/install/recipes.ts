/**
 * How a back end makes a user token (an HS256 JWT), in five languages, each with what the language brings and nothing to install. The
 * secret and the app's id come from the environment; `user` is the host's own.
 */
export const RECIPES = {
  "Node.js": `import { createHmac } from "node:crypto";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function earshotToken(user) {
  const now = Math.floor(Date.now() / 1000);
  const signed = [
    part({ alg: "HS256", typ: "JWT" }),
    part({
      sub: user.id,
      aud: process.env.EARSHOT_APP,
      iat: now,
      exp: now + 3600,
      ctx: { name: user.name, email: user.email },
    }),
  ].join(".");
  const secret = process.env.EARSHOT_SIGNING_SECRET;
  return signed + "." + createHmac("sha256", secret).update(signed).digest("base64url");
}
`,
  Python: `import base64, hashlib, hmac, json, os, time

def part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")

def earshot_token(user):
    now = int(time.time())
    signed = b".".join(
        part(json.dumps(value).encode())
        for value in (
            {"alg": "HS256", "typ": "JWT"},
            {
                "sub": user["id"],
                "aud": os.environ["EARSHOT_APP"],
                "iat": now,
                "exp": now + 3600,
                "ctx": {"name": user["name"], "email": user["email"]},
            },
        )
    )
    secret = os.environ["EARSHOT_SIGNING_SECRET"].encode()
    signature = hmac.new(secret, signed, hashlib.sha256).digest()
    return (signed + b"." + part(signature)).decode()
`,
  Go: `package feedback

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"time"
)

func EarshotToken(id, name, email string) (string, error) {
	now := time.Now().Unix()
	claims, err := json.Marshal(map[string]any{
		"sub": id,
		"aud": os.Getenv("EARSHOT_APP"),
		"iat": now,
		"exp": now + 3600,
		"ctx": map[string]string{"name": name, "email": email},
	})
	if err != nil {
		return "", err
	}
	part := base64.RawURLEncoding.EncodeToString
	signed := part([]byte(\`{"alg":"HS256","typ":"JWT"}\`)) + "." + part(claims)
	mac := hmac.New(sha256.New, []byte(os.Getenv("EARSHOT_SIGNING_SECRET")))
	mac.Write([]byte(signed))
	return signed + "." + part(mac.Sum(nil)), nil
}
`,
  PHP: `<?php
function earshot_token(array $user): string {
    $part = fn (string $data) => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $now = time();
    $signed = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . $part(json_encode([
        'sub' => $user['id'],
        'aud' => getenv('EARSHOT_APP'),
        'iat' => $now,
        'exp' => $now + 3600,
        'ctx' => ['name' => $user['name'], 'email' => $user['email']],
    ]));
    $secret = getenv('EARSHOT_SIGNING_SECRET');
    return $signed . '.' . $part(hash_hmac('sha256', $signed, $secret, true));
}
`,
  Ruby: `require "base64"
require "json"
require "openssl"

def earshot_token(user)
  part = ->(data) { Base64.urlsafe_encode64(data, padding: false) }
  now = Time.now.to_i
  signed = [
    { alg: "HS256", typ: "JWT" },
    {
      sub: user[:id], aud: ENV.fetch("EARSHOT_APP"), iat: now, exp: now + 3600,
      ctx: { name: user[:name], email: user[:email] }
    }
  ].map { |value| part.(value.to_json) }.join(".")
  secret = ENV.fetch("EARSHOT_SIGNING_SECRET")
  signed + "." + part.(OpenSSL::HMAC.digest("SHA256", secret, signed))
end
`,
} as const;
export type RecipeName = keyof typeof RECIPES;

/** The page hands the token over by a function, which is asked again when a token has expired. */
export const TOKEN_IN_PAGE = `window.Earshot ??= [];
Earshot.push(["setUserToken", () => fetch("/earshot-token").then((answer) => answer.text())]);
`;

export const scriptTag = (server: string, key: string): string =>
  `<script async src="${server}/earshot.js" data-key="${key}"></script>`;

export const npmModule = (server: string, key: string): string => `import { mount, pagePorts } from "earshot/widget";

const leaving = new AbortController();
const feedback = mount({}, pagePorts({ server: "${server}", key: "${key}" }, leaving.signal));
document.querySelector("#feedback").onclick = () => feedback.open();
`;

export const policyLines = (server: string): string => `Content-Security-Policy:
  script-src ${server};
  connect-src ${server};
  img-src 'self' data:;
`;

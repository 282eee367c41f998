import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { STUB_APP_ID, STUB_KEYS } from "../server-stub/fixture.ts";
import { startStub } from "../server-stub/start.ts";
import { makeKeyText } from "./keys/key-text.ts";
import { mint } from "./token/index.ts";

test("nothing of what a person wrote, who they are, or any key, token or secret reaches the log", async () => {
  const lines: string[] = [];
  const server = await startStub({ clock: "running", onLog: (line) => lines.push(line) });
  const send = (key: string, body: string, headers = {}) =>
    fetch(`${server.url}/v1/feedback?api_key=${key}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", ...headers },
      body,
    });
  await send(STUB_KEYS.publishable, '{"content":"my private words","customerEmail":"ann@example.com"}', {
    Origin: "http://localhost",
  });
  await send(STUB_KEYS.secret, '{"content":"my private words', { Origin: "http://localhost" });
  await send(STUB_KEYS.secret, '{"content":"my private words');
  const { secret: signingSecret = "" } = (await server.services.signingSecrets.make(STUB_APP_ID)) ?? {};
  const { token } = await mint({ app: STUB_APP_ID, sub: "user-ann" }, { secret: signingSecret });
  for (const userToken of [token, `${token}x`])
    await send(STUB_KEYS.publishable, '{"content":"my private words"}', {
      Origin: "http://localhost",
      "Earshot-User-Token": userToken,
    });
  await server.close();

  expect(lines.filter((line) => line.includes('"request"'))).toHaveLength(5);
  for (const line of lines) {
    expect(() => JSON.parse(line)).not.toThrow();
    for (const secret of [
      "private words",
      "ann@",
      STUB_KEYS.publishable,
      STUB_KEYS.secret,
      token.split(".")[1] ?? "",
      "user-ann",
      signingSecret,
      createHash("sha256").update(STUB_KEYS.secret).digest("hex"),
    ])
      expect(line).not.toContain(secret);
  }
});

test("nor does a key or token of any kind that somebody put into a path, or gave as another", async () => {
  const lines: string[] = [];
  const server = await startStub({ clock: "running", onLog: (line) => lines.push(line) });
  const texts = ["ear_pub_", "ear_sk_", "ear_sig_", "ear_con_"].map((prefix) => makeKeyText({ prefix }));
  for (const text of texts) {
    await fetch(`${server.url}/v1/conversations/${text}?token=${text}`);
    await fetch(`${server.url}/v1/conversations`, {
      headers: { Authorization: `Bearer ${text}`, "Earshot-Connection": text, Referer: `http://localhost/${text}` },
    });
  }
  await server.close();
  expect(lines.filter((line) => line.includes('"request"'))).toHaveLength(2 * texts.length);
  for (const text of texts) expect(lines.join("")).not.toContain(text.slice(8, -6));
  expect(lines.join("")).toContain("ear_con_…");
});

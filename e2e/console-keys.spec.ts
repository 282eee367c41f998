import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

let stub: Stub;
test.beforeEach(async ({ page }) => {
  stub = await startStub({ clock: "running" });
  await page.goto(await stub.signInLink());
  await page.getByRole("link", { name: "Keys" }).click();
  await expect(page.getByRole("heading", { name: "Keys in use" })).toBeVisible();
});
test.afterEach(() => stub.close());

const submit = async (key: string): Promise<number> => {
  const answer = await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, Origin: "http://localhost", "Content-Type": "application/json" },
    body: JSON.stringify({ content: "traffic" }),
  });
  await answer.arrayBuffer();
  return answer.status;
};

test("a key is rotated under traffic: none is refused during the grace, and the old one is refused once its end was asked for", async ({
  page,
}) => {
  const answers: number[] = [];
  const keys = [stub.publishableKey];
  const end = new AbortController();
  const traffic = (async () => {
    for (let i = 0; !end.signal.aborted; i++) {
      answers.push(await submit(keys[i % keys.length]!));
      await wait(1_100); // below what an address may send a minute
    }
  })();
  await page.getByRole("button", { name: "Rotate Stub publishable key" }).click();
  await page.getByRole("combobox", { name: "The old key works for" }).selectOption("7 days");
  await page.getByRole("button", { name: "Make the new key" }).click();
  const shown = page.getByRole("region", { name: "the key" });
  const text = (await shown.locator("code").textContent()) ?? "";
  expect(text).toMatch(/^ear_pub_/);
  expect(text).not.toBe(stub.publishableKey);
  const before = answers.length;
  keys.push(text);
  await expect.poll(() => answers.length, { timeout: 30_000 }).toBeGreaterThan(before + 4);
  const old = page.getByRole("region", { name: "Being replaced" });
  await expect(old).toBeVisible();
  end.abort();
  await traffic;
  expect(answers.filter((status) => status !== 201)).toEqual([]);

  await old.getByRole("button").click();
  await page.getByRole("dialog").getByRole("textbox").fill("Stub publishable key");
  await page.getByRole("dialog").getByRole("button", { name: "End it now" }).click();
  await expect(old).toHaveCount(0);
  expect([await submit(stub.publishableKey), await submit(text)]).toEqual([401, 201]);
  await expect(shown).toBeVisible(); // still there to be copied
});

test("a secret key that a page sends is told as leaked, and rotated at once it is refused", async ({ page }) => {
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Nightly export");
  await page.getByRole("radio", { name: /^Secret/ }).check();
  await page.getByRole("button", { name: "Make the key" }).click();
  const first = page.getByRole("region", { name: "the key" }).locator("code");
  const leaked = (await first.textContent()) ?? "";
  const read = (origin?: string) =>
    fetch(`${stub.url}/v1/feedback?limit=1`, {
      headers: { Authorization: `Bearer ${leaked}`, ...(origin ? { Origin: origin } : {}) },
    }).then(({ status }) => status);
  expect([await read(), await read("https://shop.example")]).toEqual([200, 403]);
  await expect(page.getByText("The secret key Nightly export has leaked")).toBeVisible();
  await page.getByRole("button", { name: "Rotate it now" }).click();
  await page.getByRole("button", { name: "Make the new key" }).click();
  await expect(page.getByText("The secret key Nightly export has leaked")).toHaveCount(0);
  expect(await read()).toBe(401);
  await expect(page.getByRole("region", { name: "the key" })).toHaveCount(2);
});

test("a key that leaks while somebody is in the inbox is told beside the keys by itself, until another member has revoked it", async ({
  page,
}) => {
  await submit(stub.publishableKey);
  await page.getByRole("link", { name: "Inbox" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const warned = page.getByRole("link", { name: /^Keys ?, a key has leaked$/ });
  await expect(warned).toHaveCount(0);
  const headers = { Authorization: `Bearer ${stub.secretKey}` };
  const { data } = await (await fetch(`${stub.url}/v1/keys`, { headers })).json();
  const { id } = data.find(({ kind }: { kind: string }) => kind === "secret");
  const leak = await fetch(`${stub.url}/v1/keys`, { headers: { ...headers, Origin: "https://shop.example" } });
  expect(leak.status).toBe(403);
  await expect(warned).toBeVisible();
  const revoked = await fetch(`${stub.url}/v1/keys/${id}`, { method: "DELETE", headers });
  expect(revoked.status).toBe(204);
  await expect(warned).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
});

test("a page that is refused is told why, let in by one press, and sends then; no key and no token stands in the address", async ({
  page,
}) => {
  await page.getByRole("textbox", { name: "Page or origin" }).fill("https://blog.example/post");
  await page.getByRole("button", { name: "Test" }).first().click();
  await expect(page.getByText(/No entry in the list admits it/)).toBeVisible();
  await page.getByRole("button", { name: "Add blog.example to Stub publishable key" }).click();
  await expect(page.getByText("Stub publishable key lets it in, by blog.example.")).toBeVisible();
  const answer = await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${stub.publishableKey}`,
      Origin: "https://blog.example",
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ content: "let in" }),
  });
  expect(answer.status).toBe(201);
  expect(page.url()).toBe(`${stub.url}/#/keys`);
});

test("a token with a wrong signature is told so in words; a right one by its claims, and neither is in a request's address", async ({
  page,
}) => {
  const mint = async (): Promise<string> => {
    const answer = await fetch(`${stub.url}/v1/tokens`, {
      method: "POST",
      headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
      body: JSON.stringify({ app: STUB_APP_ID, sub: "user-42" }),
    });
    return ((await answer.json()) as { token: string }).token;
  };
  const token = await mint();
  const tester = page.getByRole("region", { name: "Is this user token right?" });
  const field = tester.getByRole("textbox", { name: "User token" });
  const test = tester.getByRole("button", { name: "Test" });
  await field.fill(token);
  await test.click();
  await expect(tester.getByText("The token is right.")).toBeVisible();
  await expect(tester.getByText(/"sub": "user-42"/)).toBeVisible();
  await field.fill(`${token.slice(0, -4)}AAAA`);
  await test.click();
  await expect(tester.getByText("The token is refused.")).toBeVisible();
  await expect(tester.getByText(/signature/i).first()).toBeVisible();
  expect(JSON.stringify(stub.requests.map(({ path }) => path))).not.toContain("eyJ");
  expect(page.url()).toBe(`${stub.url}/#/keys`);
});

test("a key that was revoked is found under the ended ones, and deleted for good there", async ({ page }) => {
  const confirm = async (action: string) => {
    await page.getByRole("dialog").getByRole("textbox").fill("Stub publishable key");
    await page.getByRole("dialog").getByRole("button", { name: action }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  await page.getByRole("button", { name: "Revoke Stub publishable key" }).click();
  await confirm("Revoke the key");
  expect(await submit(stub.publishableKey)).toBe(401);
  await page.getByText("Ended keys (1)").click();
  await page.getByRole("button", { name: "Delete Stub publishable key" }).click();
  await confirm("Delete the key");
  await expect(page.getByText("Ended keys")).toHaveCount(0);
});

test("a key of each other product is made there, and its client gets in at the address beside it; the one that is kept is shown again", async ({
  page,
}) => {
  type Client = (address: string, key: string) => Promise<Response>;
  const asBearer =
    (path: string): Client =>
    (address, key) =>
      fetch(address + path, { headers: { Authorization: `Bearer ${key}` } });
  const asBody: Client = (address, api_key) =>
    fetch(`${address}/api/external/v1/feedback-posts/list`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ api_key }),
    });
  const clients: Array<[product: string, kind: RegExp, client: Client]> = [
    ["ProductSights", /^Secret: captures/, asBearer("/api/insights")],
    ["Userz", /^Secret: reads/, asBearer("/v1/feedback")],
    ["Composite", /^Secret: for servers, and/, asBearer("/v1/events")],
    ["Insighto", /^Personal/, (address, key) => fetch(`${address}/api/v1/contact?api_key=${key}`)],
    ["ProductBridge", /^API key/, asBody],
  ];
  const codes = page.locator(".made-key").first().locator("code");
  for (const [product, kind, client] of clients) {
    await page.getByRole("button", { name: "New key" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("radio", { name: /^For another product/ }).check();
    await sheet.getByRole("combobox", { name: "Product" }).selectOption(product);
    await sheet.getByRole("radio", { name: kind }).check();
    await sheet.getByRole("textbox", { name: "Name" }).fill(`For ${product}`);
    if (product === "Insighto") await sheet.getByRole("textbox", { name: "Description" }).fill("The weekly report");
    await sheet.getByRole("button", { name: "Make the key" }).click();
    await expect(page.getByRole("heading", { name: `The key For ${product}` })).toBeFocused();
    const [key = "", address = ""] = await codes.allTextContents();
    expect([product, (await client(address, key)).status]).toEqual([product, 200]);
    expect([product, (await client(address, `${key.slice(0, -1)}_`)).status]).toEqual([product, 401]);
  }
  const [kept = ""] = await codes.allTextContents();
  await page.getByRole("button", { name: "Show the key For ProductBridge" }).click();
  await expect(page.getByRole("dialog").locator("code").first()).toHaveText(kept);
});

import { test as base, expect, type Page } from "@playwright/test";
import { startOidcDouble } from "../server-stub/oidc-double.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

const CLIENT = { clientId: "earshot", clientSecret: "s3cret of ours" };
const ANN = { sub: "ann-1", email: "Ann@Corp.example", email_verified: true, name: "Ann Lee" };

type Provider = Awaited<ReturnType<typeof startOidcDouble>>;
const test = base.extend<{ provider: Provider; stub: Stub }>({
  // biome-ignore lint/correctness/noEmptyPattern: how a fixture says that it needs no other
  provider: async ({}, use) => {
    const provider = await startOidcDouble(CLIENT);
    provider.state.user = ANN;
    await use(provider);
    await provider.close();
  },
  stub: async ({ provider }, use) => {
    const { issuer } = provider.state;
    const openIdConnect = { issuer, ...CLIENT, name: "Example", domains: ["corp.example"], right: "viewer" as const };
    const stub = await startStub({ openIdConnect });
    await use(stub);
    await stub.close();
  },
});

const toProvider = (page: Page) => page.getByRole("link", { name: "Continue with Example" }).click();
const heading = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

test("whoever signs in by the provider is where they wanted to go, and no secret stays in the address", async ({
  page,
  context,
  stub,
}) => {
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  await page.goto(`${stub.url}/#/usage`);
  await toProvider(page);
  await heading(page, "What do you do in the team?");
  await page.getByRole("radio", { name: "Support" }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  await heading(page, "Usage");
  await expect(page.getByText("Ann Lee")).toBeVisible();
  expect(page.url()).toBe(`${stub.url}/#/usage`);
  expect(visited.filter((url) => /code=|state=|token/.test(url))).toEqual([]);
  const kept = await context.cookies();
  expect(kept.map(({ name, httpOnly }) => [name, httpOnly])).toEqual([["earshot_session", true]]);

  // The second time nothing is asked, and it goes on where it was left.
  await page.getByRole("button", { name: "Sign out" }).click();
  await heading(page, "You are signed out");
  await toProvider(page);
  await heading(page, "Usage");
  expect(page.url()).toBe(`${stub.url}/#/usage`);
});

test("whoever is not let in reads why, and can try again", async ({ page, provider, stub }) => {
  await page.goto(stub.url);
  const refused = async (why: string) => {
    await toProvider(page);
    await heading(page, "Signing in did not work");
    await expect(page.getByText(why)).toBeVisible();
    expect(page.url()).toBe(`${stub.url}/`);
  };
  provider.state.user = { ...ANN, email: "eve@elsewhere.example" };
  await refused("Nobody here knows you yet.");
  provider.state.user = { ...ANN, email_verified: false };
  await refused("Your provider does not vouch for your e-mail address.");
  provider.state.tampering = { error: "access_denied" };
  await refused("It was cancelled.");
  provider.state.tampering = { signature: "other key" };
  await refused("its answer was no good");
  provider.state.tampering = {};
  provider.state.user = ANN;
  await toProvider(page);
  await heading(page, "What do you do in the team?");
});

test("somebody who was invited joins by the provider, with the right of the invitation", async ({
  page,
  browser,
  provider,
  stub,
}) => {
  await page.goto(await stub.signInLink());
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Members" }).click();
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Eve");
  await page.getByLabel(/E-mail/).fill("eve@elsewhere.example");
  await page.getByRole("radio", { name: /^Triager/ }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByText(/#invitation=/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();

  provider.state.user = { sub: "eve", email: "eve@elsewhere.example", email_verified: true, name: "Eve Ray" };
  const eve = await (await browser.newContext()).newPage();
  await eve.goto(stub.url);
  await toProvider(eve);
  await heading(eve, "What do you do in the team?");
  await page.reload();
  await expect(
    page.getByRole("row", { name: /Eve/ }).or(page.getByRole("listitem").filter({ hasText: "Eve" })),
  ).toContainText(/Triager/);
});

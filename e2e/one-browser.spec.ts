import { expect, type Page } from "@playwright/test";
import { mint } from "../server/token/index.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { startStub } from "../server-stub/start.ts";
import { dialogOf, message, send, startFaultyLine, textsOn, writeOn } from "./fixtures/faulty-line.ts";
import { test as base } from "./fixtures/served.ts";

/** Ann, then Bob, at one browser: what is hers is not for him. */
type Shared = {
  stub: Awaited<ReturnType<typeof startStub>>;
  line: Awaited<ReturnType<typeof startFaultyLine>>;
  tokenOf: (sub: string) => Promise<string>;
};
const test = base.extend<Shared>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants one
  stub: async ({}, use) => {
    const stub = await startStub({ mode: "private" });
    await use(stub);
    await stub.close();
  },
  line: async ({ stub }, use) => {
    const line = await startFaultyLine(stub);
    await use(line);
    await line.close();
  },
  tokenOf: async ({ stub }, use) => {
    const secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? "";
    await use(async (sub) => (await mint({ app: STUB_APP_ID, sub }, { secret }, stub.clock.now())).token);
  },
});

const call = (page: Page, name: "setUserToken" | "identify", given: unknown) =>
  page.evaluate(
    ([name, given]) => (window as unknown as { Earshot: Record<string, (it: unknown) => void> }).Earshot[name]?.(given),
    [name, given] as const,
  );
const close = (page: Page) => page.keyboard.press("Escape");
const open = async (page: Page) => {
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(message(page)).toBeVisible();
  await page.waitForTimeout(700); // for what must not come
};

test("the next visitor sees neither the replies to somebody's feedback nor what they began to write; it is there again for them", async ({
  context,
  line,
  stub,
  tokenOf,
}) => {
  const [ann, bob] = [await tokenOf("ann"), await tokenOf("bob")];
  const post = async (path: string, content: string, more = {}) =>
    (
      await fetch(stub.url + path, {
        method: "POST",
        headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json", ...more },
        body: JSON.stringify({ content }),
      })
    ).json() as Promise<{ id: string }>;
  const { id } = await post("/v1/feedback", "hers", { "Earshot-User-Token": ann });
  await post(`/v1/feedback/${id}/replies`, "to her");
  const page = await context.newPage();
  await page.goto(line.shop.url);
  await call(page, "setUserToken", ann);
  await open(page);
  const replies = dialogOf(page).getByRole("button", { name: /replies/i });
  await expect(replies).toBeVisible();
  await message(page).fill("a thought of Ann's");
  await call(page, "setUserToken", null);
  await expect(replies).toBeHidden(); // while the form is open, too
  await close(page);
  await call(page, "setUserToken", ann);
  await open(page);
  await expect(replies).toBeVisible();
  await close(page);
  await call(page, "setUserToken", bob);
  await open(page);
  await expect(replies).toBeHidden();
  await expect(message(page)).toHaveValue("");
  const other = await context.newPage();
  await other.goto(line.shop.url);
  await call(other, "setUserToken", bob);
  await open(other);
  await expect(message(other)).toHaveValue("");
  await close(other);
  await call(other, "setUserToken", ann);
  await open(other);
  await expect(message(other)).toHaveValue("a thought of Ann's");
});

test("what was refused to somebody is shown to them alone", async ({ context, line, tokenOf }) => {
  const [ann, bob] = [await tokenOf("ann"), await tokenOf("bob")];
  const page = await context.newPage();
  await page.goto(line.shop.url);
  await call(page, "setUserToken", ann);
  await open(page);
  await message(page).fill("refused to Ann");
  await page.route(/\/v1\/feedback$/, (route) =>
    route.fulfill({
      status: 403,
      headers: { "access-control-allow-origin": "*" },
      json: { error: { code: "origin_not_allowed", message: "No.", requestId: "r" } },
    }),
  );
  await send(page);
  const edit = page.getByRole("button", { name: "Edit" });
  await expect(edit).toBeVisible();
  await close(page);
  const show = page.getByRole("button", { name: "Show it" });
  await call(page, "setUserToken", bob);
  await open(page);
  await expect(edit.or(show)).toBeHidden();
  await page.reload();
  await call(page, "setUserToken", bob);
  await open(page);
  await expect(edit.or(show)).toBeHidden();
  await close(page);
  await call(page, "setUserToken", ann);
  await open(page);
  await expect(show).toBeVisible();
});

test("what was written in a sign-in that the host never named is not sent in another one's name", async ({
  context,
  line,
  stub,
  tokenOf,
}) => {
  const page = await context.newPage();
  await writeOn(page, line.shop.url, "whose?");
  await page.evaluate(() =>
    (window as unknown as { Earshot: { setUserToken(fn: unknown): void } }).Earshot.setUserToken(async () => {
      throw new Error("away");
    }),
  );
  await send(page);
  await expect(dialogOf(page).getByText(/Saved/)).toBeVisible();
  await call(page, "setUserToken", await tokenOf("bob"));
  await page.waitForTimeout(700);
  await page.reload();
  await call(page, "setUserToken", await tokenOf("bob"));
  await page.waitForTimeout(1_500);
  expect(await textsOn(stub)).toEqual([]);
});

import { expect, type Page } from "@playwright/test";
import { startStub } from "../server-stub/start.ts";
import { test } from "./fixtures/served.ts";

type Served = Pick<Awaited<ReturnType<typeof startStub>>, "url" | "secretKey" | "signInLink">;
/** A server whose clock goes on. */
const running = async () => {
  const stub = await startStub({ clock: "running" });
  return { ...stub, [Symbol.asyncDispose]: () => stub.close() };
};

const ask = async ({ url, secretKey }: Served, method: string, path: string, body?: object) => {
  const answer = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.status === 204 ? {} : answer.json();
};
const submit = async (stub: Served, content: string, more: object = {}): Promise<string> =>
  (await ask(stub, "POST", "/v1/feedback", { content, ...more })).id;
const stored = (stub: Served, id: string) => ask(stub, "GET", `/v1/feedback/${id}`);
const openInbox = async (page: Page, stub: Served) => {
  await page.goto(await stub.signInLink());
  await page.locator(".row").first().waitFor();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
};
const texts = (page: Page) => page.locator(".row-text").allTextContents();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

test("the whole inbox by keyboard alone: found, opened, sorted, answered, archived, taken back, and never without focus", async ({
  page,
  stub,
}) => {
  const ids: string[] = [];
  for (const name of ["alpha", "bravo", "charlie", "delta"]) ids.push(await submit(stub, `The ${name} page is slow`));
  const [alpha, bravo, charlie, delta] = ids as [string, string, string, string];
  await openInbox(page, stub);
  const { keyboard } = page;

  await keyboard.press("j");
  await keyboard.press("j");
  await expect(page.locator(".record-text")).toHaveText("The charlie page is slow");

  await keyboard.press("s");
  await keyboard.type("progr");
  await keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "In progress" })).toBeVisible();
  await keyboard.press("a");
  await keyboard.type("stub");
  await keyboard.press("Enter");
  await keyboard.press("t");
  await keyboard.type("speed");
  await keyboard.press("Enter");
  await keyboard.press("Control+Enter");
  await expect.poll(async () => (await stored(stub, charlie)).tags).toEqual(["speed"]);
  const { status, assignee } = await stored(stub, charlie);
  expect(status).toBe("in_progress");
  expect(assignee).not.toBeNull();
  await expect.poll(() => focused(page)).toContain("charlie");

  await page.locator("[data-composer=reply]").waitFor();
  await keyboard.press("r");
  await keyboard.type("We are on it.");
  await keyboard.press("Control+Enter");
  await expect(page.locator(".talk-text")).toHaveText("We are on it.");
  await keyboard.press("Escape");

  await keyboard.press("e");
  await expect(page.locator(".record-text")).toHaveText("The bravo page is slow");
  await expect.poll(() => focused(page)).toContain("bravo");
  await expect.poll(async () => (await stored(stub, charlie)).status).toBe("archived");
  await keyboard.press("z");
  await expect.poll(async () => (await stored(stub, charlie)).status).toBe("in_progress");
  await expect.poll(() => texts(page)).toHaveLength(4);

  await keyboard.press("x");
  await keyboard.press("j");
  await keyboard.press("x");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await keyboard.press("e");
  await expect.poll(async () => (await stored(stub, alpha)).status).toBe("archived");
  await expect.poll(async () => (await stored(stub, bravo)).status).toBe("archived");
  await expect.poll(() => focused(page)).toMatch(/charlie|delta/);

  await keyboard.press("/");
  await keyboard.type("delta");
  await keyboard.press("Enter");
  await expect.poll(() => texts(page)).toEqual(["The delta page is slow"]);
  await expect(page).toHaveURL(/[?&]q=delta/);
  await keyboard.press("j");
  await expect(page.locator(".record-text")).toHaveText("The delta page is slow");
  await expect(page).toHaveURL(new RegExp(delta)); // keys that come fast reach the address when they rest
  await keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Anonymous" })).toBeFocused();
  await keyboard.press("Escape");
  await expect.poll(() => focused(page)).toContain("delta");
});

test("two tabs of the inbox tell the same without being loaded again, and nothing moves under who reads", async ({
  page,
  context,
  stub,
}) => {
  for (let number = 1; number <= 60; number++) await submit(stub, `Feedback ${String(number).padStart(2, "0")}`);
  await openInbox(page, stub);
  const other = await context.newPage();
  await other.goto(stub.url);
  await expect(other.getByText("Live", { exact: true })).toBeVisible();
  await other.locator(".list-scroll").evaluate((list) => list.scrollTo(0, 1_000));
  const row = other.locator(".row").filter({ hasText: "Feedback 48" });
  const before = (await row.boundingBox())!.y;

  await submit(stub, "Brand new");
  await expect(page.getByText("Brand new")).toBeVisible({ timeout: 5_000 });
  await expect(other.locator(".hidden", { hasText: "1 new feedback" })).toHaveCount(1);
  expect(Math.abs((await row.boundingBox())!.y - before)).toBeLessThan(2);

  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await expect(page.getByRole("status").filter({ hasText: "Archived." })).toBeVisible();
  await other.locator(".list-scroll").evaluate((list) => list.scrollTo(0, 0));
  await expect(other.getByText("Brand new")).toHaveCount(0);
});

test("another's edit of the same is told, and whose stays is chosen", async ({ page }) => {
  await using stub = await running(); // what was changed meanwhile is known by when
  const id = await submit(stub, "Who is first?");
  await openInbox(page, stub);
  await page.keyboard.press("j");
  await expect(page.locator(".record-text")).toBeVisible();
  // What happens meanwhile is not heard in time.
  await page.route("**/v1/events", (route) => route.abort());
  await page.route(`**/v1/feedback/${id}`, async (route) => {
    if (route.request().method() === "PATCH" && (await stored(stub, id)).status === "new")
      await ask(stub, "PATCH", `/v1/feedback/${id}`, { status: "done" });
    await route.continue();
  });
  await page.keyboard.press("s");
  await page.keyboard.type("queued");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Somebody was quicker" });
  await expect(dialog.getByText("changed the status to Done.")).toBeVisible();
  expect((await stored(stub, id)).status).toBe("done");
  await dialog.getByRole("button", { name: "Keep yours" }).click();
  await expect.poll(async () => (await stored(stub, id)).status).toBe("queued");
});

test("a reply whose answer was lost is not said twice, and words outlive a lost session", async ({ page, stub }) => {
  const id = await submit(stub, "Can you hear me?");
  await openInbox(page, stub);
  await page.goto(`${stub.url}/#/inbox/${id}`);
  const field = page.getByRole("textbox", { name: "Reply to Anonymous" });
  await field.fill("Loud and clear.");
  let isLost = false;
  await page.route(`**/v1/feedback/${id}/replies`, async (route) => {
    if (route.request().method() !== "POST" || isLost) return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
  await page.getByRole("button", { name: "Send reply" }).click();
  // The list says the same of itself when a look for news is lost too.
  await expect(page.getByRole("article").getByText("The server does not answer.")).toBeVisible();
  await expect(field).toHaveValue("Loud and clear.");
  await page.getByRole("button", { name: "Send reply" }).click();
  await expect(field).toHaveValue("");
  const { data } = await ask(stub, "GET", `/v1/feedback/${id}/replies`);
  expect(data.map(({ content }: { content: string }) => content)).toEqual(["Loud and clear."]);

  await field.fill("Not sent yet");
  await page.context().clearCookies();
  const ended = page.getByRole("heading", { name: "Your session has ended" });
  // Whatever asks the server first finds out: this reply, or the list that looks for news.
  await page.getByRole("button", { name: "Send reply" }).or(ended).first().click();
  await expect(ended).toBeVisible();
  await page.goto(await stub.signInLink());
  await page.locator(".row").first().click();
  await expect(field).toHaveValue("Not sent yet");
});

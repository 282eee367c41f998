import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { type Stub, startStub } from "../server-stub/start.ts";

/** The log says when: this server's clock goes on. */
let stub: Stub;
test.beforeEach(async ({ page }) => {
  stub = await startStub({ clock: "running" });
  await page.goto(await stub.signInLink());
  await expect(page.getByRole("navigation", { name: "Rooms" })).toBeVisible();
});
test.afterEach(() => stub.close());

/** A name that a spreadsheet would run. */
const FORMULA = `=HYPERLINK("https://evil.example","Olive")`;
const WORDS = "The cart forgets the blue mug";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const room = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name }).click();
const ask = async (method: string, path: string, body: object): Promise<{ id: string }> => {
  const answer = await fetch(stub.url + path, {
    method,
    headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as { id: string };
};
/** The rows of the log: when, who, what, details. */
const rows = (page: Page) => page.getByRole("table").locator("tbody tr");
const cells = (page: Page, column: number) => rows(page).locator(`td:nth-child(${column})`);

/** A member makes a key, changes a status, erases a person and takes another name. @returns The id of the feedback. */
const work = async (page: Page): Promise<string> => {
  const customer = { customerName: "Dana Example", customerEmail: "dana@example.com" };
  await ask("POST", "/v1/feedback", { content: WORDS, ...customer });
  const { id } = await ask("POST", "/v1/feedback", { content: "And who else?" });

  await room(page, "Keys");
  await button(page, "New key").click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("textbox", { name: "Name" }).fill("Nightly export");
  await sheet.getByRole("radio", { name: /^Secret/ }).check();
  await sheet.getByRole("button", { name: "Make the key" }).click();
  await button(page, "I have copied it").click();

  await page.goto(`${stub.url}/#/inbox/${id}`);
  await expect(page.getByRole("article")).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByRole("combobox", { name: "Set the status" })).toBeFocused();
  await page.keyboard.type("triaged");
  const changed = page.waitForResponse((response) => response.request().method() === "PATCH"); // it is told before
  await page.keyboard.press("Enter");
  await changed;
  await expect(page.getByRole("status").filter({ hasText: "Status: Triaged." })).toBeVisible();

  await room(page, "Privacy");
  await page.getByRole("searchbox", { name: "Name, address or id" }).fill("dana@");
  await button(page, "Find").click();
  await button(page, "Erase Dana Example").click();
  await sheet.getByRole("textbox").fill("dana@example.com");
  await sheet.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByRole("heading", { name: "Erased" })).toBeVisible();

  await room(page, "Your account");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(FORMULA);
  await button(page, "Save").click();
  await expect(page.getByRole("banner").getByText(FORMULA)).toBeVisible();
  return id;
};

test("what a member did in the browser stands in the log with who and when, and is narrowed down to it", async ({
  page,
}) => {
  const before = Date.now();
  const id = await work(page);
  await ask("PATCH", `/v1/feedback/${id}`, { tags: ["slow"] }); // by a key, not by the member
  const after = Date.now();
  await room(page, "Audit log");
  const deeds = [
    "changed a member",
    "erased a person",
    "erased feedback of a person",
    "changed feedback",
    "made a key",
  ];
  await expect(cells(page, 3)).toHaveText(["changed feedback", ...deeds]);
  await expect(cells(page, 2)).toHaveText(["key Stub secret key", ...deeds.map(() => FORMULA)]);
  const changed = cells(page, 4).nth(4);
  await expect(changed).toHaveText(`feedback …${id.slice(-4)} · status: triaged`);
  await expect(changed.getByRole("link")).toHaveAttribute("href", `#/inbox/${id}`);
  await expect(cells(page, 4).nth(5)).toContainText("key Nightly export · scopes: ");
  const times = await cells(page, 1)
    .locator("time")
    .evaluateAll((all) => all.map((time) => Date.parse((time as HTMLTimeElement).dateTime)));
  expect(times.filter((at) => !(at >= before && at <= after))).toEqual([]);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  await expect(page.getByRole("table")).not.toContainText(/Dana|blue mug/); // nothing of who was erased

  const filter = page.getByRole("region", { name: "Narrow down" });
  await filter.getByRole("combobox", { name: "Who" }).selectOption(FORMULA);
  await expect(cells(page, 3)).toHaveText(deeds);
  await filter.getByRole("combobox", { name: "What" }).selectOption("changed feedback");
  await filter.getByRole("combobox", { name: "Time" }).selectOption("Last 24 hours");
  await expect(cells(page, 3)).toHaveText(["changed feedback"]);
  await expect(cells(page, 4)).toContainText("status: triaged");
  await page.reload();
  await expect(cells(page, 3)).toHaveText(["changed feedback"]);
  await filter.getByRole("combobox", { name: "What" }).selectOption("deleted an app");
  await expect(page.getByText("Nothing like this is in the log.")).toBeVisible();

  await filter.getByRole("combobox", { name: "What" }).selectOption("Anything");
  await filter.getByRole("combobox", { name: "Who" }).selectOption("Key Stub secret key");
  await expect(cells(page, 3)).toHaveText(["changed feedback"]);
  await expect(cells(page, 4)).toContainText("fields: tags");
  await filter.getByRole("combobox", { name: "Who" }).selectOption("Anybody");
  await page.getByRole("link", { name: "key Nightly export" }).click();
  await expect(page.getByRole("heading", { name: "Keys", exact: true })).toBeVisible();
  await expect(page.getByText("Nightly export")).toBeVisible();
});

test("a log that is saved holds no cell that a spreadsheet would run, and all that is shown", async ({ page }) => {
  const id = await work(page);
  await room(page, "Audit log");
  await expect(cells(page, 3).last()).toHaveText("made a key");
  const saving = page.waitForEvent("download");
  await button(page, "Save what is shown as CSV").click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("audit-log.csv");
  const [head, ...lines] = (await readFile(await saved.path(), "utf8")).trim().split("\r\n");
  expect(head).toBe('"When","Who","What","Details"');
  expect(lines).toHaveLength(await rows(page).count());
  const all = lines.map((line) =>
    [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell!.replaceAll('""', '"')),
  );
  expect(lines.join("\n")).toContain(`feedback …${id.slice(-4)} (${id}) · status: triaged`);
  const names = all.map(([, who]) => who!.replace(/ \(member [0-9a-f]{24}\)$/, ""));
  expect(names).toEqual(lines.map(() => `'${FORMULA}`)); // a text by its apostrophe
  expect(all.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
});

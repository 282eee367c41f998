import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import type { Feedback } from "../shared/contract/record.ts";
import { text as inboxText } from "./inbox/text.ts";
import { exampleRecord, fullRecord } from "./testing/example-record.ts";
import { exampleServer } from "./testing/example-server.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";

const open = async (record: Feedback) => {
  await page.viewport(1280, 800);
  showApp(exampleServer({ records: [record] }), `#${record.id}`);
  const detail = await screen.findByRole("article");
  return { detail: within(detail), element: detail };
};

const PICTURE_ADDRESS = "/v1/feedback/68e25d000000000000000001/screenshot";

test("a record is shown whole and as it was written", async () => {
  const record = fullRecord();
  const { detail, element } = await open(record);
  expect(element.querySelector(".record-text")?.textContent).toBe(record.content);
  expect(getComputedStyle(element.querySelector(".record-text")!).whiteSpace).toBe("pre-wrap");
  detail.getByRole("heading", { level: 2, name: "Ada Lovelace" });
  expect(detail.getByRole("link", { name: "ada@example.com" }).getAttribute("href")).toBe("mailto:ada@example.com");
  expect(detail.getByText("3 minutes ago").getAttribute("title")).toContain("2026");
  for (const shown of [
    "Rated 2 of 5",
    "checkout",
    "currency",
    "Second visit today, paying for the whole team.",
    "Your cart · Mug Shop",
    "main > .total > output",
    "CHF 0.00",
    "160 × 40 at 812, 420",
    "Firefox 140 on Windows",
    "1440 × 900 at 2×",
    "de-CH",
    "Europe/Zurich",
    "earshot-widget 0.1.0",
    record.client!.userAgent!,
    "plan",
    "team",
    "12",
    "false",
    "New",
    "drawn from the page, 413 ms",
    "A frame of another site",
    record.id,
  ])
    expect(detail.getAllByText(shown).length, shown).toBeGreaterThan(0);
  const logs = detail.getByRole("group");
  expect(logs.textContent).toContain("TypeError: rate is undefined\n  at total (cart.js:41:12)");
  expect(logs.textContent).toContain("Warning");
});

test("a row tells who, what and where", async () => {
  await page.viewport(1280, 800);
  showApp(exampleServer({ records: [fullRecord()] }));
  const row = await screen.findByRole("link", { name: /Ada Lovelace/ });
  for (const part of ["Problem", "The total jumps", "shop.example/cart/review", "checkout", "3 minutes ago"])
    expect(row.textContent).toContain(part);
  expect(row.querySelector("img")?.getAttribute("src")).toBe(location.origin + PICTURE_ADDRESS);
});

test("a bare record shows nothing it does not have", async () => {
  const { detail } = await open(exampleRecord());
  detail.getByRole("heading", { level: 2, name: "Anonymous" });
  for (const title of ["Page", "Context", "Browser", "Metadata", "Console", "Pointed at"])
    expect(detail.queryByRole("heading", { name: title })).toBeNull();
  expect(detail.queryByRole("img")).toBeNull();
  expect(detail.queryByRole("link")).toBeNull();
});

test("a web page is a link that tells it nothing about us", async () => {
  const { detail } = await open(exampleRecord({ pageUrl: "https://shop.example/cart?step=2" }));
  const link = detail.getByRole("link", { name: /shop\.example\/cart\?step=2/ });
  expect(link.getAttribute("href")).toBe("https://shop.example/cart?step=2");
  expect(link.getAttribute("rel")).toBe("noopener noreferrer");
});

// What a server of another version, or a tampered database, might send: the schema of today refuses some of it.
test.each(["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "//evil.example"])(
  "%s never becomes a link",
  async (address) => {
    const { element, detail } = await open({
      ...exampleRecord({ client: { referrer: address } }),
      pageUrl: address,
    } as Feedback);
    expect(element.querySelectorAll("a")).toHaveLength(0);
    expect(detail.getAllByText(address)).toHaveLength(2);
  },
);

const HOSTILE = `"><img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script><svg/onload=hacked=1>{{7*7}}\u202E`;

test("markup in any field stays text and keeps to its own line", async () => {
  const record = fullRecord({
    content: HOSTILE,
    context: HOSTILE,
    pageTitle: HOSTILE,
    customerName: HOSTILE,
    tags: ["<b>bold</b>"],
    element: { selector: HOSTILE, text: HOSTILE },
    client: { userAgent: HOSTILE, language: "<i>de</i>", timezone: "<i>x</i>", sdk: { name: "<i>", version: "<u>" } },
    logs: [{ level: "error", message: HOSTILE, at: "2026-10-05T11:56:41.120Z" }],
    metadata: { [HOSTILE]: HOSTILE },
    capture: { method: "tab", gaps: [{ reason: HOSTILE }] },
    screenshot: null,
  });
  const { element } = await open(record);
  expect(element.querySelector("script, img, b:not(.address b), i, u")).toBeNull();
  expect(element.textContent.split(HOSTILE).length - 1).toBe(11);
  expect("hacked" in globalThis).toBe(false);
  const walker = document.createTreeWalker(document.querySelector(".inbox")!, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (textContent?.includes("\u202E"))
      expect(parentElement?.closest("bdi, [dir=auto]"), parentElement?.outerHTML).not.toBeNull();
  }
});

test("a long word wraps instead of widening the page", async () => {
  const word = "Averylongword".repeat(60);
  const { element } = await open(
    exampleRecord({ content: word, pageTitle: word.slice(0, 500), tags: [word.slice(0, 64)] }),
  );
  expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
});

test("only our own server is asked for a picture", async () => {
  const screenshot = { ...fullRecord().screenshot!, url: "https://evil.example/pixel.png" };
  const { element } = await open(fullRecord({ screenshot }));
  expect(element.querySelector("img")).toBeNull();
});

test("a picture that does not come says so", async () => {
  // The test's own server has no such picture.
  const { detail } = await open(fullRecord());
  await detail.findByText(inboxText.detail.pictureFailed);
});

test("a picture fills the window when pressed, and focus goes back when it is closed", async () => {
  const url = "/console/mark.svg"; // any picture that is there
  const { detail } = await open(fullRecord({ screenshot: { ...fullRecord().screenshot!, url } }));
  const button = detail.getByRole("button", { name: inboxText.detail.pictureOpen });
  await userEvent.click(button);
  const dialog = await screen.findByRole("dialog", { name: inboxText.detail.picture });
  expect(dialog.matches(":modal")).toBe(true);
  await userEvent.click(within(dialog).getByRole("button", { name: inboxText.detail.pictureActual }));
  within(dialog).getByRole("button", { name: inboxText.detail.pictureFit });
  await userEvent.click(within(dialog).getByRole("button", { name: inboxText.detail.pictureClose }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(button);
});

test.each([
  ["zero-width characters", "\u200b\u200d\u2060"],
  ["marks of direction", "\u202e\u200f"],
])("a text of nothing but %s is said to be one, in the list and beside it", async (_name, content) => {
  const { detail, element } = await open(exampleRecord({ content, customerName: "\u200b" }));
  detail.getByText(TEXT.noVisibleText);
  detail.getByRole("heading", { level: 2, name: inboxText.detail.anonymous });
  expect(element.querySelector(".record-text")).toBeNull();
  within(screen.getByRole("list", { name: inboxText.inbox.list })).getByText(TEXT.noVisibleText);
});

test("a picture that is damaged is no broken sign in the list", async () => {
  await page.viewport(1280, 800);
  showApp(exampleServer({ records: [fullRecord()] })); // the test's own server has no such picture
  const row = await screen.findByRole("link", { name: /Ada Lovelace/ });
  await waitFor(() => expect(row.querySelector("img")?.getBoundingClientRect().width).toBe(0));
});

const LONG = "Averylongword".repeat(20);
test.each([
  ["name", { customerName: LONG.slice(0, 200) }],
  ["tags", { tags: [LONG.slice(0, 64), `b${LONG.slice(0, 63)}`, "c"], pageUrl: "https://shop.example/cart" }],
  ["address", { pageUrl: `https://shop.example/${LONG}`, tags: [LONG.slice(0, 64)] }],
] as const)("a long %s makes the list no wider than its column", async (_what, given) => {
  for (const [width, height] of [
    [1280, 800],
    [320, 640],
  ] as const) {
    await page.viewport(width, height);
    const record = fullRecord({ ...given, ...("tags" in given ? { tags: [...given.tags] } : {}) } as Partial<Feedback>);
    const { unmount } = showApp(
      exampleServer({ records: [record, exampleRecord({ id: "68e25d000000000000000000" })] }),
    );
    const list = await screen.findByRole("list", { name: inboxText.inbox.list });
    const scroll = list.closest(".list-scroll")!;
    expect(scroll.scrollWidth).toBe(scroll.clientWidth);
    for (const tags of list.querySelectorAll(".tags")) {
      const { right } = tags.getBoundingClientRect();
      for (const tag of tags.children) expect(tag.getBoundingClientRect().right).toBeLessThanOrEqual(right + 0.5);
    }
    for (const time of list.querySelectorAll("time"))
      expect(time.getBoundingClientRect().right).toBeLessThanOrEqual(scroll.getBoundingClientRect().right);
    unmount();
  }
});

test("on a screen of 320 pixels nothing is wider than it, also with long names at the top", async () => {
  await page.viewport(320, 640);
  showApp(exampleServer({ records: [fullRecord()], organization: "The Organization of Long Names" }));
  await screen.findByRole("link", { name: /Ada Lovelace/ });
  expect(document.documentElement.scrollWidth).toBe(320);
  const { right } = screen.getByRole("button", { name: TEXT.session.signOut }).getBoundingClientRect();
  expect(right).toBeLessThanOrEqual(320);
});

test("what was drawn on the picture is listed in words, and its entry shows it on the picture", async () => {
  const url = "/console/mark.svg"; // any picture that is there
  const { detail, element } = await open(fullRecord({ screenshot: { ...fullRecord().screenshot!, url } }));
  const list = detail.getByRole("heading", { name: inboxText.detail.marks }).nextElementSibling as HTMLElement;
  const entries = within(list).getAllByRole("button");
  expect(entries.map(({ textContent }) => textContent)).toEqual([
    "Red arrow to the middle",
    "Yellow text at the top left: It jumps <b>here</b>",
    "Blue number 1 at the right",
  ]);
  const lit = () => element.querySelector(".spotlight rect");
  const sizes = () => ["x", "y", "width", "height"].map((name) => Number(lit()?.getAttribute(name)));
  expect(lit()).toBeNull();
  await userEvent.hover(entries[0]!);
  expect(sizes()).toEqual([840, 426, 336, 318]); // of 1440 by 900, with a margin
  await userEvent.unhover(entries[0]!);
  expect(lit()).toBeNull();
  entries[1]!.focus();
  await waitFor(() => expect(sizes()[0]).toBe(120));
  await userEvent.keyboard("{Enter}{Tab}{Tab}");
  expect(entries[1]!.getAttribute("aria-pressed")).toBe("true");
  await waitFor(() => expect(sizes()[0]).toBe(120));
  await userEvent.click(entries[1]!);
  await userEvent.unhover(entries[1]!);
  entries[1]!.blur();
  await waitFor(() => expect(lit()).toBeNull());
});

test("a picture that nobody drew on has no such list", async () => {
  const { detail } = await open(fullRecord({ capture: { method: "upload" } }));
  expect(detail.queryByText(inboxText.detail.marks)).toBeNull();
});

import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { go } from "./address.ts";
import { text as inboxText } from "./inbox/text.ts";
import { exampleServer } from "./testing/example-server.ts";
import { idOf, listed, numbered as records } from "./testing/numbered-records.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";

const rows = () => within(screen.getByRole("list", { name: inboxText.inbox.list })).getAllByRole("link");
const rowTexts = () => rows().map((row) => row.querySelector(".row-text")?.textContent);
const row = (number: number) => rows().find((link) => link.dataset.id === idOf(number))!;
const shown = async (number: number) =>
  waitFor(() => expect(document.querySelector(".record-text")?.textContent).toBe(`Feedback ${number}`));
const isSeen = (selector: string) => getComputedStyle(document.querySelector(selector)!).visibility === "visible";

const DESKTOP = [1280, 800] as const;
const PHONE = [390, 844] as const;
beforeEach(() => page.viewport(...DESKTOP));

test("new feedback appears by itself on top, is announced, and moves neither selection nor scroll", async () => {
  const server = exampleServer({ records: records(60, 31) });
  showApp(server, `#${idOf(50)}`);
  await shown(50);
  const scroll = document.querySelector(".list-scroll")!;
  scroll.scrollTop = 600;
  const seen = () => row(50).getBoundingClientRect().top;
  const before = seen();
  server.records = [...records(62, 61), ...server.records];
  await screen.findByText(inboxText.inbox.arrived(2));
  expect(rowTexts().slice(0, 3)).toEqual(["Feedback 62", "Feedback 61", "Feedback 60"]);
  expect(row(50).getAttribute("aria-current")).toBe("true");
  await waitFor(() => expect(Math.abs(seen() - before)).toBeLessThan(2));
  await shown(50);
});

test("every record of a long list is listed once, while others arrive", async () => {
  const server = exampleServer({ records: records(130, 1) });
  showApp(server);
  await listed(130);
  server.records = [...records(131, 131), ...server.records];
  const scroll = document.querySelector(".list-scroll")!;
  await waitFor(
    () => {
      scroll.scrollTop = scroll.scrollHeight;
      expect(screen.queryByText(inboxText.inbox.end)).not.toBeNull();
    },
    { timeout: 5_000 },
  );
  const seen = new Map<number, string>();
  scroll.scrollTop = 0;
  await listed(131);
  // Walked through again where a row was not drawn yet when it was passed.
  await waitFor(
    () => {
      for (const link of rows()) {
        const item = link.closest("li")!;
        expect(item.getAttribute("aria-setsize")).toBe("131");
        seen.set(Number(item.getAttribute("aria-posinset")), link.querySelector(".row-text")!.textContent);
      }
      const isAtEnd = scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 1;
      scroll.scrollTop = isAtEnd ? 0 : scroll.scrollTop + 300;
      expect(seen.size).toBe(131);
    },
    { timeout: 30_000, interval: 40 },
  );
  const inOrder = Array.from({ length: 131 }, (_, index) => seen.get(index + 1));
  expect(inOrder).toEqual(records(131, 1).map(({ content }) => content));
});

test("when older feedback cannot be loaded, it says so and tries again when asked", async () => {
  const server = exampleServer({ records: records(120, 1) });
  showApp(server, "", 60_000);
  await listed(120);
  await waitFor(() => expect(server.seen.filter((seen) => seen === "GET /v1/feedback")).toHaveLength(1));
  server.fault = "internal_error";
  const scroll = document.querySelector(".list-scroll")!;
  scroll.scrollTop = scroll.scrollHeight;
  await screen.findByText(inboxText.inbox.moreFailed);
  server.fault = undefined;
  await userEvent.click(screen.getByRole("button", { name: TEXT.tryAgain }));
  await waitFor(() => {
    scroll.scrollTop = scroll.scrollHeight;
    expect(Number(rows().at(-1)!.closest("li")!.getAttribute("aria-posinset"))).toBeGreaterThan(50);
  });
});

test("an empty inbox teaches how to fill it, and the first feedback takes its place", async () => {
  const server = exampleServer();
  showApp(server);
  await screen.findByRole("heading", { name: inboxText.empty.title });
  expect(screen.getByRole("link", { name: /demo/ }).getAttribute("href")).toBe("/demo");
  expect(screen.getByText(/<script async/).textContent).toContain(`src="${location.origin}/earshot.js"`);
  server.records = records(1, 1);
  await listed(1);
});

test("an inbox that cannot be loaded says why, and loads when tried again", async () => {
  let works = false;
  const server = exampleServer({
    records: records(1, 1),
    rooms: [({ path }) => (!works && path === "/v1/feedback" ? "internal_error" : undefined)],
  });
  showApp(server);
  await screen.findByText("Answered with internal_error.");
  screen.getByText(TEXT.error.request("example-request"));
  expect(screen.queryByText(inboxText.detail.none)).toBeNull();
  works = true;
  await userEvent.click(screen.getByRole("button", { name: TEXT.tryAgain }));
  await listed(1);
});

test("while the server is away the list stays and says so, until it is back", async () => {
  const server = exampleServer({ records: records(1, 1) });
  showApp(server);
  await screen.findByText(inboxText.inbox.live);
  server.fault = "no-answer";
  await screen.findByText(inboxText.inbox.away);
  await listed(1);
  server.fault = undefined;
  await screen.findByText(inboxText.inbox.live);
});

test("a feedback taken away disappears", async () => {
  const server = exampleServer({ records: records(2, 1) });
  showApp(server);
  await listed(2);
  server.records = records(1, 1);
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 1"]));
});

test("a row's link selects, stays in the address and survives a reload", async () => {
  const server = exampleServer({ records: records(3, 1) });
  const { unmount } = showApp(server);
  await userEvent.click(await listed(2));
  await shown(2);
  expect(location.hash).toBe(`#/inbox/${idOf(2)}`);
  expect(row(2).getAttribute("aria-current")).toBe("true");
  unmount();
  showApp(server, location.hash);
  await shown(2);
});

test("a link to something older than the list finds it; one to nothing says so", async () => {
  const server = exampleServer({ records: records(90, 1) });
  showApp(server, `#${idOf(3)}`);
  await shown(3);
  location.hash = `#${idOf(999)}`;
  await screen.findByRole("heading", { name: inboxText.detail.missing });
});

test("j, k and the arrows move the selection, Enter goes into the record and Escape back", async () => {
  showApp(exampleServer({ records: records(4, 1) }));
  await listed(4);
  const pressed: [string, number][] = [
    ["j", 4],
    ["j", 3],
    ["{ArrowDown}", 2],
    ["k", 3],
    ["{ArrowUp}", 4],
    ["k", 4],
  ];
  for (const [key, number] of pressed) {
    await userEvent.keyboard(key);
    await shown(number);
    await waitFor(() => expect(location.hash).toBe(`#/inbox/${idOf(number)}`));
    expect(document.activeElement).toBe(row(number));
  }
  await userEvent.keyboard("{Enter}");
  expect(document.activeElement?.tagName).toBe("H2");
  await userEvent.keyboard("j");
  await shown(3);
  await userEvent.keyboard("{Enter}{Escape}");
  expect(document.activeElement).toBe(row(3));
});

test("moving through the list leaves no trail in the history", async () => {
  showApp(exampleServer({ records: records(4, 1) }));
  await listed(4);
  const { length } = history;
  await userEvent.keyboard("jjj");
  await shown(2);
  expect(history.length).toBe(length);
});

test("with Control, Command or Alt the keys are the browser's", async () => {
  showApp(exampleServer({ records: records(4, 1) }));
  await listed(4);
  await userEvent.keyboard("{Control>}j{/Control}{Alt>}{ArrowDown}{/Alt}");
  expect(location.hash).toBe("");
});

test("on a phone the record takes the place of the list, and back returns to its row", async () => {
  await page.viewport(...PHONE);
  showApp(exampleServer({ records: records(40, 1) }));
  await listed(40);
  expect([isSeen(".list-pane"), isSeen(".detail-pane")]).toEqual([true, false]);
  const scroll = document.querySelector(".list-scroll")!;
  scroll.scrollTop = 900;
  await userEvent.click(row(30));
  await shown(30);
  expect([isSeen(".list-pane"), isSeen(".detail-pane")]).toEqual([false, true]);
  expect(document.activeElement?.tagName).toBe("H2");
  await userEvent.click(screen.getByRole("button", { name: inboxText.detail.backToList }));
  await waitFor(() => expect(document.activeElement).toBe(row(30)));
  expect([isSeen(".list-pane"), isSeen(".detail-pane")]).toEqual([true, false]);
  expect(location.hash).toBe("");
  expect(scroll.scrollTop).toBe(900);
});

test("on a phone the keys move focus only, until a record is open", async () => {
  await page.viewport(...PHONE);
  showApp(exampleServer({ records: records(4, 1) }));
  await listed(4);
  await userEvent.keyboard("jj");
  expect(document.activeElement).toBe(row(3));
  expect(location.hash).toBe("");
  await userEvent.keyboard("{Enter}");
  await shown(3);
  await userEvent.keyboard("j");
  await shown(2);
});

test("a list that could not be loaded comes by itself when the server is there again", async () => {
  const server = exampleServer({ records: records(2, 1) });
  showApp(server);
  await listed(2);
  server.fault = "no-answer";
  go("#/inbox?status=new");
  await screen.findByRole("heading", { name: inboxText.inbox.failed });
  server.fault = undefined;
  await listed(2);
});

test("an address of no feedback says that it is not there and leads to the list, with its filters; nobody is asked for what is no id", async () => {
  const server = exampleServer({ records: records(2, 1) });
  showApp(server, "#/inbox/zzz?q=Feedback");
  const missing = inboxText.detail.missing;
  await screen.findByRole("heading", { name: missing });
  await listed(2);
  expect(server.seen.filter((seen) => seen.endsWith("/zzz"))).toEqual([]);
  await userEvent.click(screen.getByRole("link", { name: inboxText.detail.missingWay }));
  await screen.findByText(inboxText.detail.none);
  expect(location.hash).toBe("#/inbox?q=Feedback");
  await page.viewport(...PHONE);
  go("#/inbox/zzz");
  await screen.findByRole("heading", { name: missing });
  await waitFor(() => expect(isSeen(".detail-pane")).toBe(true));
  go("#/inbox/000000000000000000000009");
  await waitFor(() => expect(server.seen).toContain("GET /v1/feedback/000000000000000000000009"));
  await userEvent.click(await screen.findByRole("link", { name: inboxText.detail.missingWay }));
  await waitFor(() => expect(isSeen(".list-pane")).toBe(true));
  await listed(1);
});

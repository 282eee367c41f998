import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { go, hrefOf, parseAddress } from "./address.ts";
import { text as inboxText } from "./inbox/text.ts";
import { exampleRecord } from "./testing/example-record.ts";
import { exampleServer } from "./testing/example-server.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";

const ID = "68e25d000000000000000001";

test("an address is a room, what follows it, and a query; what is empty is left out", () => {
  const href = hrefOf("inbox", [ID], { q: "a/b&c=d ü", status: "" });
  expect(href).toBe(`#/inbox/${ID}?q=a%2Fb%26c%3Dd+%C3%BC`);
  const { room, rest, query } = parseAddress(href);
  expect([room, rest, query.get("q")]).toEqual(["inbox", [ID], "a/b&c=d ü"]);
});

test("no address is the inbox, an id alone is a record in it, and a broken one throws nothing", () => {
  expect(parseAddress("")).toMatchObject({ room: "inbox", rest: [] });
  expect(parseAddress(`#${ID}`)).toMatchObject({ room: "inbox", rest: [ID] });
  expect(parseAddress("#/keys/%E0%A4%A?%")).toMatchObject({ room: "keys", rest: ["%E0%A4%A"] });
});

test("an address of no room says so, and leads back to the inbox", async () => {
  await page.viewport(1280, 800);
  showApp(exampleServer({ records: [exampleRecord()] }), "#/nowhere");
  await screen.findByRole("heading", { level: 1, name: TEXT.navigation.notHere });
  await userEvent.click(screen.getByRole("link", { name: TEXT.navigation.backToInbox }));
  await screen.findByRole("heading", { level: 1, name: inboxText.inbox.title });
  await waitFor(() => expect(document.title).toBe("Inbox · Earshot"));
  go("#/nowhere");
  await screen.findByRole("heading", { level: 1, name: TEXT.navigation.notHere });
});

test("on a phone the rooms are behind a button; Escape closes them and gives the focus back", async () => {
  await page.viewport(390, 844);
  showApp(exampleServer({ records: [exampleRecord()] }));
  const menu = await screen.findByRole("button", { name: TEXT.navigation.open });
  expect(screen.queryByRole("navigation", { name: TEXT.navigation.label })).toBeNull();
  await userEvent.click(menu);
  expect((await screen.findByRole("link", { name: TEXT.rooms.inbox })).getAttribute("aria-current")).toBe("page");
  ((await screen.findByRole("dialog", { name: TEXT.navigation.label })) as HTMLDialogElement).close(); // as Escape does
  await waitFor(() => expect(screen.queryByRole("navigation", { name: TEXT.navigation.label })).toBeNull());
  expect(document.activeElement).toBe(menu);
});

import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { AUDIT_ACTIONS } from "../../shared/contract/audit-actions.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { axeOfViews } from "../testing/axe-of-views.ts";
import { auditAnswer, exampleEntry, REMOVED } from "../testing/example-audit.ts";
import { type ExampleAnswers, exampleServer } from "../testing/example-server.ts";
import { exampleWebhook, webhooksAnswer } from "../testing/example-webhooks.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { actionInWords } from "./actions.ts";
import { csvOf, csvOfEntries } from "./csv.ts";
import { text } from "./text.ts";

const ENTRIES = [
  exampleEntry({ id: "68e25d000000000000001004" }),
  exampleEntry({
    id: "68e25d000000000000001003",
    actor: { type: "member", id: REMOVED },
    action: "webhook.deleted",
    subject: { type: "webhook", id: "68e25d00000000000000f001" },
    details: {},
  }),
  exampleEntry({
    id: "68e25d000000000000001002",
    actor: { type: "server", id: "retention" },
    action: "feedback.expired",
  }),
  exampleEntry({ id: "68e25d000000000000001001", at: "2026-08-01T11:00:00.000Z", action: "something.newer" }),
];
const withWebhooks = webhooksAnswer({ webhooks: [exampleWebhook()], deliveries: [], pageSize: 50 });
const given = () => ({ rooms: [auditAnswer(ENTRIES), withWebhooks] });
const show = (address = "", server = given()) => showApp(exampleServer(server), `#/audit${address}`);
const entryRows = () => screen.getAllByRole("row").slice(1);
const filter = (name: "who" | "what" | "time") =>
  screen.getByRole<HTMLSelectElement>("combobox", { name: text.filter[name] });
const rows = () => entryRows().map(({ textContent }) => textContent ?? "");

beforeEach(() => page.viewport(1280, 800));

describe("the log", () => {
  test("says in words who did what; who was removed keeps their name, and what is new is named as the server does", async () => {
    show();
    await screen.findAllByRole("row");
    expect(rows()).toEqual([
      expect.stringContaining(`Olive Owner ${actionInWords("key.created")}`),
      expect.stringContaining(`=Rita() Removed (${text.removed})${actionInWords("webhook.deleted")}`),
      expect.stringContaining(`The retention ${actionInWords("feedback.expired")}`),
      expect.stringContaining("Olive Owner something.newer"),
    ]);
    expect(rows()[0]).toContain("scopes: feedback:read, mcp");
  });

  test("names apps, and webhooks by their host, and leads to those that are there still", async () => {
    const changed = (id: string, type: string, subject: string) =>
      exampleEntry({ id, action: `${type}.updated`, subject: { type, id: subject }, details: {} });
    const entries = [
      changed("68e25d000000000000001009", "app", "68e25d00000000000000a001"),
      changed("68e25d000000000000001008", "app", "68e25d00000000000000a0ff"),
      changed("68e25d000000000000001007", "webhook", "68e25d00000000000000f001"),
      changed("68e25d000000000000001006", "webhook", "68e25d00000000000000f0ff"),
    ];
    show("", { rooms: [auditAnswer(entries), withWebhooks] });
    await screen.findAllByRole("row");
    expect(entryRows().map((row) => row.querySelector(".audit-details")?.textContent)).toEqual([
      "app Mug Shop",
      "app …a0ff",
      "webhook hooks.example.com",
      "webhook …f0ff",
    ]);
    expect(entryRows().map((row) => row.querySelector("a")?.getAttribute("href"))).toEqual([
      "#/install?app=68e25d00000000000000a001",
      undefined,
      "#/webhooks/68e25d00000000000000f001",
      undefined,
    ]);
  });

  test("is narrowed down by member, action and time, in the address", async () => {
    show("?days=30");
    await waitFor(() => expect(rows()).toHaveLength(3));
    await userEvent.selectOptions(filter("who"), "Olive Owner");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await userEvent.selectOptions(filter("what"), actionInWords("app.deleted"));
    expect(await screen.findByText(text.noneLike)).toBeTruthy();
    expect(location.hash).toBe("#/audit?days=30&actor=68e25d00000000000000b001&action=app.deleted");
  });

  test("keeps the chosen name in sight while it is narrowed down, also of somebody removed who did nothing like it", async () => {
    show();
    await waitFor(() => expect(rows()).toHaveLength(4));
    const shown = new Set<string | undefined>();
    const look = new MutationObserver(() => shown.add(filter("who").selectedOptions[0]?.textContent));
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
    await userEvent.selectOptions(filter("who"), "=Rita() Removed");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await userEvent.selectOptions(filter("time"), "30");
    await waitFor(() => expect(location.hash).toContain("days=30"));
    await waitFor(() => expect(rows()).toHaveLength(1));
    look.disconnect();
    expect([...shown]).toEqual(["=Rita() Removed"]);

    location.hash = `#/audit?actor=${REMOVED}&action=app.created`;
    expect(await screen.findByText(text.noneLike)).toBeTruthy();
    expect(filter("who").selectedOptions[0]?.textContent).toBe("=Rita() Removed");
  });

  test("takes what cannot be a filter for none", async () => {
    const server = exampleServer(given());
    showApp(server, "#/audit?actor=cut&action=no%20action&days=1e99");
    await waitFor(() => expect(rows()).toHaveLength(4));
    expect([filter("who"), filter("what"), filter("time")].map(({ value }) => value)).toEqual(["", "", ""]);
  });

  test("is read though names cannot be had, and says so; they come with the next look", async () => {
    let isAway = true;
    const away: ExampleAnswers = ({ path }) => (isAway && path === ROUTES.webhooks ? "unavailable" : undefined);
    show("", { rooms: [away, ...given().rooms] });
    expect(await screen.findByText(text.partial)).toBeTruthy();
    expect(rows()).toHaveLength(4);
    isAway = false;
    await userEvent.selectOptions(filter("time"), "30");
    await waitFor(() => expect(screen.queryByText(text.partial)).toBeNull());
  });

  test("that cannot be loaded is asked for again by a key press, which leaves the focus in the room", async () => {
    let isAway = true;
    const away: ExampleAnswers = ({ path }) => (isAway && path === ROUTES.audit ? "unavailable" : undefined);
    show("", { rooms: [away, ...given().rooms] });
    (await screen.findByRole("button", { name: TEXT.tryAgain })).focus();
    isAway = false;
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(rows()).toHaveLength(4));
    expect(document.activeElement).toBe(screen.getByRole("main"));
  });

  test("leads to nothing that it says is gone, and marks what a key did, whatever a member is called", async () => {
    const feedback = { type: "feedback", id: "68e25d00000000000000fb01" };
    const entries = [
      exampleEntry({ id: "68e25d000000000000001009", action: "feedback.deleted", subject: feedback, details: {} }),
      exampleEntry({ id: "68e25d000000000000001008", action: "feedback.updated", subject: feedback, details: {} }),
      exampleEntry({
        id: "68e25d000000000000001007",
        actor: { type: "key", id: "68e25d00000000000000e001" },
        action: "webhook.updated",
        subject: { type: "webhook", id: "68e25d00000000000000f001" },
      }),
    ];
    show("", { rooms: [auditAnswer(entries), withWebhooks] });
    await waitFor(() => expect(rows()).toHaveLength(3));
    expect(entryRows().map((row) => row.querySelector(".audit-details a") !== null)).toEqual([false, false, true]);
    expect(entryRows().map((row) => row.querySelectorAll("td")[1]?.querySelector("svg") !== null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("has older pages behind a button that keeps the focus, each entry once; at the end focus goes to the room", async () => {
    show("", { rooms: [auditAnswer(ENTRIES, 2), withWebhooks] });
    const button = await screen.findByRole("button", { name: text.older });
    button.focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(rows()).toHaveLength(4));
    expect(screen.queryByRole("button", { name: text.older })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("main"));
  });

  test("why older pages did not come, and older pages that come late, stay with what was asked for", async () => {
    let hold: Promise<void> | undefined;
    const isOlder = (path: string, query: URLSearchParams) => path === ROUTES.audit && query.has("cursor");
    const away: ExampleAnswers = ({ path, query }) => (!hold && isOlder(path, query) ? "unavailable" : undefined);
    const server = exampleServer({ rooms: [away, auditAnswer(ENTRIES, 3), withWebhooks] });
    const { fetch } = server;
    server.fetch = async (address, init) => {
      const { pathname, searchParams } = new URL(address);
      if (isOlder(pathname, searchParams)) await hold;
      return fetch(address, init);
    };
    showApp(server, "#/audit");
    await userEvent.click(await screen.findByRole("button", { name: text.older }));
    await screen.findByText(TEXT.error.busy);
    await userEvent.selectOptions(filter("time"), "30");
    await waitFor(() => expect(location.hash).toContain("days=30"));
    await waitFor(() => expect(screen.queryByText(TEXT.error.busy)).toBeNull());

    await userEvent.selectOptions(filter("time"), "");
    let release = () => {};
    hold = new Promise((done) => {
      release = done;
    });
    await userEvent.click(await screen.findByRole("button", { name: text.older }));
    expect(screen.getByRole("button", { name: TEXT.working })).toBeTruthy();
    await userEvent.selectOptions(filter("time"), "30");
    await waitFor(() => expect(screen.queryByRole("button", { name: TEXT.working })).toBeNull());
    await userEvent.selectOptions(filter("time"), "");
    await screen.findByRole("button", { name: text.older });
    release();
    await new Promise((later) => setTimeout(later, 100));
    expect(rows()).toHaveLength(3);
  });

  test("is for admins and above", async () => {
    showApp(exampleServer({ ...given(), member: { right: "triager" } }), "#/audit");
    expect(await screen.findByRole("heading", { name: TEXT.navigation.notHere })).toBeTruthy();
  });

  test("has a sentence for every action of the contract", () => {
    expect(AUDIT_ACTIONS.filter((action) => actionInWords(action) === action)).toEqual([]);
  });

  test("is saved as it is shown, with ids beside the names, and without a cell that a spreadsheet would run", () => {
    const names = { members: [], keys: [], apps: [], webhooks: [exampleWebhook()] };
    const removed = { ...ENTRIES[1]!, action: "webhook.updated" };
    expect(csvOfEntries([removed], names)).toContain(
      `"${text.somebody(REMOVED)} (member ${REMOVED})","${actionInWords("webhook.updated")}","webhook hooks.example.com (68e25d00000000000000f001)"`,
    );
    expect(csvOf([["=Rita() Removed", 'a "b"', " @x", "plain"]])).toBe(
      `\uFEFF"'=Rita() Removed","a ""b""","' @x","plain"\r\n`,
    );
  });
});

axeOfViews({
  log: [given, "#/audit", () => screen.findAllByRole("row")],
  nothing: [() => ({ rooms: [auditAnswer([]), withWebhooks] }), "#/audit", () => screen.findByText(text.none)],
});

import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { AUDIT_ACTIONS } from "../../shared/contract/audit-actions.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { axeOfViews } from "../testing/axe-of-views.ts";
import { auditAnswer, exampleEntry, REMOVED } from "../testing/example-audit.ts";
import { exampleServer } from "../testing/example-server.ts";
import { exampleWebhook, webhooksAnswer } from "../testing/example-webhooks.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { actionInWords } from "./actions.ts";
import { csvOf } from "./csv.ts";
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
    await userEvent.selectOptions(screen.getByRole("combobox", { name: text.filter.who }), "Olive Owner");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await userEvent.selectOptions(
      screen.getByRole("combobox", { name: text.filter.what }),
      actionInWords("app.deleted"),
    );
    expect(await screen.findByText(text.noneLike)).toBeTruthy();
    expect(location.hash).toBe("#/audit?days=30&actor=68e25d00000000000000b001&action=app.deleted");
  });

  test("asks once for who and what there is, and keeps the chosen name in sight, whatever it is narrowed down by", async () => {
    const server = exampleServer(given());
    showApp(server, "#/audit");
    await waitFor(() => expect(rows()).toHaveLength(4));
    const who = () => screen.getByRole<HTMLSelectElement>("combobox", { name: text.filter.who });
    const shown = new Set<string | undefined>();
    const look = new MutationObserver(() => shown.add(who().selectedOptions[0]?.textContent));
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
    const before = server.seen.length;
    await userEvent.selectOptions(who(), "=Rita() Removed");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: text.filter.time }), "30");
    await waitFor(() => expect(location.hash).toContain("days=30"));
    await waitFor(() => expect(server.seen.slice(before)).toEqual([`GET ${ROUTES.audit}`, `GET ${ROUTES.audit}`]));
    await waitFor(() => expect(rows()).toHaveLength(1));
    look.disconnect();
    expect([...shown]).toEqual(["=Rita() Removed"]);
  });

  test("has older pages behind a button, each entry once", async () => {
    show("", { rooms: [auditAnswer(ENTRIES, 3), withWebhooks] });
    await userEvent.click(await screen.findByRole("button", { name: text.older }));
    await waitFor(() => expect(rows()).toHaveLength(4));
    expect(screen.queryByRole("button", { name: text.older })).toBeNull();
  });

  test("is for admins and above", async () => {
    showApp(exampleServer({ ...given(), member: { right: "triager" } }), "#/audit");
    expect(await screen.findByRole("heading", { name: TEXT.navigation.notHere })).toBeTruthy();
  });

  test("has a sentence for every action of the contract", () => {
    expect(AUDIT_ACTIONS.filter((action) => actionInWords(action) === action)).toEqual([]);
  });

  test("is saved without a cell that a spreadsheet would run", () => {
    expect(csvOf([["=Rita() Removed", 'a "b"', " @x", "plain"]])).toBe(
      `\uFEFF"'=Rita() Removed","a ""b""","' @x","plain"\r\n`,
    );
  });
});

axeOfViews({
  log: [given, "#/audit", () => screen.findAllByRole("row")],
  nothing: [() => ({ rooms: [auditAnswer([]), withWebhooks] }), "#/audit", () => screen.findByText(text.none)],
});

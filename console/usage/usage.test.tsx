import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { ERROR_STATUS } from "../../shared/contract/errors.ts";
import { axeOfViews } from "../testing/axe-of-views.ts";
import { exampleApp, exampleKey } from "../testing/example-extensions.ts";
import { type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { exampleUsageRow, usageAnswer } from "../testing/example-usage.ts";
import { showApp } from "../testing/show-app.tsx";
import { meaningOf } from "./refusals.ts";
import { text } from "./text.ts";

const OTHER = "68e25d00000000000000e002";
const ROWS = [
  exampleUsageRow({ refusals: { origin_not_allowed: 7, rate_limited: 3 }, throttled: 3 }),
  exampleUsageRow({ day: "2026-10-04", key: OTHER, requests: 40 }),
  exampleUsageRow({ day: "2026-09-10", requests: 1_000 }),
];
const given = (rows = ROWS): Partial<ExampleServer> => ({
  rooms: [usageAnswer(rows)],
  extensions: {
    apps: [exampleApp(), exampleApp({ id: "68e25d00000000000000a002", name: "Tea Shop" })],
    codes: [],
    keys: [exampleKey(), exampleKey({ id: OTHER, name: "Back end" })],
  },
});
const show = (address = "", server = given()) => showApp(exampleServer(server), `#/usage${address}`);
const sum = async (title: string) =>
  (await screen.findByText(title, { selector: "dt" })).nextElementSibling?.textContent ?? "";

beforeEach(() => page.viewport(1280, 800));

describe("figures", () => {
  test("requests and refusals are summed over the range that the address names", async () => {
    show();
    expect(await sum(text.total.requests)).toBe("1,160 ");
    expect(await sum(text.total.refused)).toMatch(/^10 0\.9% of all/);
  });

  test("another range is asked for, and stands in the address", async () => {
    show();
    await sum(text.total.requests);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: text.filter.days }), "7");
    await waitFor(async () => expect(await sum(text.total.requests)).toBe("160 "));
    expect(location.hash).toBe("#/usage?days=7");
  });

  test("a key narrows it down, by its link or by the list", async () => {
    show("?days=7");
    await userEvent.click(await screen.findByRole("link", { name: "Back end" }));
    await waitFor(async () => expect(await sum(text.total.requests)).toBe("40 "));
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: text.filter.key }).value).toBe(OTHER);
    expect(screen.getByText(text.refusals.none)).toBeTruthy();
  });

  test("the table has every day, the newest first, and the sums", async () => {
    show("?days=7");
    const figure = await screen.findByRole("region", { name: text.requests.title });
    await userEvent.click(within(figure).getByText(text.table));
    const rows = within(figure)
      .getAllByRole("row")
      .map((row) => [...row.children].map(({ textContent }) => textContent).join(" "));
    expect(rows).toHaveLength(9);
    expect(rows[1]).toBe("Oct 5 120 0");
    expect(rows[2]).toBe("Oct 4 0 40");
    expect(rows.at(-1)).toBe(`${text.sum} 120 40`);
  });

  test("a code is a link to what it means and what to do, and the focus goes there", async () => {
    show("?days=7");
    await userEvent.click(await screen.findByRole("link", { name: "origin_not_allowed" }));
    const [means, todo] = meaningOf("origin_not_allowed") ?? [];
    expect(await screen.findByText(means ?? "", { exact: false })).toBeTruthy();
    expect(screen.getByText(todo ?? "", { exact: false })).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.tagName).toBe("SUMMARY"));
    expect(document.activeElement?.textContent).toContain("origin_not_allowed");
  });

  test("where nothing was asked, it says what will count", async () => {
    show("", given([]));
    expect(await screen.findByRole("heading", { name: text.none.title })).toBeTruthy();
  });

  test("who may not see keys sees usage, with keys by their last letters", async () => {
    show("?days=7", { ...given(), member: { right: "viewer" } });
    expect(await screen.findByRole("link", { name: text.unknownKey(OTHER) })).toBeTruthy();
    expect(screen.queryByText("Back end")).toBeNull();
  });

  test("what is stored stands by app, in units that people read", async () => {
    show();
    const stored = await screen.findByRole("region", { name: text.storage.title });
    expect(await within(stored).findByText("51.7 MB")).toBeTruthy();
    expect(within(stored).getByText("38 MB")).toBeTruthy();
    const [heads = [], cells = []] = within(stored)
      .getAllByRole("row")
      .map((row) => [...row.children].map(({ textContent }) => textContent));
    expect(cells[heads.indexOf(text.storage.columns.tracked)]).toBe("8,700 9.4 MB");
  });

  test("every code that the server can answer with is explained", () => {
    const missing = Object.keys(ERROR_STATUS).filter((code) => !meaningOf(code));
    expect(missing).toEqual([]);
  });
});

axeOfViews({
  figures: [given, "#/usage?code=origin_not_allowed", () => screen.findAllByText(text.table)],
  nothing: [() => given([]), "#/usage", () => screen.findByRole("heading", { name: text.none.title })],
});

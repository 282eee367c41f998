import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { exampleApp } from "../testing/example-extensions.ts";
import { keysAnswers, tokenTest } from "../testing/example-keys.ts";
import { exampleRecord } from "../testing/example-record.ts";
import { type ExampleAnswers, exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";

beforeEach(() => {
  sessionStorage.clear();
  return page.viewport(1280, 800);
});

const serverWith = (app: AppAnswer = exampleApp(), first: ExampleAnswers = () => undefined) =>
  exampleServer({
    extensions: { apps: [app], codes: [], keys: [] },
    rooms: [first, keysAnswers({ secrets: [], token: tokenTest() })],
  });
const save = () => screen.findByRole<HTMLButtonElement>("button", { name: text.save });
const rating = () => screen.findByRole<HTMLInputElement>("checkbox", { name: text.form.rating });

test("settings are saved when that is asked for; until then it is told that they are not, and a reload keeps them", async () => {
  const server = serverWith();
  const { unmount } = showApp(server, "#/install");
  expect((await save()).disabled).toBe(true);
  await userEvent.click(await rating());
  await userEvent.click(screen.getByRole("button", { name: text.form.earlier("Problem") }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: text.look.position }), "left");
  await screen.findByText(text.unsaved);
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
  unmount();
  showApp(server, "#/install");
  expect((await rating()).checked).toBe(true);
  expect(server.extensions.apps[0]?.settings).toEqual({});
  await userEvent.click(await save());
  await screen.findByText(text.saved);
  expect(server.extensions.apps[0]?.settings).toEqual({
    form: { rating: true, categories: ["problem", "idea", "praise", "question", "other"] },
    theme: { position: "left" },
  });
});

test("what is written while settings are being saved stays, and is not saved yet", async () => {
  let answer = () => {};
  const held = new Promise<void>((done) => {
    answer = done;
  });
  const server = serverWith();
  const { fetch } = server;
  server.fetch = async (address, init) => {
    if (init.method === "PATCH") await held;
    return fetch(address, init);
  };
  showApp(server, "#/install");
  const tags = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: text.form.tags });
  await userEvent.type(tags, "cart");
  await userEvent.click(await save());
  await userEvent.type(tags, "{Enter}che");
  answer();
  await waitFor(() => expect(server.extensions.apps[0]?.settings.form?.tags).toEqual(["cart"]));
  await waitFor(async () => expect((await save()).disabled).toBe(false));
  expect(tags.value).toBe("cart\nche");
  expect(screen.getByText(text.unsaved)).toBeTruthy();
});

test("what another member saved meanwhile is not replaced unasked: it is told, and either can be taken", async () => {
  const server = serverWith();
  showApp(server, "#/install");
  await userEvent.click(await rating());
  server.extensions.apps[0]!.settings = { theme: { scheme: "dark" } };
  await userEvent.click(await save());
  await screen.findByText(text.conflict);
  expect(server.extensions.apps[0]?.settings).toEqual({ theme: { scheme: "dark" } });
  expect((await rating()).checked).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: text.theirs }));
  expect((await rating()).checked).toBe(false);
  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: text.look.scheme }).value).toBe("dark");
});

test("a server that is away is told, and everything stays as it was written", async () => {
  const server = serverWith();
  showApp(server, "#/install");
  await userEvent.click(await rating());
  server.fault = "no-answer";
  await userEvent.click(await save());
  await screen.findByText(TEXT.error.network);
  expect((await rating()).checked).toBe(true);
});

test("a key that is made here fills the line, and stands there for its app alone", async () => {
  const server = serverWith();
  showApp(server, "#/install");
  expect((await screen.findByText(/^<script async/)).textContent).toContain('data-key="ear_pub_…"');
  await userEvent.click(await screen.findByRole("button", { name: text.ways.makeKey }));
  const dialog = await screen.findByRole("dialog");
  const [name, pages] = within(dialog).getAllByRole("textbox");
  await userEvent.type(name!, "Shop");
  await userEvent.type(pages!, "shop.example");
  await userEvent.click(within(dialog).getAllByRole("button").at(-2)!);
  await screen.findByText(text.ways.keyMade);
  expect(screen.getByText(/^<script async/).textContent).toMatch(/data-key="ear_pub_a{49}"/);
});

test("the ways in are tabs, by arrow keys too", async () => {
  showApp(serverWith(exampleApp({ mode: "private" })), "#/install");
  const script = await screen.findByRole("tab", { name: text.ways.tabs.script });
  script.focus();
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: text.ways.tabs.backEnd, selected: true }));
  await screen.findByText(text.ways.backEnd);
  for (const language of ["Python", "Go", "PHP", "Ruby"]) {
    await userEvent.selectOptions(screen.getByRole("combobox", { name: text.ways.recipe }), language);
    expect(screen.getByRole("tabpanel").textContent).toContain("EARSHOT_SIGNING_SECRET");
  }
});

test("waiting turns by itself into a link to the first feedback", async () => {
  const server = serverWith();
  showApp(server, "#/install");
  await screen.findByText(text.waiting.title);
  server.records = [exampleRecord()];
  const link = await screen.findByRole("link", { name: text.waiting.open });
  expect(link.getAttribute("href")).toBe(`#/inbox/${exampleRecord().id}`);
  expect(screen.queryByText(text.waiting.title)).toBeNull();
});

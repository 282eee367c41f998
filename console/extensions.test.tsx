import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { exampleApp, exampleCode, exampleKey } from "./testing/example-extensions.ts";
import { exampleRecord } from "./testing/example-record.ts";
import { exampleServer } from "./testing/example-server.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";

const text = TEXT.extensions;
beforeEach(() => page.viewport(1280, 800)); // on a narrow window the rooms are behind a button

afterEach(() => sessionStorage.clear()); // where somebody was whose session ended

const button = (name: string) => screen.findByRole("button", { name });
const open = async (): Promise<HTMLElement> => {
  await userEvent.click(await button(text.button));
  return screen.findByRole("dialog", { name: text.title });
};
const extensions = (given: object = {}) => ({ apps: [exampleApp()], codes: [], keys: [], ...given });

test("a name gives a link, shown once, with what to do with it; it stands in the list of open ones from then on", async () => {
  const server = exampleServer({ records: [exampleRecord()] });
  showApp(server);
  const dialog = await open();
  await userEvent.type(await screen.findByRole("textbox", { name: text.name }), " Ann Lee {Enter}");
  const heading = await screen.findByRole("heading", { name: text.made("Ann Lee") });
  expect(document.activeElement).toBe(heading);
  expect(within(dialog).getByText(`${location.origin}/#connect=7K2M-9XQT-4HBD-W3FA`)).toBeTruthy();
  expect(within(dialog).getByText(/paste the link into its settings\. It works once, until Oct 6, 2026/)).toBeTruthy();
  expect(screen.getByRole("button", { name: TEXT.copy.action(TEXT.connect.what) })).toBeTruthy();
  await button(text.cancelOf("Ann Lee"));
  expect(location.href).not.toContain("7K2M");
  expect(server.extensions.codes).toMatchObject([{ name: "Ann Lee", app: exampleApp().id }]);

  await userEvent.click(await button(text.close));
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull()); // a closed one is still there for a moment
  expect(["", "#/inbox"]).toContain(location.hash); // two addresses of one place
  await open();
  expect(screen.queryByText(/#connect=/)).toBeNull();
});

test("the browser's way back closes the sheet, not the page below it, and gives the focus back; a reload keeps it open", async () => {
  const server = exampleServer({ records: [exampleRecord()] });
  const { unmount } = showApp(server, "#/inbox?q=cart");
  const dialog = await open();
  expect(dialog.contains(document.activeElement)).toBe(true);
  history.back();
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  expect(location.hash).toBe("#/inbox?q=cart");
  expect(document.activeElement).toBe(await button(text.button));

  await open();
  const { hash } = location;
  unmount();
  showApp(server, hash);
  await screen.findByRole("dialog", { name: text.title });
  await userEvent.click(await button(text.close));
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  expect(location.hash).toBe("#/inbox?q=cart");
});

test("its address opens nothing for who may not connect extensions", async () => {
  const server = exampleServer({ records: [exampleRecord()], member: { right: "triager" } });
  showApp(server, "#/inbox?sheet=extensions");
  await waitFor(() => expect(document.querySelector(".row")).not.toBeNull());
  await new Promise((passed) => setTimeout(passed, 100));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(server.seen).not.toContain("GET /v1/connect-codes");
});

test("without a name nothing is asked of the server, and the field says so", async () => {
  const server = exampleServer();
  showApp(server);
  await open();
  const field = await screen.findByRole("textbox", { name: text.name });
  await userEvent.type(field, "  {Enter}");
  expect(await screen.findByText(text.nameMissing)).toBeTruthy();
  expect(document.activeElement).toBe(field);
  expect(server.seen).not.toContain("POST /v1/connect-codes");
});

test("of several apps one is chosen, and those in private mode are not offered", async () => {
  const other = exampleApp({ id: "68e25d00000000000000a002", name: "Tea Shop" });
  const bank = exampleApp({ id: "68e25d00000000000000a003", name: "Bank", mode: "private" });
  const server = exampleServer({ extensions: extensions({ apps: [exampleApp(), other, bank] }) });
  showApp(server);
  await open();
  const choice = await screen.findByRole("combobox", { name: text.app });
  expect(
    within(choice)
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual(["Mug Shop", "Tea Shop"]);
  await userEvent.selectOptions(choice, "Tea Shop");
  await userEvent.type(screen.getByRole("textbox", { name: text.name }), "Ann{Enter}");
  await button(text.cancelOf("Ann"));
  expect(server.extensions.codes[0]?.app).toBe(other.id);
});

test("where every app is in private mode nothing can be connected, and the sheet says so", async () => {
  showApp(exampleServer({ extensions: extensions({ apps: [exampleApp({ mode: "private" })] }) }));
  await open();
  expect(await screen.findByText(text.noApp)).toBeTruthy();
  expect(screen.queryByRole("textbox", { name: text.name })).toBeNull();
});

test("an open link is cancelled; what is shown says so", async () => {
  const server = exampleServer({ extensions: extensions({ codes: [exampleCode()] }) });
  showApp(server);
  await open();
  await userEvent.click(await button(text.cancelOf("Ann Lee")));
  expect(await screen.findByText(text.cancelled("Ann Lee"))).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("button", { name: text.cancelOf("Ann Lee") })).toBeNull());
  expect(server.extensions.codes).toEqual([]);
});

test("a connected extension is revoked when that was asked for twice; keeping it changes nothing", async () => {
  const used = exampleKey();
  const page = exampleKey({ id: "68e25d00000000000000e002", name: "Shop pages", allowedOrigins: ["shop.example"] });
  const gone = exampleKey({ id: "68e25d00000000000000e003", name: "Gone", revokedAt: "2026-10-05T10:00:00.000Z" });
  const server = exampleServer({ extensions: extensions({ keys: [used, page, gone] }) });
  showApp(server);
  const dialog = await open();
  const name = text.revokeOf(used.name);
  await userEvent.click(await button(name));
  expect(screen.getByText(text.revokeSure)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: text.keep }));
  await userEvent.keyboard("{Enter}");
  expect(document.activeElement).toBe(await button(name));
  for (const other of [page, gone]) expect(within(dialog).queryByText(other.name)).toBeNull();
  expect(within(dialog).getByText("3 minutes ago")).toBeTruthy();

  await userEvent.click(await button(name));
  await userEvent.click(await button(name));
  expect(await screen.findByText(text.revoked(used.name))).toBeTruthy();
  expect(await screen.findByText(text.nobody)).toBeTruthy();
  expect(server.extensions.keys[0]?.revokedAt).not.toBeNull();
});

test("who was connected meanwhile appears by itself, and the link goes from the open ones", async () => {
  const server = exampleServer({ extensions: extensions({ codes: [exampleCode()] }) });
  showApp(server);
  await open();
  await button(text.cancelOf("Ann Lee"));
  server.extensions.codes = [exampleCode({ usedAt: "2026-10-05T12:00:00.000Z", key: exampleKey().id })];
  server.extensions.keys = [exampleKey({ name: "Chrome extension of Ann Lee", lastUsedAt: null })];
  expect(await screen.findByText(text.neverUsed)).toBeTruthy();
  expect(screen.queryByRole("button", { name: text.cancelOf("Ann Lee") })).toBeNull();
});

test("a failure is told and can be tried again; Escape closes the sheet and gives the focus back", async () => {
  const server = exampleServer({ records: [exampleRecord()] });
  showApp(server);
  const opener = await button(text.button);
  server.fault = "internal_error";
  await open();
  await screen.findByText(text.failed);
  server.fault = undefined;
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: TEXT.tryAgain }));
  await screen.findByText(text.nobody);
  server.fault = "no-answer";
  await userEvent.type(screen.getByRole("textbox", { name: text.name }), "Ann{Enter}");
  expect(await screen.findByText(TEXT.error.network)).toBeTruthy();
  screen.getByRole<HTMLDialogElement>("dialog").close();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement).toBe(opener);
});

test("a session that ends while the sheet is open is told", async () => {
  const server = exampleServer();
  showApp(server);
  await open();
  await screen.findByText(text.nobody);
  server.signedIn = false;
  await screen.findByRole("heading", { level: 1, name: TEXT.session.ended.title });
});

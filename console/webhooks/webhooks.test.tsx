import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { exampleServer } from "../testing/example-server.ts";
import {
  EXAMPLE_SECRET,
  type ExampleWebhooks,
  exampleDelivery,
  exampleWebhook,
  exampleWebhooks,
  webhooksAnswer,
} from "../testing/example-webhooks.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";

beforeEach(() => page.viewport(1280, 800));
beforeEach(() => sessionStorage.clear());

const open = (known: ExampleWebhooks, at = "") => {
  const server = exampleServer({ rooms: [webhooksAnswer(known)] });
  showApp(server, `#/webhooks${at}`);
  return server;
};
const button = (name: string) => screen.findByRole("button", { name });
const press = async (name: string) => userEvent.click(await button(name));
const ID = exampleWebhook().id;

test("each webhook says whether it is on, and if not, who switched it off", async () => {
  open(exampleWebhooks());
  const rows = await screen.findAllByRole("row");
  expect(rows).toHaveLength(4);
  expect(rows[1]?.textContent).toContain(text.on);
  expect(rows[2]?.textContent).toContain(text.off.manual);
  expect(rows[3]?.textContent).toContain(text.off.failing);
});

test("a secret in an address is shown when somebody asks for it, and not before", async () => {
  open(exampleWebhooks());
  await screen.findByText("https://hooks.example.com/services/…/…");
  expect(document.body.textContent).not.toContain("abcdefABCDEF0123456789");
  await press(text.address.show);
  expect(screen.getByText(exampleWebhook().url)).toBeTruthy();
});

test("the filter stands in the address", async () => {
  open(exampleWebhooks(), "?on=false");
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: text.filter.state }), "true");
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
  expect(location.hash).toBe("#/webhooks?on=true");
});

test.each([
  ["", text.form.problem.missing],
  ["example.com/hook", text.form.problem.unreadable],
  ["ftp://example.com", text.form.problem.protocol],
  ["https://me:word@example.com", text.form.problem.user],
  ["https://example.com/#part", text.form.problem.fragment],
])("the address “%s” is refused in words before the server is asked", async (address, words) => {
  const server = open(exampleWebhooks({ webhooks: [] }));
  await press(text.add);
  const field = await screen.findByRole("textbox", { name: text.form.url });
  if (address) await userEvent.type(field, address);
  await press(text.form.save.add);
  expect(await screen.findByText(words)).toBeTruthy();
  expect(document.activeElement).toBe(field);
  expect(server.seen).not.toContain("POST /v1/webhooks");
});

test("a secret is shown once, with the lines that check messages; once closed it is nowhere", async () => {
  const known = exampleWebhooks({ webhooks: [] });
  open(known);
  await press(text.add);
  await userEvent.type(await screen.findByRole("textbox", { name: text.form.url }), " https://example.com/hook ");
  await userEvent.click(screen.getByRole("checkbox", { name: new RegExp(text.event("key.leaked")) }));
  await press(text.form.save.add);
  expect(await screen.findByText(EXAMPLE_SECRET)).toBeTruthy();
  expect(screen.getByText(/npm install standardwebhooks/)).toBeTruthy();
  await userEvent.click(await screen.findByRole("radio", { name: "Python" }));
  expect(screen.getByText(/pip install standardwebhooks/)).toBeTruthy();
  await press(text.secret.done);
  expect(await screen.findByRole("heading", { level: 1, name: "example.com" })).toBeTruthy();
  expect(document.documentElement.innerHTML).not.toContain(EXAMPLE_SECRET);
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain(EXAMPLE_SECRET);
  expect(known.webhooks).toMatchObject([
    { url: "https://example.com/hook", events: ["feedback.created", "key.leaked"] },
  ]);
});

test("without an event nothing is saved, and what was written outlives the sheet", async () => {
  const server = open(exampleWebhooks({ webhooks: [] }));
  await press(text.add);
  await userEvent.type(await screen.findByRole("textbox", { name: text.form.url }), "https://example.com/hook");
  await userEvent.click(screen.getByRole("checkbox", { name: new RegExp(text.event("feedback.created")) }));
  await press(text.form.save.add);
  expect(await screen.findByText(text.form.noEvents)).toBeTruthy();
  expect(server.seen).not.toContain("POST /v1/webhooks");
  await press(TEXT.close);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await press(text.add);
  expect((await screen.findByRole<HTMLInputElement>("textbox", { name: text.form.url })).value).toBe(
    "https://example.com/hook",
  );
  expect(screen.getByText(text.form.kept)).toBeTruthy();
});

test("another member's change is told before it is covered, and what was written stays", async () => {
  const known = exampleWebhooks();
  open(known, `/${ID}`);
  await press(text.one.edit);
  const field = await screen.findByRole<HTMLInputElement>("textbox", { name: text.form.url });
  await userEvent.clear(field);
  await userEvent.type(field, "https://example.com/mine");
  Object.assign(known.webhooks[0] ?? {}, { url: "https://example.com/theirs" });
  await press(text.form.save.edit);
  expect(await screen.findByText(text.form.changed)).toBeTruthy();
  expect(field.value).toBe("https://example.com/mine");
  expect(known.webhooks[0]?.url).toBe("https://example.com/theirs");
  await press(text.form.save.edit);
  await waitFor(() => expect(known.webhooks[0]?.url).toBe("https://example.com/mine"));
});

test("switching off is asked for; switching on is one press, and both say so", async () => {
  const known = exampleWebhooks();
  open(known, `/${ID}`);
  await press(text.one.switchOff);
  expect(known.webhooks[0]?.enabled).toBe(true);
  await press(text.switchOff.action);
  expect(await screen.findByText(text.one.switchedOff)).toBeTruthy();
  await press(text.one.switchOn);
  expect(await screen.findByText(text.one.switchedOn)).toBeTruthy();
  expect(known.webhooks[0]?.enabled).toBe(true);
});

test("one that was switched off for failing says what to do", async () => {
  open(exampleWebhooks(), "/68e25d00000000000000f003");
  expect(await screen.findByText(text.offWhy.failing, { exact: false })).toBeTruthy();
});

test("the outcome of a test stands in place once it is known, and a second press sends no second", async () => {
  const known = exampleWebhooks();
  const server = open(known, `/${ID}`);
  const send = await button(text.one.test);
  await userEvent.dblClick(send);
  expect(await screen.findByText(text.one.testing)).toBeTruthy();
  Object.assign(known.deliveries[0] ?? {}, { status: "failed", attempts: 1, statusCode: 302 });
  expect(await screen.findByText(text.outcome.redirect(302))).toBeTruthy();
  expect(server.seen.filter((asked) => asked.endsWith("/test"))).toHaveLength(1);
});

test("the log is narrowed by state in the address, and older pages are added below", async () => {
  const known = exampleWebhooks({ pageSize: 2 });
  open(known, `/${ID}`);
  await screen.findByRole("row", { name: new RegExp(text.log.status("pending")) });
  expect(screen.getAllByRole("row")).toHaveLength(3);
  await press(text.log.older);
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(4));
  known.deliveries.unshift(exampleDelivery({ id: "68e25d00000000000000f1aa", status: "delivered" }));
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(5));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: text.log.state }), "failed");
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
  expect(location.hash).toBe(`#/webhooks/${ID}?status=failed`);
});

test("what a receiver answered is text, whatever it looks like; closing goes back to the log", async () => {
  open(exampleWebhooks(), `/${ID}/68e25d00000000000000f101?status=failed`);
  const sheet = await screen.findByRole("dialog");
  expect(await within(sheet).findByText("<b>busy</b>")).toBeTruthy();
  expect(within(sheet).getByText(text.outcome.refused(503), { exact: false })).toBeTruthy();
  expect(within(sheet).getByText(/webhook-id: 68e25d00000000000000f101/)).toBeTruthy();
  expect(within(sheet).getByText(/"type": "feedback.created"/)).toBeTruthy();
  await press(TEXT.close);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(location.hash).toBe(`#/webhooks/${ID}?status=failed`));
});

test("one that is gone says so and leads back", async () => {
  open(exampleWebhooks(), "/000000000000000000000009");
  expect(await screen.findByRole("heading", { name: text.one.missing })).toBeTruthy();
  expect(screen.getByRole("link", { name: text.one.back })).toBeTruthy();
});

test("members who may not manage webhooks do not see the room", async () => {
  showApp(exampleServer({ member: { right: "triager" }, rooms: [webhooksAnswer(exampleWebhooks())] }), "#/webhooks");
  expect(await screen.findByRole("heading", { name: TEXT.navigation.notHere })).toBeTruthy();
  expect(screen.queryByRole("button", { name: text.add })).toBeNull();
});

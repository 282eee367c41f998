import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { exampleLive } from "../testing/example-live.ts";
import { exampleRecord } from "../testing/example-record.ts";
import { exampleServer } from "../testing/example-server.ts";
import { changedMeanwhile } from "../testing/example-work.ts";
import { idOf, listed, numberedOf as of, numbered as records, rowTexts } from "../testing/numbered-records.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { recordText } from "./record-text.ts";
import { text } from "./text.ts";
import { work } from "./work-text.ts";

beforeEach(() => page.viewport(1280, 800));

test("who may only read sees where a feedback stands, and no button or key that does nothing", async () => {
  const server = exampleServer({ records: records(2, 1), member: { right: "viewer" } });
  showApp(server);
  await listed(2);
  await userEvent.keyboard("j");
  const bar = within(await screen.findByRole("toolbar", { name: work.actions.label }));
  expect(bar.getAllByRole("button").map(({ title }) => title)).toEqual([work.actions.more]);
  await userEvent.keyboard("esx");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.queryByRole("textbox", { name: /Reply/ })).toBeNull();
  expect(server.seen.filter((seen) => /^(PATCH|POST|DELETE)/.test(seen))).toEqual([]);
});

test("a change is shown at once, taken back when it is refused, and told with a way on", async () => {
  let isRefused = true;
  const server = exampleServer({
    records: records(3, 1),
    rooms: [({ method }) => (isRefused && method === "PATCH" ? "internal_error" : undefined)],
  });
  showApp(server, "", 60_000);
  await listed(3);
  await userEvent.keyboard("je");
  const alert = await screen.findByText(work.told.failed, { exact: false });
  await listed(3);
  isRefused = false;
  await userEvent.click(within(alert.closest(".toast") as HTMLElement).getByRole("button", { name: TEXT.tryAgain }));
  await waitFor(() => expect(of(server, 3).status).toBe("archived"));
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 2", "Feedback 1"]));
});

test("what is archived leaves the list, the next row has focus, and z brings it back to its place", async () => {
  const server = exampleServer({ records: records(3, 1) });
  showApp(server, "", 60_000);
  await listed(3);
  await userEvent.keyboard("jje");
  await waitFor(() => expect(document.activeElement?.textContent).toContain("Feedback 1"));
  expect(rowTexts()).toEqual(["Feedback 3", "Feedback 1"]);
  await waitFor(() => expect(of(server, 2).status).toBe("archived"));
  await userEvent.keyboard("z");
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 3", "Feedback 2", "Feedback 1"]));
  expect(of(server, 2).status).toBe("new");
});

test("z takes back one deed after the other, the last first, does none of them again, and says when nothing is left", async () => {
  const server = exampleServer({ records: records(2, 1) });
  showApp(server, `#/inbox/${idOf(2)}`, 60_000);
  await screen.findByRole("article");
  const toast = () => document.querySelector(".toast p")?.textContent.trim();
  await userEvent.keyboard("s");
  await screen.findByRole("listbox");
  await userEvent.keyboard("queued{Enter}");
  await userEvent.keyboard("t");
  await screen.findByRole("listbox");
  await userEvent.keyboard("slow{Enter}{Control>}{Enter}{/Control}");
  const before = [...of(server, 1).tags];
  await waitFor(() => expect([of(server, 2).status, of(server, 2).tags]).toEqual(["queued", [...before, "slow"]]));

  await userEvent.keyboard("z");
  await waitFor(() => expect([of(server, 2).status, of(server, 2).tags]).toEqual(["queued", before]));
  expect(toast()).toBe(work.told.undone(work.told.tagged(1)));
  expect(screen.queryByRole("button", { name: new RegExp(work.told.undo) })).toBeNull();
  await userEvent.keyboard("z");
  await waitFor(() => expect([of(server, 2).status, of(server, 2).tags]).toEqual(["new", before]));
  expect(toast()).toBe(work.told.undone(work.told.status("queued", 1)));
  const asked = server.seen.filter((seen) => seen.startsWith("PATCH")).length;
  await userEvent.keyboard("z");
  await waitFor(() => expect(toast()).toBe(work.told.nothingLeft));
  expect(server.seen.filter((seen) => seen.startsWith("PATCH"))).toHaveLength(asked);
});

test("what is undone by its button leaves the focus in place, and what was refused is not taken back", async () => {
  let isRefused = false;
  const server = exampleServer({
    records: records(2, 1),
    rooms: [({ method }) => (isRefused && method === "PATCH" ? "internal_error" : undefined)],
  });
  showApp(server, "", 60_000);
  await listed(2);
  await userEvent.keyboard("je");
  const undo = await screen.findByRole("button", { name: new RegExp(work.told.undo) });
  undo.focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByText(work.told.undone(work.told.archived(1)));
  expect((document.activeElement as HTMLElement).ariaLabel).toBe(work.told.dismiss);
  await waitFor(() => expect(of(server, 2).status).toBe("new"));
  isRefused = true;
  await userEvent.keyboard("e");
  await screen.findByText(work.told.failed, { exact: false });
  isRefused = false;
  await userEvent.keyboard("z");
  await screen.findByText(work.told.nothingLeft);
});

test("many are deleted at once after their number was confirmed", async () => {
  const server = exampleServer({ records: records(4, 1) });
  showApp(server);
  await listed(4);
  await userEvent.keyboard("jxjjx");
  const bar = within(await screen.findByRole("toolbar", { name: work.bulk.label }));
  await userEvent.click(bar.getByRole("button", { name: work.actions.remove }));
  const dialog = within(await screen.findByRole("dialog", { name: work.ask.removeTitle(2) }));
  await userEvent.click(dialog.getByRole("button", { name: work.ask.removeAction(2) }));
  await waitFor(() => expect(server.records.map(({ content }) => content)).toEqual(["Feedback 3", "Feedback 1"]));
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 3", "Feedback 1"]));
});

test("an event asks for its one record, also beyond what was loaded first, and a deleted one goes", async () => {
  const server = exampleServer({ records: records(80, 1) });
  const live = exampleLive();
  showApp(server, `#/inbox/${idOf(5)}`, 20, live);
  await screen.findByRole("article");
  changedMeanwhile(server, idOf(5), { status: "queued" });
  server.seen.length = 0;
  live.tell({ type: "feedback.updated", subject: idOf(5), app: null });
  await waitFor(() => expect(screen.getAllByText(TEXT.status("queued")).length).toBeGreaterThan(0));
  expect(server.seen).not.toContain("GET /v1/feedback"); // nothing is looked for while the line is open
  server.records = server.records.filter(({ id }) => id !== idOf(80));
  live.tell({ type: "feedback.deleted", subject: idOf(80), app: null });
  await waitFor(() => expect(rowTexts()).not.toContain("Feedback 80"));
});

test("a view is saved from what is filtered, led to, and brought back after it was deleted", async () => {
  const server = exampleServer({ records: records(3, 1) });
  showApp(server, "#/inbox?q=Feedback+2");
  await listed(2);
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 2"]));
  await userEvent.click(await screen.findByRole("button", { name: work.views.save }));
  const dialog = within(await screen.findByRole("dialog", { name: work.views.saveTitle }));
  await userEvent.type(dialog.getByRole("textbox"), "Seconds{Enter}");
  const views = within(screen.getByRole("navigation", { name: work.views.label }));
  await waitFor(() => expect(views.getByRole("link", { name: "Seconds" }).ariaCurrent).toBe("page"));
  expect(server.work.views[0]?.query).toEqual({ q: "Feedback 2" });
  await userEvent.click(views.getByRole("button", { name: work.views.manage("Seconds") }));
  await userEvent.click(await screen.findByRole("button", { name: work.views.remove }));
  await screen.findByText(work.views.removed("Seconds"));
  await userEvent.click(screen.getByRole("button", { name: new RegExp(work.told.undo) }));
  await views.findByRole("link", { name: "Seconds" });
});

test("an empty result says how to find more, and the archive is one press away", async () => {
  const old = { ...exampleRecord({ id: idOf(9), content: "Old news" }), status: "archived" as const };
  showApp(exampleServer({ records: [...records(2, 1), old] }), "#/inbox?q=old");
  await screen.findByRole("heading", { name: work.filters.noneTitle });
  await userEvent.click(screen.getByRole("button", { name: work.filters.noneArchived }));
  await waitFor(() => expect(rowTexts()).toEqual(["Old news"]));
  await userEvent.click(screen.getByRole("button", { name: work.filters.clear }));
  expect(location.hash).toBe("#/inbox?q=old");
});

test("nothing assigned to oneself: the view says which key assigns, and who may only read is told what will stand there", async () => {
  const server = exampleServer({ records: records(2, 1) });
  const { unmount } = showApp(server, "#/inbox?assignee=me");
  const title = await screen.findByRole("heading", { name: work.filters.noneMine });
  const sentence = title.nextElementSibling as HTMLElement;
  expect(sentence.textContent).toBe(work.filters.noneMineText.replace("{key}", "a"));
  const key = sentence.querySelector("kbd")!.textContent;
  await userEvent.click(screen.getByRole("link", { name: work.filters.toOpen }));
  await listed(2);
  await userEvent.keyboard(`j${key}`);
  await screen.findByRole("combobox", { name: work.ask.assignee });
  await userEvent.keyboard("olive{Enter}");
  await waitFor(() => expect(of(server, 2).assignee).not.toBeNull());
  unmount();
  showApp(exampleServer({ records: [], member: { right: "viewer" } }), "#/inbox?assignee=me");
  await screen.findByText(work.filters.noneMineReading);
});

test("a reply and a note keep drafts of their own, and what is sent stands in the conversation", async () => {
  const server = exampleServer({ records: records(2, 1) });
  showApp(server, `#/inbox/${idOf(2)}`);
  const talk = recordText.talk;
  const reply = () => screen.findByRole("textbox", { name: talk.replyTo(text.detail.anonymous) });
  await userEvent.type(await reply(), "Hello");
  await userEvent.click(screen.getByRole("button", { name: talk.note }));
  await userEvent.type(await screen.findByRole("textbox", { name: talk.noteFor }), "Known since May");
  await userEvent.click(screen.getByRole("button", { name: talk.keep }));
  await screen.findByText("Known since May", { selector: ".talk-text" });
  await userEvent.click(screen.getByRole("button", { name: talk.reply }));
  expect(((await reply()) as HTMLTextAreaElement).value).toBe("Hello");
  await userEvent.click(await listed(1));
  await waitFor(async () => expect(((await reply()) as HTMLTextAreaElement).value).toBe(""));
  expect(server.work.replies.map(({ visibility }) => visibility)).toEqual(["internal"]);
});

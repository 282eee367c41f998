import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { userEvent as hand, page } from "vitest/browser";
import type { BulkChangesBody } from "../../shared/contract/feedback-changes.ts";
import { exampleLive } from "../testing/example-live.ts";
import { type ExampleAnswers, type ExampleServer, exampleServer } from "../testing/example-server.ts";
import { changedMeanwhile } from "../testing/example-work.ts";
import { idOf, listed, numberedOf as of, numbered as records, rowTexts } from "../testing/numbered-records.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { conflict } from "./conflict-text.ts";
import { work } from "./work-text.ts";

const changes = /^(PATCH|POST) /;
/** The next changes reach the server when the function that is returned is called. */
const held = (server: ExampleServer): (() => void) => {
  const { fetch } = server;
  let go = () => {};
  const gate = new Promise<void>((open) => {
    go = open;
  });
  server.fetch = async (address, init) => {
    if (changes.test(`${init?.method} `)) await gate;
    return fetch(address, init);
  };
  return go;
};
const setStatus = async (status: Parameters<typeof TEXT.status>[0]) => {
  await userEvent.keyboard("s");
  await screen.findByRole("listbox");
  await userEvent.keyboard(`${TEXT.status(status)}{Enter}`);
};
const askedWho = () => screen.findByRole("dialog", { name: conflict.title });
const answer = (which: "mine" | "theirs") =>
  userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: conflict[which] }));
const statuses = (server: ExampleServer, ...numbers: number[]) => numbers.map((number) => of(server, number).status);
/** Until nothing is under way any more. */
const isQuiet = async (server: ExampleServer) => {
  for (let seen = -1; seen !== server.seen.length; await new Promise((go) => setTimeout(go, 150)))
    seen = server.seen.length;
};

beforeEach(() => page.viewport(1280, 800));

test("z leaves what somebody else has made of one of many meanwhile, and asks which of both it shall be", async () => {
  const server = exampleServer({ records: records(3, 1) });
  const live = exampleLive();
  showApp(server, "", 60_000, live);
  await listed(3);
  await userEvent.keyboard("jxjxe");
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 1"]));
  await waitFor(() => expect([3, 2].map((number) => of(server, number).status)).toEqual(["archived", "archived"]));
  changedMeanwhile(server, idOf(2), { status: "done" });
  live.tell({ type: "feedback.updated", subject: idOf(2), app: null });
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 2", "Feedback 1"]));
  await userEvent.keyboard("z");
  const dialog = await screen.findByRole("dialog", { name: conflict.title });
  await waitFor(() => expect(of(server, 3).status).toBe("new"));
  expect(of(server, 2).status).toBe("done");
  await userEvent.click(within(dialog).getByRole("button", { name: conflict.mine }));
  await waitFor(() => expect(of(server, 2).status).toBe("new"));
});

test("of many that are changed at once, those that somebody else changed unseen are told, and tags of both are kept", async () => {
  const server = exampleServer({ records: records(4, 1) });
  showApp(server, "", 60_000);
  await listed(4);
  for (const number of [4, 3]) changedMeanwhile(server, idOf(number), { status: "done", content: `Theirs ${number}` });
  await userEvent.keyboard("jxjxjxs");
  await userEvent.keyboard(`${TEXT.status("queued")}{Enter}`);
  const dialog = await screen.findByRole("dialog", { name: conflict.title });
  expect(of(server, 2).status).toBe("queued");
  expect([4, 3].map((number) => of(server, number).status)).toEqual(["done", "done"]);
  within(dialog).getByText(conflict.many(2));
  const told = within(dialog).getAllByRole("listitem");
  expect(told.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining("Theirs 4"),
    expect.stringContaining("Theirs 3"),
  ]);
  await userEvent.click(within(dialog).getByRole("button", { name: conflict.theirs }));
  await userEvent.keyboard("z"); // takes back what was done, and no more
  await waitFor(() => expect(of(server, 2).status).toBe("new"));
  expect([4, 3].map((number) => of(server, number).status)).toEqual(["done", "done"]);

  changedMeanwhile(server, idOf(2), { tags: ["theirs"] });
  await userEvent.keyboard("t");
  await screen.findByRole("listbox");
  await userEvent.keyboard("mine{Enter}{Control>}{Enter}{/Control}");
  await waitFor(() => expect(of(server, 2).tags).toEqual(["theirs", "mine"]));
  expect(of(server, 3).tags).toEqual(["mine"]);
});

test("tags of two members are kept together without a question", async () => {
  const server = exampleServer({ records: records(1, 1) });
  showApp(server, `#/inbox/${idOf(1)}`, 60_000);
  await screen.findByRole("article");
  changedMeanwhile(server, idOf(1), { tags: ["theirs"] });
  await userEvent.keyboard("t");
  await screen.findByRole("listbox");
  await userEvent.keyboard("mine{Enter}{Control>}{Enter}{/Control}");
  await waitFor(() => expect(of(server, 1).tags).toEqual(["theirs", "mine"]));
  expect(screen.queryByRole("dialog", { name: conflict.title })).toBeNull();
});

test.each([
  ["one", "j"],
  ["many", "jxjx"],
])("a change of %s and its undo, made while somebody else is quicker, leave theirs", async (_, choose) => {
  const server = exampleServer({ records: records(4, 1) });
  const go = held(server);
  showApp(server, "", 60_000);
  await listed(4);
  changedMeanwhile(server, idOf(4), { status: "done" });
  await userEvent.keyboard(`${choose}ez`);
  go();
  await askedWho();
  await isQuiet(server);
  expect(statuses(server, 4, 3)).toEqual(["done", "new"]);
});

test("a second change on top of one that somebody was quicker than is asked about in its place", async () => {
  const server = exampleServer({ records: records(2, 1) });
  const go = held(server);
  showApp(server, `#/inbox/${idOf(2)}`, 60_000);
  await screen.findByRole("article");
  changedMeanwhile(server, idOf(2), { status: "done" });
  await setStatus("queued");
  await setStatus("in_progress");
  go();
  await askedWho();
  await isQuiet(server);
  expect(statuses(server, 2)).toEqual(["done"]);
  await answer("mine");
  await waitFor(() => expect(statuses(server, 2)).toEqual(["in_progress"]));
});

test("two deeds that somebody was quicker than are both asked about", async () => {
  const server = exampleServer({ records: records(4, 1) });
  const go = held(server);
  showApp(server, "", 60_000);
  await listed(4);
  for (const number of [4, 3]) changedMeanwhile(server, idOf(number), { status: "done" });
  await userEvent.keyboard("je");
  await userEvent.keyboard("e");
  go();
  await waitFor(async () => expect((await askedWho()).textContent).toContain(conflict.many(2)));
  await answer("mine");
  await waitFor(() => expect(statuses(server, 4, 3)).toEqual(["archived", "archived"]));
});

/** Answers what is told of each of many. */
const ofMany =
  (outcomeOf: (at: number) => string): ExampleAnswers =>
  ({ path, body }) =>
    path === "/v1/feedback/bulk"
      ? {
          status: 200,
          body: {
            data: (body as BulkChangesBody).ids.map((id, at) => ({
              id,
              outcome: outcomeOf(at),
              updatedAt: null,
              tags: null,
              reason: "tags would be too many",
            })),
          },
        }
      : undefined;

test("beside what somebody was quicker with, what was refused is told too, and tried again alone", async () => {
  const server = exampleServer({
    records: records(4, 1),
    rooms: [ofMany((at) => (at < 2 ? "conflict" : "refused"))],
  });
  showApp(server, "", 60_000);
  await listed(4);
  for (const number of [4, 3]) changedMeanwhile(server, idOf(number), { status: "done" });
  await userEvent.keyboard("jxjxjx");
  await setStatus("queued");
  await askedWho();
  await answer("theirs");
  await screen.findByText(/tags would be too many/);
  await userEvent.click(screen.getByRole("button", { name: TEXT.tryAgain }));
  await waitFor(() => expect(statuses(server, 4, 3, 2)).toEqual(["done", "done", "queued"]));
});

test("what was deleted meanwhile is told and leaves the list, be it one of many or all", async () => {
  const server = exampleServer({ records: records(5, 1) });
  const allGone: ExampleAnswers = ({ path, body }) =>
    path === "/v1/feedback/bulk" &&
    (body as BulkChangesBody).ids.every((id) => !server.records.some((record) => record.id === id))
      ? "not_found"
      : undefined;
  server.rooms.push(allGone);
  showApp(server, "", 60_000);
  await listed(5);
  const remove = (...numbers: number[]) => {
    server.records = server.records.filter(({ id }) => !numbers.map(idOf).includes(id));
  };
  remove(5);
  await userEvent.keyboard("jxjx");
  await setStatus("queued");
  await screen.findByText(work.told.gone(1), { exact: false });
  await waitFor(() => expect(rowTexts()).toEqual([4, 3, 2, 1].map((number) => `Feedback ${number}`)));
  remove(4, 3);
  await userEvent.keyboard("{Escape}xjx");
  await setStatus("done");
  await screen.findByText(TEXT.error.gone, { exact: false });
  expect(screen.queryByRole("button", { name: TEXT.tryAgain })).toBeNull();
  await waitFor(() => expect(rowTexts()).toEqual(["Feedback 2", "Feedback 1"]));
});

test("of more than a hundred, those that were changed can be taken back though the rest failed", async () => {
  const failing: ExampleAnswers = ({ path, body }) =>
    path === "/v1/feedback/bulk" && (body as BulkChangesBody).ids.length < 100 ? "internal_error" : undefined;
  const server = exampleServer({ records: records(120, 1), rooms: [failing] });
  showApp(server, "", 60_000);
  await listed(120);
  const scroll = document.querySelector(".list-scroll")!;
  await userEvent.keyboard("jx");
  const all = () => screen.getByRole("button", { name: new RegExp(`^${work.bulk.all}`) });
  await waitFor(() => {
    scroll.scrollTop = scroll.scrollHeight;
    expect(all().textContent).toContain("120");
  });
  await userEvent.click(all());
  await setStatus("queued");
  await screen.findByText(work.told.failed, { exact: false });
  const queued = () => server.records.filter(({ status }) => status === "queued");
  expect(queued()).toHaveLength(100);
  await userEvent.keyboard("z");
  await waitFor(() => expect(queued()).toHaveLength(0));
});

test("arrows move through the list after a press on an empty place", async () => {
  const server = exampleServer({ records: records(5, 1) });
  showApp(server, "", 60_000);
  await listed(5);
  const main = document.querySelector("main")!;
  const { left, top } = main.getBoundingClientRect();
  await hand.click(page.elementLocator(main), { position: { x: 1_000 - left, y: 500 - top } });
  await hand.keyboard("{ArrowDown}");
  await waitFor(() => expect(document.activeElement?.className).toContain("row-link"));
});

test("after a failure is told, focus is not lost: neither with another try nor without", async () => {
  let isRefused = true;
  const server = exampleServer({
    records: records(2, 1),
    rooms: [({ method }) => (isRefused && method === "PATCH" ? "internal_error" : undefined)],
  });
  showApp(server, "", 60_000);
  await listed(2);
  await userEvent.keyboard("je");
  (await screen.findByRole("button", { name: TEXT.tryAgain })).focus();
  isRefused = false;
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(of(server, 2).status).toBe("archived"));
  expect((document.activeElement as HTMLElement).ariaLabel).toBe(work.told.dismiss);
  await userEvent.keyboard("{Enter}");
  expect(document.activeElement).toBe(screen.getByRole("main"));
});

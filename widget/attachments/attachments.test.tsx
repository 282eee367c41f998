import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { Submission } from "../../shared/contract/submission.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Ports } from "../ports.ts";
import { dialog, formsOfEachTest, hasFocus, message, send } from "../testing/controls.ts";

const openForm = formsOfEachTest();
const MB = 1024 * 1024;
const add = page.getByLabelText("Attach files");
const names = () => [...dialog.element().querySelectorAll(".files bdi")].map(({ textContent }) => textContent);
const text = (name: string, size = 10) => new File([new Uint8Array(size).fill(65)], name, { type: "text/plain" });

/** Keeps files as a page's storage does. */
const remembering = (kept: readonly File[] = []): NonNullable<Ports["files"]> & { kept: () => readonly File[] } => ({
  kept: () => kept,
  read: async () => kept,
  keep: async (files) => {
    kept = files;
  },
  ready: async () => {},
});
const open = (files = remembering(), more: Parameters<typeof openForm>[0] = {}) => ({
  files,
  ...openForm({ ...more, ports: { files, ...more.ports } }),
});

/** Puts files into the chooser, as its user would. */
const choose = async (...files: File[]) => {
  await expect.element(add).toBeInTheDocument();
  const input = add.element() as HTMLInputElement;
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const carried = (files: readonly File[], texts: Record<string, string> = {}) => {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  for (const [type, value] of Object.entries(texts)) data.setData(type, value);
  return data;
};
const fire = (on: Element, type: string, dataTransfer: DataTransfer) => {
  const init = { bubbles: true, cancelable: true, composed: true };
  const event =
    type === "paste"
      ? new ClipboardEvent(type, { ...init, clipboardData: dataTransfer })
      : new DragEvent(type, { ...init, dataTransfer });
  on.dispatchEvent(event);
  return event;
};

test("where no files can go along there is no button for them", async () => {
  openForm();
  await expect.element(send).toBeVisible();
  await expect.element(page.getByText("Point at something")).toBeVisible();
  expect(dialog.element().querySelector("input[type=file]")).toBeNull();
});

test("chosen files stand in the form with name and size, and leave with the message, not before", async () => {
  const { submissions, along, files } = open();
  await choose(text("notes.txt", 2_048), text("Ünï \u202Egpj.txt", 3 * MB));
  await expect.poll(names).toEqual(["notes.txt", "Ünï \u202Egpj.txt"]);
  await expect.element(page.getByText("2 kB")).toBeVisible();
  await expect.element(page.getByText("3 MB")).toBeVisible();
  await expect.element(page.getByText(/^Added: .notes\.txt/)).toBeInTheDocument();
  expect([submissions, files.kept().length]).toEqual([[], 2]);
  await message.fill("See the files");
  await send.click();
  await expect
    .poll(() => along.map((one) => one.files?.map(({ name }) => name)))
    .toEqual([["notes.txt", "Ünï \u202Egpj.txt"]]);
});

test.each<[string, File, RegExp]>([
  ["too large", text("big.txt", LIMITS.attachmentBytes + 1), /big\.txt.* is larger than 15 MB\. Choose a smaller file/],
  ["of a type that is not taken", new File(["x"], "a.exe"), /a\.exe.* cannot be sent\. These can: PNG, JPEG/],
  ["a page", new File(["<p>"], "a.html", { type: "text/html" }), /a\.html.* cannot be sent/],
  ["empty", text("none.txt", 0), /none\.txt.* is empty or cannot be read/],
])("a file that is %s is told with what to do, and is not there", async (_name, file, sentence) => {
  open();
  await choose(file, text("fine.txt"));
  await expect.element(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
  expect(names()).toEqual(["fine.txt"]);
  await choose(text("next.txt"));
  await expect.element(page.getByText(sentence)).not.toBeInTheDocument();
});

test("a file that was deleted meanwhile is told as such", async () => {
  open();
  const gone = text("gone.txt");
  gone.arrayBuffer = () => Promise.reject(new DOMException("", "NotReadableError"));
  await expect.element(add).toBeInTheDocument();
  const data = carried([]);
  Object.defineProperty(data, "files", { value: [gone] });
  const event = new DragEvent("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: [gone] } });
  message.element().dispatchEvent(event);
  await expect.element(page.getByText(/gone\.txt.* cannot be read/)).toBeVisible();
});

test("ten files fit, and all together as much as the outbox can hold", async () => {
  open();
  await choose(...Array.from({ length: 11 }, (_, index) => text(`${index}.txt`)));
  await expect.poll(() => names().length).toBe(10);
  await expect.element(page.getByText(/10\.txt.* sent at once: 10\. Remove one first/)).toBeVisible();
});

test("files that are too much together are told, each with what to do", async () => {
  open();
  await choose(...["a", "b", "c"].map((name) => text(`${name}.txt`, 14.5 * MB)));
  await expect.poll(names, { timeout: 10_000 }).toEqual(["a.txt", "b.txt"]);
  await expect.element(page.getByText(/c\.txt.* larger than 42 MB/)).toBeVisible();
});

test("a name's ending says the type where the system does not know it", async () => {
  const { along } = open();
  await choose(new File(["a,b"], "table.CSV", { type: "application/vnd.ms-excel" }), new File(["{}"], "x.json"));
  await expect.poll(names).toHaveLength(2);
  await message.fill("x");
  await send.click();
  await expect.poll(() => along[0]?.files?.map(({ type }) => type)).toEqual(["text/csv", "application/json"]);
});

test("each can be taken out by keyboard, which goes on at the next, and at last at the button", async () => {
  const { files } = open();
  await choose(text("a.txt"), text("b.txt"));
  await page.getByRole("button", { name: /Remove .a\.txt/ }).click();
  await expect.poll(names).toEqual(["b.txt"]);
  const last = page.getByRole("button", { name: /Remove .b\.txt/ });
  await hasFocus(last);
  await expect.element(page.getByText(/^Removed: .a\.txt/)).toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.poll(names).toEqual([]);
  await hasFocus(add);
  await expect.poll(() => files.kept()).toEqual([]);
});

test("files can be dropped anywhere on the form, which shows it while they are held, and the page hears nothing of it", async () => {
  open();
  await expect.element(add).toBeInTheDocument();
  const heard: string[] = [];
  const listen = ({ type }: Event) => heard.push(type);
  for (const type of ["dragenter", "dragover", "dragleave", "drop", "paste"]) document.addEventListener(type, listen);
  const shell = dialog.element() as HTMLElement;
  const field = message.element();
  expect(fire(field, "dragover", carried([text("a.txt")])).defaultPrevented).toBe(true);
  expect(shell.dataset.drop).toBe("Drop your files here");
  fire(field, "dragleave", carried([text("a.txt")]));
  expect(shell.dataset.drop).toBeUndefined();
  fire(field, "dragover", carried([text("a.txt")]));
  expect(fire(field, "drop", carried([text("a.txt")])).defaultPrevented).toBe(true);
  await expect.poll(names).toEqual(["a.txt"]);
  expect([shell.dataset.drop, heard]).toEqual([undefined, []]);
  for (const type of ["dragenter", "dragover", "dragleave", "drop", "paste"])
    document.removeEventListener(type, listen);
});

test("text that is dragged or pasted stays text, also where a picture of it comes along", async () => {
  open();
  await expect.element(add).toBeInTheDocument();
  const field = message.element();
  expect(fire(field, "dragover", carried([], { "text/plain": "x" })).defaultPrevented).toBe(false);
  expect(fire(field, "drop", carried([], { "text/plain": "x" })).defaultPrevented).toBe(false);
  expect(fire(field, "paste", carried([], { "text/plain": "x" })).defaultPrevented).toBe(false);
  const cells = carried([new File(["x"], "image.png", { type: "image/png" })], { "text/plain": "1\t2" });
  expect(fire(field, "paste", cells).defaultPrevented).toBe(false);
  expect(names()).toEqual([]);
});

test("a picture from the clipboard gets a name", async () => {
  open();
  await expect.element(add).toBeInTheDocument();
  for (const count of [1, 2]) {
    fire(message.element(), "paste", carried([new File(["x"], "image.png", { type: "image/png" })]));
    await expect.poll(() => names().length).toBe(count);
  }
  expect(names()).toEqual(["Pasted picture 1.png", "Pasted picture 2.png"]);
});

test("a file that is dropped while nothing can take it does not make the browser leave the page", async () => {
  const { deliver } = open();
  await expect.element(add).toBeInTheDocument();
  await message.fill("x");
  await send.click();
  deliver({ state: "sent", id: "0192a7c0ffee0192a7c0ffee" });
  const title = page.getByRole("heading", { name: "Thank you" });
  await expect.element(title).toBeVisible();
  expect(fire(title.element(), "drop", carried([text("late.txt")])).defaultPrevented).toBe(true);
});

test("what will be sent shows each file with name, type and size, and can take it out", async () => {
  open();
  await choose(text("a.txt", 4_096));
  await page.getByText("What will be sent").click();
  const along = page.getByText(/a\.txt, text\/plain, 4 kB/);
  await expect.element(along).toBeVisible();
  await along.getByRole("button").click();
  await expect.poll(names).toEqual([]);
});

test("what was chosen for an unfinished message is there on the next visit, and gone when it is on its way", async () => {
  const first = open();
  await choose(text("a.txt"));
  await expect.poll(() => first.files.kept().length).toBe(1);
  first.mounted.destroy();
  const { deliver, files } = open(first.files);
  await expect.poll(names).toEqual(["a.txt"]);
  await message.fill("x");
  await send.click();
  deliver({ state: "sending", progress: 0 });
  await expect.poll(() => files.kept()).toEqual([]);
});

test("who sends while a file is still being read sends it along", async () => {
  let read: () => void = () => {};
  const slow = text("slow.txt");
  const bytes = slow.arrayBuffer();
  Object.defineProperty(slow, "arrayBuffer", {
    value: () => new Promise<ArrayBuffer>((done) => (read = () => void bytes.then(done))),
  });
  const { along } = open();
  await message.fill("mine");
  await choose(slow);
  await send.click();
  await new Promise((later) => setTimeout(later, 100));
  expect(along).toHaveLength(0);
  read();
  await expect.poll(() => along[0]?.files?.map(({ name }) => name)).toEqual(["slow.txt"]);
});

test("while files are on their way their progress is shown, and it can be taken back into the form", async () => {
  const { deliver, along, events, files } = open();
  await choose(text("a.txt"));
  await message.fill("mine");
  await send.click();
  deliver({ state: "sending", progress: 0 });
  await hasFocus(page.getByRole("heading", { name: "Sending" }));
  deliver({ state: "sending", progress: 0.455 });
  const bar = page.getByRole("progressbar", { name: "Files" });
  await expect.element(bar).toHaveAttribute("value", "0.455");
  await expect.element(page.getByText("Your files are on their way: 46%")).toBeVisible();
  expect(along[0]?.signal?.aborted).toBe(false);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => along[0]?.signal?.aborted).toBe(true);
  deliver({ state: "needs-you", problem: new EarshotError("aborted", "") });
  await expect.element(message).toHaveValue("mine");
  await expect.poll(names).toEqual(["a.txt"]);
  expect(files.kept()).toHaveLength(1);
  expect(events.map(({ type }) => type)).toEqual(["open", "submit"]);
  await send.click();
  await expect.poll(() => along[1]?.files?.length).toBe(1);
});

test("when only the message is still on its way it cannot be taken back, and no button says so", async () => {
  const { deliver } = open();
  await message.fill("x");
  await send.click();
  deliver({ state: "sending", progress: 1 });
  await expect.element(page.getByRole("button", { name: "Cancel" })).toBeVisible();
  deliver({ state: "sending" });
  await expect.element(page.getByRole("button", { name: "Cancel" })).not.toBeInTheDocument();
  await expect.element(page.getByRole("progressbar")).not.toBeInTheDocument();
});

test("a file that the server refuses is named, and comes back into the form with the others", async () => {
  const { deliver, discarded, submissions } = open();
  await choose(text("a.txt"), text("b.txt"));
  await message.fill("x");
  await send.click();
  const problem = new EarshotError("invalid_image", "", { status: 422, details: { file: "b.txt" } });
  deliver({ state: "needs-you", problem, entry: "e1" });
  const told = /did not take the file .b\.txt.\. Remove it and send/;
  await expect.element(page.getByRole("alert").filter({ hasText: told })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect.poll(names).toEqual(["a.txt", "b.txt"]);
  expect(discarded).toEqual([]);
  await send.click();
  await expect.poll(() => submissions.length).toBe(2);
  deliver({ state: "sending" });
  expect(discarded).toEqual(["e1"]);
});

test("what was refused in an earlier visit comes back with its files", async () => {
  const submission: Submission = { content: "from last week" };
  const problem = new EarshotError("payload_too_large", "", { status: 413 });
  open(remembering(), { refused: [{ id: "e2", submission, problem, files: [text("old.txt")] }] });
  await page.getByRole("button", { name: "Show it" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect.poll(names).toEqual(["old.txt"]);
});

import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import type { Conversation } from "../../shared/contract/conversation.ts";
import type { Settings } from "../settings.ts";
import { openForm } from "../testing/open-form.ts";
import type { AsUser } from "./ask.ts";

const id = (n: number) => n.toString(16).padStart(24, "0");
const createdAt = "2026-01-01T12:00:00.000Z";
const talk = (n: number, replies: Array<[from: "team" | "customer", content: string]>): Conversation => ({
  id: id(n),
  content: `words ${n}`,
  createdAt,
  replies: replies.map(([from, content], at) => ({ id: id(n * 100 + at), from, content, createdAt })),
});
const TWO = [
  talk(2, [["team", "to the second"]]),
  talk(1, [
    ["team", "to the first"],
    ["customer", "and back"],
  ]),
];

let form: ReturnType<typeof openForm> | undefined;
/** What the server answers, asked by asked. */
let answers: Array<() => Promise<Response>> = [];
let signedIn = true;
const asUser = (): AsUser | undefined =>
  signedIn
    ? {
        server: "https://feedback.example.com",
        key: "ear_pub_x",
        signer: { mark: "", renewable: false, ask: async () => ({ token: "t", person: "ann" }) },
        fetch: () => (answers.shift() ?? (() => Promise.reject(new TypeError("offline"))))(),
      }
    : undefined;
const answer = (data: unknown) => async () => Response.json({ data, nextCursor: null });
const open = (mode: "private" | "public" = "private", options = {}) => {
  form = openForm({ options, ports: { asUser, settings: async () => ({ mode }) as Settings } });
};
const root = () => document.querySelector("earshot-widget")!.shadowRoot!;
const line = () => root().querySelector<HTMLButtonElement>(".replied button");
const said = () => expect.poll(() => line()?.textContent);

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  signedIn = true;
  answers = [];
});
afterEach(() => {
  form?.mounted.destroy();
  form = undefined;
  vi.restoreAllMocks();
});

test("what was read is remembered by conversation: a new reply in another one is new", async () => {
  answers = [answer([TWO[1]]), answer(TWO)];
  open();
  await said().toBe("New replies from the team: 1");
  line()?.click();
  await expect.poll(() => root().querySelectorAll("article").length).toBe(3);
  root().querySelector<HTMLDialogElement>("dialog.replies")?.close();
  await said().toBe("Earlier replies from the team");
  form?.mounted.close();
  form?.mounted.open();
  await said().toBe("New replies from the team: 1");
});

test("where nothing may be remembered they are read all the same", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  answers = [answer([TWO[0]])];
  open();
  await said().toBe("New replies from the team: 1");
  line()?.click();
  await expect.poll(() => root().querySelector("article.team")?.textContent).toContain("to the second");
});

test("an answer that comes when somebody else has opened the form is not shown to them", async () => {
  const late = Promise.withResolvers<Response>();
  answers = [() => late.promise, answer([])];
  open();
  await expect.poll(() => answers.length).toBe(1);
  form?.mounted.close();
  form?.mounted.open();
  await expect.poll(() => answers.length).toBe(0);
  late.resolve(Response.json({ data: TWO, nextCursor: null }));
  await new Promise((soon) => setTimeout(soon, 50));
  expect(line()).toBeNull();
});

test("in public mode nothing is asked, and an answer of another shape takes nothing along", async () => {
  answers = [answer(TWO)];
  open("public");
  await expect.poll(() => root().querySelector(".replied")).not.toBeNull();
  expect(answers.length).toBe(1);
  form?.mounted.destroy();
  answers = [answer([{ id: id(1), content: {}, createdAt, replies: [null] }])];
  open();
  await expect.poll(() => answers.length).toBe(0);
  await expect.poll(() => root().querySelector("textarea")).not.toBeNull();
  expect(line()).toBeNull();
});

test("who is signed out meanwhile is told so, and keeps the words", async () => {
  answers = [answer([TWO[0]])];
  open();
  await said().toBe("New replies from the team: 1");
  line()?.click();
  await page.getByLabelText("Your answer").fill("still mine");
  signedIn = false;
  await page.getByRole("dialog", { name: "Replies from the team" }).getByRole("button", { name: "Send" }).click();
  const field = () => root().querySelector<HTMLTextAreaElement>("#answer");
  await expect
    .poll(() => root().querySelector("#answer-note")?.textContent)
    .toMatch(/^You are no longer signed in to this site\./);
  expect([field()?.value, field()?.ariaInvalid]).toEqual(["still mine", "true"]);
});

test.each([
  ["en", "light"],
  ["de", "dark"],
  ["ar", "light"],
  ["ja", "dark"],
] as const)("in %s, %s: the line, the list and a conversation are for everyone", async (locale, theme) => {
  document.title = "Test";
  const long = talk(3, [
    ["team", `${"a-very-long-word-".repeat(20)}\n\nSecond paragraph.`],
    ["customer", "שלום"],
  ]);
  answers = [answer([long, ...TWO])];
  open("private", { locale, theme });
  await expect.poll(line).not.toBeNull();
  line()?.click();
  const dialog = () => root().querySelector<HTMLDialogElement>("dialog.replies")!;
  await expect.poll(() => dialog()?.open).toBe(true);
  const faults = async () => {
    await Promise.allSettled(
      root()
        .getAnimations()
        .map(({ finished }) => finished),
    );
    const { violations } = await axe.run(root().host, { rules: { region: { enabled: false } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  };
  expect(await faults()).toEqual([]);
  dialog().querySelector<HTMLButtonElement>("li button")?.click();
  await expect.poll(() => dialog().querySelectorAll("article").length).toBe(3);
  expect(await faults()).toEqual([]);
  expect(dialog().scrollWidth).toBeLessThanOrEqual(dialog().clientWidth);
  expect(getComputedStyle(dialog()).direction).toBe(locale === "ar" ? "rtl" : "ltr");
});

import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { KEY_KINDS, PRODUCTS } from "../../shared/contract/key-kinds.ts";
import { exampleApp } from "../testing/example-extensions.ts";
import { bridgeKey, keysAnswers, personalKey, tokenTest } from "../testing/example-keys.ts";
import { exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";
import { DE } from "./text-de.ts";
import { EN } from "./text-en.ts";

beforeEach(() => {
  sessionStorage.clear();
  return page.viewport(1280, 800);
});

const serverWith = (keys = [bridgeKey()]) =>
  exampleServer({
    extensions: { apps: [exampleApp()], codes: [], keys },
    rooms: [keysAnswers({ secrets: [], token: tokenTest() })],
  });
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
/** The sheet for a new key of this product. */
const newKeyFor = async (title: string, kind?: string) => {
  await press(text.newKey);
  await userEvent.click(await screen.findByRole("radio", { name: text.form.otherProduct }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.product }), title);
  if (kind) await userEvent.click(screen.getByRole("radio", { name: text.form.kinds[kind]! }));
  await userEvent.type(screen.getByRole("textbox", { name: text.form.name }), "Program");
};
const isClosed = () => waitFor(() => expect(document.querySelector("dialog")).toBeNull());

test("every kind of key of every product is offered, with the address that its clients take, in words of each language", async () => {
  showApp(serverWith([]), "#/keys");
  await press(text.newKey);
  await userEvent.click(await screen.findByRole("radio", { name: text.form.otherProduct }));
  for (const [product, title] of Object.entries(PRODUCTS)) {
    const kinds = KEY_KINDS.filter((one) => one.product === product);
    if (kinds.length === 0) continue;
    await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.product }), title);
    const choice = screen.getByRole("group", { name: text.form.kindOf(title) });
    expect(
      within(choice)
        .getAllByRole("radio")
        .map((radio) => radio.parentElement?.textContent),
    ).toEqual(kinds.map(({ kind }) => text.form.kinds[kind]));
    expect(screen.getByText(`${location.origin}/as/${product}`)).toBeTruthy();
    for (const { kind } of kinds)
      for (const words of [EN, DE]) expect([kind, words.kinds[kind], words.form.kinds[kind]]).not.toContain(undefined);
  }
  for (const { roles = [] } of KEY_KINDS)
    for (const role of roles) for (const words of [EN, DE]) expect(words.roles[role]).toBeTruthy();
});

test("a kind for pages takes domains, and none is every page", async () => {
  const server = serverWith([]);
  showApp(server, "#/keys");
  await newKeyFor("ProductSights");
  await userEvent.type(screen.getByRole("textbox", { name: text.domains.label }), "shop.example");
  await press(text.form.make);
  await screen.findByRole("heading", { name: text.made.title("Program") });
  await isClosed();
  expect(screen.getByText(`${location.origin}/as/productsights`)).toBeTruthy();
  await newKeyFor("ProductSights");
  await press(text.form.make);
  expect(await screen.findByText(text.anybody)).toBeTruthy();
  expect(server.extensions.keys).toMatchObject([
    { kind: "productsights-publishable", allowedOrigins: ["shop.example"] },
    { kind: "productsights-publishable", allowedOrigins: [] },
  ]);
});

test("a personal key is made with a role and a description, shows both, is not changed later, and is rotated by nobody else", async () => {
  const theirs = personalKey({ id: "68e25d00000000000000e012", name: "Of Ann", owner: "68e25d00000000000000b002" });
  const server = serverWith([personalKey(), theirs]);
  showApp(server, "#/keys");
  expect(await screen.findAllByText("The weekly report")).toHaveLength(2);
  expect(screen.getByRole("button", { name: text.rotateOf("Reports of Bo") })).toBeTruthy();
  expect(screen.queryByRole("button", { name: text.rotateOf("Of Ann") })).toBeNull();
  expect(screen.queryByRole("button", { name: text.editOf("Reports of Bo") })).toBeNull();
  await newKeyFor("Insighto");
  const make = screen.getByRole<HTMLButtonElement>("button", { name: text.form.make });
  await userEvent.click(make);
  await screen.findByText(text.form.descriptionMissing);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.role }), text.roles["full-access"]!);
  await userEvent.type(screen.getByRole("textbox", { name: text.form.description }), "Nightly sync");
  await userEvent.click(make);
  await screen.findByRole("heading", { name: text.made.title("Program") });
  expect(server.extensions.keys[2]).toMatchObject({ role: "full-access", description: "Nightly sync" });
});

test("what a key may do is chosen where its product lets one choose, all of it at first", async () => {
  const server = serverWith([]);
  showApp(server, "#/keys");
  await newKeyFor("Composite", "composite-secret");
  const boxes = screen.getAllByRole<HTMLInputElement>("checkbox");
  expect(boxes.every(({ checked }) => checked)).toBe(true);
  expect(screen.queryByRole("button", { name: text.form.preset.agent })).toBeNull();
  for (const box of boxes.slice(2)) await userEvent.click(box);
  await press(text.form.make);
  await waitFor(() => expect(server.extensions.keys[0]?.scopes).toEqual(["events:write", "events:read"]));
});

test("the one key of an organization is shown again to who asks, gone with the sheet, and a second one is refused in words", async () => {
  const server = serverWith([]);
  showApp(server, "#/keys");
  await newKeyFor("ProductBridge");
  await press(text.form.make);
  expect(await screen.findByText(text.made.again)).toBeTruthy();
  await press(text.made.kept);
  expect(screen.queryByText(/pb_b+/)).toBeNull();
  await press(text.showOf("Program"));
  expect(await screen.findByText(/^pb_b+$/)).toBeTruthy();
  expect(screen.getByText(text.showing.text)).toBeTruthy();
  await press(TEXT.close);
  await isClosed();
  expect(document.body.textContent).not.toContain("pb_bbb");
  expect(JSON.stringify([location.href, { ...sessionStorage }, { ...localStorage }])).not.toContain("pb_bbb");

  await newKeyFor("ProductBridge");
  await press(text.form.make);
  expect(await screen.findByText(text.form.taken)).toBeTruthy();
  expect(server.extensions.keys).toHaveLength(1);
  await userEvent.click(screen.getByRole("radio", { name: text.form.kinds.secret! }));
  expect(screen.queryByText(text.form.taken)).toBeNull(); // another kind is another question
});

test("the one key of an organization is replaced at once: no time is asked for", async () => {
  const server = serverWith();
  showApp(server, "#/keys");
  await press(text.rotateOf("Sync of the roadmap"));
  expect(await screen.findByText(text.rotation.sole)).toBeTruthy();
  expect(screen.queryByRole("combobox", { name: text.rotation.grace })).toBeNull();
  await press(text.rotation.action);
  await screen.findByText(text.made.successorNow("Sync of the roadmap"));
  expect(server.extensions.keys[0]?.revokedAt).not.toBeNull();
});

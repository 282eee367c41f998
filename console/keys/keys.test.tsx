import { screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { exampleApp, exampleKey } from "../testing/example-extensions.ts";
import { type ExampleKeys, keysAnswers, pageKey, secretKey, tokenTest } from "../testing/example-keys.ts";
import { exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { text } from "./text.ts";

beforeEach(() => {
  sessionStorage.clear();
  return page.viewport(1280, 800);
});

const known = (): ExampleKeys => ({ secrets: [], token: tokenTest() });
const serverWith = (keys = [pageKey()], more: ExampleKeys = known(), apps = [exampleApp()]) =>
  exampleServer({ extensions: { apps, codes: [], keys }, rooms: [keysAnswers(more)] });
const button = (name: string) => screen.findByRole("button", { name });
const press = async (name: string) => userEvent.click(await button(name));
const confirm = async (name: string, action: string) => {
  const dialog = await screen.findByRole("dialog");
  const go = within(dialog).getByRole<HTMLButtonElement>("button", { name: action });
  expect(go.disabled).toBe(true);
  await userEvent.type(within(dialog).getByRole("textbox"), name);
  await userEvent.click(go);
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull()); // a closed one is still there for a moment
};

test("a key that was made is shown once with its line, and another made after it does not hide it", async () => {
  const server = serverWith([]);
  showApp(server, "#/keys");
  await screen.findByText(text.noneText);
  for (const name of ["Shop", "Blog"]) {
    await press(text.newKey);
    await userEvent.type(await screen.findByRole("textbox", { name: text.form.name }), name);
    await userEvent.type(screen.getByRole("textbox", { name: text.origins.label }), `${name}.example`);
    await press(text.form.make);
    expect(await screen.findByRole("heading", { name: text.made.title(name) })).toBe(document.activeElement);
  }
  expect(screen.getAllByText(/<script async src=.*data-key="ear_pub_a+"><\/script>/)).toHaveLength(2);
  expect(server.extensions.keys.map(({ allowedOrigins }) => allowedOrigins)).toEqual([
    ["Shop.example"],
    ["Blog.example"],
  ]);
  const [newest] = screen.getAllByRole("button", { name: text.made.kept });
  await userEvent.click(newest!);
  expect(screen.getByRole("heading", { name: text.made.title("Shop") })).toBeTruthy();
  expect(screen.queryByRole("heading", { name: text.made.title("Blog") })).toBeNull();
});

test("what a new key lacks is said at its field when it is to be made, the first such field has the focus, and no key comes of it", async () => {
  const server = serverWith([]);
  showApp(server, "#/keys");
  await press(text.newKey);
  await press(text.form.make);
  const name = await screen.findByRole("textbox", { name: text.form.name, description: /^.*tell it from others/ });
  expect([document.activeElement, name.ariaInvalid]).toEqual([name, "true"]);
  await userEvent.type(name, "Reports");
  expect(name.ariaInvalid).toBeNull();
  expect(screen.queryByText(text.form.nameMissing)).toBeNull();

  await userEvent.click(screen.getByRole("radio", { name: text.form.kinds.secret! }));
  const scopes = screen.getAllByRole<HTMLInputElement>("checkbox");
  for (const box of scopes) if (box.checked) await userEvent.click(box);
  await press(text.form.make);
  expect(await screen.findByText(text.form.scopesNone)).toBeTruthy();
  expect(document.activeElement).toBe(scopes[0]);

  await userEvent.click(screen.getByRole("radio", { name: text.form.otherProduct }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.product }), "Insighto");
  await press(text.form.make);
  expect(await screen.findByText(text.form.descriptionMissing)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: text.form.description }));
  expect(server.extensions.keys).toEqual([]);
  await userEvent.keyboard("The weekly one");
  await press(text.form.make);
  await screen.findByRole("heading", { name: text.made.title("Reports") });
});

test("each line of the allowed pages is told whether it can be used and why not, while it is written", async () => {
  showApp(serverWith(), "#/keys");
  await press(text.editOf("Shop pages"));
  const field = await screen.findByRole("textbox", { name: text.origins.label });
  expect(await screen.findByText(text.origins.fine(2))).toBeTruthy();
  await userEvent.type(field, "{Enter}shop.example/cart");
  expect(await screen.findByText(text.origins.bad)).toBeTruthy();
  expect(screen.getByText("has a path, and pages are not told apart by theirs")).toBeTruthy();
  await userEvent.clear(field);
  expect(await screen.findByText(text.origins.nobody)).toBeTruthy();
});

test("what another member changed meanwhile is told before it is replaced, and what was written stays", async () => {
  const server = serverWith();
  showApp(server, "#/keys");
  await press(text.editOf("Shop pages"));
  const name = await screen.findByRole("textbox", { name: text.form.name });
  await userEvent.type(name, " of today");
  server.extensions.keys[0]!.allowedOrigins = ["other.example"];
  await press(text.form.save);
  expect(await screen.findByText(text.form.conflict)).toBeTruthy();
  expect((name as HTMLInputElement).value).toBe("Shop pages of today");
  expect(server.extensions.keys[0]).toMatchObject({ name: "Shop pages", allowedOrigins: ["other.example"] });
  await press(text.form.theirs);
  await userEvent.type(name, "!");
  await press(text.form.save);
  await screen.findByRole("heading", { name: "Shop pages!" });
  expect(server.extensions.keys[0]).toMatchObject({ name: "Shop pages!", allowedOrigins: ["other.example"] });
});

test("what a secret key may do is changed by sets of scopes and one by one, and never to nothing", async () => {
  const server = serverWith([secretKey()]);
  showApp(server, "#/keys");
  await press(text.editOf("Nightly export"));
  await press(text.form.preset.agent);
  await userEvent.click(screen.getByRole("checkbox", { name: /^feedback:update|Change its status/ }));
  await press(text.form.save);
  await waitFor(() => expect(server.extensions.keys[0]?.scopes).toEqual(["feedback:read", "mcp"]));
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull()); // a closed one is still there for a moment
  await press(text.editOf("Nightly export"));
  for (const box of await screen.findAllByRole<HTMLInputElement>("checkbox"))
    if (box.checked) await userEvent.click(box);
  expect(screen.getByText(text.form.scopesNone)).toBeTruthy();
  expect((await screen.findByRole<HTMLButtonElement>("button", { name: text.form.save })).disabled).toBe(true);
});

test("a key that is replaced stands with its successor: until when it works, whether it is still used, and its end", async () => {
  const server = serverWith();
  showApp(server, "#/keys");
  await press(text.rotateOf("Shop pages"));
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: text.rotation.grace }), "604800");
  await press(text.rotation.action);
  expect(await screen.findByText(/It takes the place of Shop pages, which works until Oct 12, 2026/)).toBeTruthy();
  const old = await screen.findByRole("region", { name: text.rotation.old });
  expect(within(old).getByText(text.rotation.unused)).toBeTruthy();
  server.extensions.keys[0]!.lastUsedInGraceAt = "2026-10-05T12:00:00.000Z";
  expect(await within(old).findByText(text.rotation.stillUsed("just now"))).toBeTruthy();
  await press(text.rotation.finishOf("Shop pages"));
  await confirm("Shop pages", text.rotation.finish);
  await waitFor(() => expect(screen.queryByRole("region", { name: text.rotation.old })).toBeNull());
  expect(server.extensions.keys.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, false]);
});

test("a key can be replaced by one that works beside it until it is revoked", async () => {
  const server = serverWith();
  showApp(server, "#/keys");
  await press(text.rotateOf("Shop pages"));
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: text.rotation.grace }), "revoked");
  await press(text.rotation.action);
  expect(await screen.findByText(text.made.successorBeside("Shop pages"))).toBeTruthy();
  expect(server.extensions.keys.map(({ expiresAt, revokedAt }) => [expiresAt, revokedAt])).toEqual([
    [null, null],
    [null, null],
  ]);
});

test("a key is revoked once its name was written; it stands under the ended ones then, and can be deleted there", async () => {
  const server = serverWith();
  showApp(server, "#/keys");
  await press(text.revokeOf("Shop pages"));
  await confirm("Shop pages", text.revocation.action);
  await screen.findByText(text.revocation.done("Shop pages"));
  await userEvent.click(await screen.findByText(text.ended(1)));
  await press(text.removeOf("Shop pages"));
  await confirm("Shop pages", text.removal.action);
  await screen.findByText(text.removal.done("Shop pages"));
  expect(server.extensions.keys).toEqual([]);
});

test("a secret key that was seen in a browser is told above the room, with the way to rotate it at once", async () => {
  const server = serverWith([secretKey({ leakedAt: "2026-10-05T11:58:00.000Z", leakedFrom: "https://shop.example" })]);
  showApp(server, "#/keys");
  const alert = (await screen.findByText(text.leak.title("Nightly export"))).closest("[role=alert]");
  expect(alert?.textContent).toContain("of https://shop.example 2 minutes ago");
  await press(text.leak.action);
  expect((await screen.findByRole<HTMLSelectElement>("combobox", { name: text.rotation.grace })).value).toBe("0");
  await press(text.rotation.action);
  await waitFor(() => expect(screen.queryByText(text.leak.title("Nightly export"))).toBeNull());
});

test("the address of a page is tested by its origin, and the entry that would let it in is added by one press", async () => {
  const server = serverWith();
  showApp(server, "#/keys");
  const field = await screen.findByRole("textbox", { name: text.originTester.origin });
  await userEvent.type(field, "not an address{Enter}");
  expect(await screen.findByText(text.originTester.notOne)).toBeTruthy();
  await userEvent.clear(field);
  await userEvent.type(field, "https://blog.example/post?id=1{Enter}");
  await press(text.originTester.add("blog.example", "Shop pages"));
  expect(await screen.findByText(text.originTester.allowed("Shop pages", "blog.example"))).toBeTruthy();
  expect(server.extensions.keys[0]?.allowedOrigins).toEqual(["shop.example", "localhost", "blog.example"]);
});

test("a user token is told wrong in words; it stands in no address and no storage, and can be forgotten", async () => {
  const TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
  const reason = "It is for another app: its aud has to be this app's id.";
  showApp(serverWith([pageKey()], { secrets: [], token: tokenTest({ reason, claims: { sub: "user-1" } }) }), "#/keys");
  const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: text.tokenTester.token });
  await userEvent.type(field, TOKEN);
  await userEvent.click(within(field.closest("form")!).getByRole("button", { name: text.tokenTester.action }));
  expect(await screen.findByText(reason)).toBeTruthy();
  expect(screen.getByText(/"sub": "user-1"/)).toBeTruthy();
  expect(JSON.stringify([location.href, { ...sessionStorage }, { ...localStorage }])).not.toContain("eyJ");
  await press(text.tokenTester.forget);
  expect(field.value).toBe("");
  expect(screen.queryByText(reason)).toBeNull();
});

test("two signing secrets live at once, the new one shown once with its kid; the old one is retired by its name", async () => {
  const OLD = { id: "68e25d00000000000000f001", createdAt: "2026-09-01T12:00:00.000Z", lastUsedAt: null };
  const more = { ...known(), secrets: [OLD] };
  showApp(serverWith([pageKey()], more), "#/keys");
  await press(text.secrets.add);
  expect(await screen.findByText("s".repeat(43))).toBeTruthy();
  await screen.findByText(text.secrets.most);
  await press(text.secrets.retireOf(OLD.id));
  await confirm(OLD.id, text.secrets.retireAction);
  await waitFor(() => expect(screen.queryByRole("button", { name: text.secrets.retireOf(OLD.id) })).toBeNull());
  expect(screen.getByText("s".repeat(43))).toBeTruthy();
  expect(more.secrets.map(({ id }) => id)).not.toContain(OLD.id);
});

test("keys of extensions stand apart, with the way to where they are connected", async () => {
  showApp(serverWith([pageKey(), exampleKey({ id: "68e25d00000000000000e002" })]), "#/keys");
  const section = (await screen.findByRole("heading", { name: text.extensions })).closest("section")!;
  expect(within(section).getByRole("heading", { name: "Chrome extension of Bo" })).toBeTruthy();
  await userEvent.click(within(section).getByRole("button", { name: text.extensionsOpen }));
  expect(await screen.findByRole("dialog", { name: TEXT.extensions.title })).toBeTruthy();
});

test("an app is made, chosen, and deleted once its name was written; members below admin have no such room", async () => {
  const { text: apps } = await import("../apps/text.ts");
  const server = serverWith();
  const { unmount } = showApp(server, "#/keys");
  await press(apps.make);
  await press(apps.makeTitle);
  expect(await screen.findByText(apps.nameMissing)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: apps.name }));
  await userEvent.keyboard("Tea Shop");
  await press(apps.makeTitle);
  await screen.findByText(apps.made("Tea Shop"));
  await waitFor(() =>
    expect((screen.getByRole("combobox", { name: apps.app }) as HTMLSelectElement).selectedOptions[0]?.text).toBe(
      "Tea Shop",
    ),
  );
  expect(screen.getByText(text.noneText)).toBeTruthy();
  await press(apps.remove);
  await confirm("Tea Shop", apps.removeAction);
  await button(text.editOf("Shop pages"));
  expect(server.extensions.apps.map(({ name }) => name)).toEqual(["Mug Shop"]);
  unmount();
  server.member = { right: "triager" };
  showApp(server, "#/keys");
  await screen.findByText(TEXT.navigation.notHere);
});

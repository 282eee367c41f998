import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach } from "vitest";
import { exampleApp, exampleKey } from "../testing/example-extensions.ts";
import { bridgeKey, keysAnswers, pageKey, personalKey, secretKey, tokenTest } from "../testing/example-keys.ts";
import type { ExampleServer } from "../testing/example-server.ts";
import { judgeViews } from "../testing/judge-views.tsx";
import { text } from "./text.ts";

const SECRET = { id: "68e25d00000000000000f001", createdAt: "2026-09-01T12:00:00.000Z", lastUsedAt: null };
const KEYS = [
  pageKey({ replacedBy: "68e25d00000000000000e005", expiresAt: "2026-10-09T12:00:00.000Z" }),
  pageKey({ id: "68e25d00000000000000e005", createdAt: "2026-10-05T11:00:00.000Z", allowedOrigins: ["*"] }),
  secretKey({ leakedAt: "2026-10-05T11:58:00.000Z" }),
  pageKey({ id: "68e25d00000000000000e006", name: "Old pages", revokedAt: "2026-10-01T12:00:00.000Z" }),
  exampleKey({ id: "68e25d00000000000000e007" }),
  bridgeKey(),
  personalKey(),
];
const keys = (): Partial<ExampleServer> => ({
  extensions: {
    apps: [exampleApp(), exampleApp({ id: "68e25d00000000000000a002", name: "Tea Shop" })],
    codes: [],
    keys: structuredClone(KEYS),
  },
  rooms: [
    keysAnswers({
      secrets: [SECRET],
      token: tokenTest({ reason: "It has expired.", claims: { sub: "user-1" } }),
    }),
  ],
});
beforeEach(() => sessionStorage.clear()); // no draft of another view
const press = async (name: string) => userEvent.click((await screen.findAllByRole("button", { name }))[0]!);

/** A key was just made, an origin and a token were tried. */
const atWork = async () => {
  await press(text.newKey);
  const name = await screen.findByRole("textbox", { name: text.form.name });
  await userEvent.type(name, "Blog");
  await press(text.form.make);
  await screen.findByRole("heading", { name: text.made.title("Blog") });
  await userEvent.type(screen.getByRole("textbox", { name: text.originTester.origin }), "other.example{Enter}");
  await screen.findAllByRole("button", { name: text.originTester.add("other.example", "Shop pages") });
  await userEvent.type(screen.getByRole("textbox", { name: text.tokenTester.token }), "a.b.c");
  await userEvent.click((await screen.findAllByRole("button", { name: text.tokenTester.action })).at(-1)!);
  await screen.findByText("It has expired.");
};

judgeViews({
  keys: [keys(), "#/keys", () => screen.findByText(text.leak.title("Nightly export"))],
  "keys at work": [keys(), "#/keys", atWork],
  "new secret key": [
    keys(),
    "#/keys",
    async () => {
      await press(text.newKey);
      await userEvent.click(await screen.findByRole("radio", { name: text.form.kinds.secret! }));
      await screen.findByText(text.scope.mcp);
    },
  ],
  "new key that lacks a name and scopes": [
    keys(),
    "#/keys",
    async () => {
      await press(text.newKey);
      await userEvent.click(await screen.findByRole("radio", { name: text.form.kinds.secret! }));
      for (const box of screen.getAllByRole<HTMLInputElement>("checkbox")) if (box.checked) await userEvent.click(box);
      await press(text.form.make);
      await screen.findByText(text.form.scopesNone);
    },
  ],
  "new key for another product": [
    keys(),
    "#/keys",
    async () => {
      await press(text.newKey);
      await userEvent.click(await screen.findByRole("radio", { name: text.form.otherProduct }));
      await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.product }), "Composite");
      await userEvent.click(await screen.findByRole("radio", { name: text.form.kinds["composite-secret"]! }));
      await screen.findByText(text.scope["billing:read"]);
    },
  ],
  "a second key where there is one": [
    keys(),
    "#/keys",
    async () => {
      await press(text.newKey);
      await userEvent.type(await screen.findByRole("textbox", { name: text.form.name }), "Another");
      await userEvent.click(await screen.findByRole("radio", { name: text.form.otherProduct }));
      await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.product }), "ProductBridge");
      await press(text.form.make);
      await screen.findByText(text.form.taken);
    },
  ],
  "new personal key": [
    keys(),
    "#/keys",
    async () => {
      await press(text.newKey);
      await userEvent.click(await screen.findByRole("radio", { name: text.form.otherProduct }));
      await userEvent.selectOptions(screen.getByRole("combobox", { name: text.form.product }), "Insighto");
      await screen.findByRole("textbox", { name: text.form.description });
    },
  ],
  "showing a key": [
    keys(),
    "#/keys",
    async () => {
      await press(text.showOf("Sync of the roadmap"));
      await screen.findByText(/^pb_b+$/);
    },
  ],
  "editing a key": [
    keys(),
    "#/keys",
    async () => {
      await press(text.editOf("Shop pages"));
      await screen.findByText(text.origins.star);
    },
  ],
  "rotating a key": [
    keys(),
    "#/keys",
    async () => {
      await press(text.rotateOf("Shop pages"));
      await screen.findByRole("combobox", { name: text.rotation.grace });
    },
  ],
});

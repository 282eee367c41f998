import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { exampleApp, exampleCode, exampleKey } from "./testing/example-extensions.ts";
import { fullRecord } from "./testing/example-record.ts";
import { type ExampleServer, exampleServer } from "./testing/example-server.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";

const record = fullRecord();
const other = fullRecord({ id: "68e25d000000000000000000", category: null, customerName: null, tags: ["a", "b", "c"] });

const heading = (name: string) => () => screen.findByRole("heading", { name });
const EXTENSIONS = {
  apps: [exampleApp(), exampleApp({ id: "68e25d00000000000000a002", name: "Tea Shop" })],
  codes: [exampleCode()],
  keys: [exampleKey(), exampleKey({ id: "68e25d00000000000000e002", name: "Firefox extension of Cleo" })],
};
/** A link was just made, and somebody is about to be cut off. */
const extensionsAtWork = async () => {
  const menu = await screen.findByRole("button", { name: TEXT.navigation.open }).catch(() => undefined);
  if (menu) await userEvent.click(menu); // on a phone
  await userEvent.click(await screen.findByRole("button", { name: TEXT.extensions.button }));
  await userEvent.type(await screen.findByRole("textbox", { name: TEXT.extensions.name }), "Dan{Enter}");
  await screen.findByRole("heading", { name: TEXT.extensions.made("Dan") });
  await userEvent.click(screen.getByRole("button", { name: TEXT.extensions.revokeOf("Chrome extension of Bo") }));
};
/** Each view: what the server is like, where the page is opened, and what shows that the view is there. */
const VIEWS: Record<string, [Partial<ExampleServer>, string, () => Promise<unknown>]> = {
  list: [{ records: [record, other] }, "", () => screen.findByText(TEXT.detail.none)],
  record: [{ records: [record, other] }, `#${record.id}`, () => screen.findByRole("article")],
  empty: [{}, "", heading(TEXT.empty.title)],
  "signed out": [{ signedIn: false }, "", heading(TEXT.session.out.title)],
  "refused link": [{ signedIn: false }, "#sign-in=used", heading(TEXT.session.link.title)],
  "connect link": [{}, "#connect=7K2M-9XQT-4HBD-W3FA", heading(TEXT.connect.title)],
  extensions: [{ records: [record], extensions: structuredClone(EXTENSIONS) }, "", extensionsAtWork],
  failure: [{ fault: "internal_error" }, "", heading(TEXT.session.failed)],
  missing: [{ records: [record] }, "#000000000000000000000009", heading(TEXT.detail.missing)],
};

type Protocol = { send(method: string, parameters: object): Promise<unknown> };
const prefer = (features: Record<string, string>) =>
  (cdp() as unknown as Protocol).send("Emulation.setEmulatedMedia", {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
afterEach(() => prefer({}));

const violations = async () => {
  const { violations } = await axe.run("#console");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join("\n")}`);
};

describe.each(["light", "dark"])("in %s colours axe finds nothing", (scheme) => {
  test.each(Object.keys(VIEWS))("in the view: %s", async (view) => {
    const [server, fragment, there] = VIEWS[view]!;
    // Without motion: colours on their way from one to the other are no colours to judge.
    await prefer({ "prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce" });
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.viewport(width, height);
      const { unmount } = showApp(exampleServer(server), fragment);
      if (view !== "list" || width > 900) await there();
      else await screen.findAllByRole("link");
      for (const details of document.querySelectorAll("details")) details.open = true;
      expect(getComputedStyle(document.documentElement).colorScheme).toBe("light dark");
      expect(matchMedia(`(prefers-color-scheme: ${scheme})`).matches).toBe(true);
      expect(await violations()).toEqual([]);
      unmount();
    }
  });
});

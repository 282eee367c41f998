import axe from "axe-core";
import { afterEach, describe, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { type ExampleServer, exampleServer } from "./example-server.ts";
import { showApp } from "./show-app.tsx";

/** A view of a room: what the server is like, where it is, and what shows that it is there; that may press what leads to it. */
export type View = [server: () => Partial<ExampleServer>, fragment: string, there: () => Promise<unknown>];

type Protocol = { send(method: string, parameters: object): Promise<unknown> };
const prefer = (features: Record<string, string>) =>
  (cdp() as unknown as Protocol).send("Emulation.setEmulatedMedia", {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });

const violations = async () => {
  const { violations } = await axe.run("#console");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join("\n")}`);
};

const SIZES = [
  [1280, 800],
  [390, 844],
  [320, 640],
] as const;

/** Each view in light and dark, on a desktop and on phones: axe finds nothing, and nothing is wider than the window. */
export const axeOfViews = (views: Record<string, View>): void => {
  afterEach(() => prefer({}));
  describe.each(["light", "dark"])("in %s colours axe finds nothing", (scheme) => {
    test.each(Object.keys(views))("in the view: %s", async (name) => {
      const [server, fragment, there] = views[name] as View;
      // Without motion: colours on their way from one to the other are no colours to judge.
      await prefer({ "prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce" });
      for (const [width, height] of SIZES) {
        sessionStorage.clear();
        await page.viewport(width, height);
        const { unmount } = showApp(exampleServer(server()), fragment);
        await there();
        for (const details of document.querySelectorAll("details")) details.open = true;
        expect(await violations()).toEqual([]);
        const main = document.querySelector("main");
        expect(main?.scrollWidth).toBeLessThanOrEqual(main?.clientWidth ?? 0);
        unmount();
      }
    });
  });
};

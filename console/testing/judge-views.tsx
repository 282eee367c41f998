import { screen } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, describe, expect, test } from "vitest";
import { cdp, page } from "vitest/browser";
import { type ExampleServer, exampleServer } from "./example-server.ts";
import { showApp } from "./show-app.tsx";

/** A view: what the server is like, where the page is opened, and what shows that the view is there. */
export type View = [Partial<ExampleServer>, string, () => Promise<unknown>];

type Protocol = { send(method: string, parameters: object): Promise<unknown> };
const prefer = (features: Record<string, string>) =>
  (cdp() as unknown as Protocol).send("Emulation.setEmulatedMedia", {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });

const violations = async () => {
  const { violations } = await axe.run("#console");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join("\n")}`);
};

/** Axe finds nothing in any of these views, in light and in dark, on a screen and on a phone. */
export const judgeViews = (views: Record<string, View>): void => {
  afterEach(() => prefer({}));
  describe.each(["light", "dark"])("in %s colours axe finds nothing", (scheme) => {
    test.each(Object.keys(views))("in the view: %s", async (view) => {
      const [server, fragment, there] = views[view]!;
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
};

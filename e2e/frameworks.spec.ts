import { expect } from "@playwright/test";
import { html, RECORDER } from "./fixtures/host-site.ts";
import { isAlone, message, open, panel, records, scriptTag, send, sent, test } from "./fixtures/host-test.ts";

/* Frameworks that take a page over which a server has rendered, late: the widget is there before them. */

const FRAMEWORKS = { react: "jsx", vue: "js", svelte: "js" };

for (const [name, ending] of Object.entries(FRAMEWORKS))
  test(`${name} takes over a page with an open form, finds nothing wrong with it, and leaves form and draft alone`, async ({
    page,
    stub,
    site,
    built,
  }) => {
    const [client] = await built(`frameworks/${name}/client.${ending}`);
    const [server] = await built(`frameworks/${name}/server.${ending}`, { ssr: true });
    const code = Buffer.from(server?.text ?? "").toString("base64");
    const { render } = (await import(`data:text/javascript;base64,${code}`)) as { render(): string | Promise<string> };
    const text = await render();
    const head = `${RECORDER}${scriptTag(stub)}<script type="module" src="/client.js"></script>`;
    const { url } = await site((path) =>
      path === "/client.js" ? client : html(`<!doctype html>${text.replace("</head>", `${head}</head>`)}`),
    );
    await page.goto(`${url}/first`);
    await open(page);
    await page.keyboard.type("half a thought");
    await page.evaluate("hydrate()");
    await page.getByRole("button", { name: "Pressed 0", includeHidden: true }).evaluate((button) => {
      (button as HTMLElement).click();
    });
    await expect(page.getByRole("button", { name: "Pressed 1", includeHidden: true })).toBeAttached();
    expect(await page.evaluate("complaints")).toEqual([]);
    await expect(message(page)).toBeFocused();
    await expect(message(page)).toHaveValue("half a thought");
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await isAlone(page);
    await page.getByRole("button", { name: "Next page" }).click();
    await open(page);
    await expect(message(page)).toHaveValue("half a thought");
    await send(page);
    await sent(page);
    expect(await records(stub)).toMatchObject([
      { content: "half a thought", pageUrl: `${url}/next?tab=2`, pageTitle: "Next page" },
    ]);
    await page.keyboard.press("Escape");
    await isAlone(page);
  });

import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium } from "../build/executable.ts";
import { builtWidget, openSite, type SiteOptions } from "./testing/site.ts";

const KEY = `ear_pub_${"a".repeat(49)}`;
const tag = (server: string, more = "") =>
  `<script async src="${server}/earshot.js" data-key="${KEY}" ${more}></script>`;

let browser: Browser;
beforeAll(async () => {
  await builtWidget("earshot.js");
  const executablePath = findChromium();
  browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS });
}, 60_000);
afterAll(() => browser.close());

/** A page of another origin with the tag in it, in a browser profile of its own. */
const visit = async (
  options: Partial<SiteOptions>,
  use: (page: Page, site: Awaited<ReturnType<typeof openSite>>) => Promise<void>,
) => {
  await using site = await openSite({ head: (server) => tag(server), ...options });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      document.addEventListener("securitypolicyviolation", (event) => reports.push(event.violatedDirective));
    });
    await page.goto(site.url);
    await use(page, site);
  } finally {
    await context.close();
  }
};
const launcher = (page: Page) => page.getByRole("button", { name: "Feedback", exact: true });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Send feedback" });
const sendMessage = async (page: Page, text: string) => {
  await page.getByLabel("Your message").fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
};

test("a page pays for the launcher alone, nothing is stored, and one press opens the form to write in", async () => {
  await visit({}, async (page, { paths }) => {
    await launcher(page).waitFor();
    expect(paths).toEqual(["/earshot.js"]);
    const storage = () =>
      page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length, document.cookie]);
    expect(await storage()).toEqual([0, 0, ""]);
    await launcher(page).click();
    await dialog(page).waitFor();
    expect(paths).toEqual(["/earshot.js", expect.stringMatching(/^\/assets\/panel-[\w-]+\.js$/)]);
    await page.keyboard.type("I can write");
    expect(await page.getByLabel("Your message").inputValue()).toBe("I can write");
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    expect(
      await launcher(page).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
    ).toBe(true);
  });
});

test("the form is fetched as soon as somebody is about to press", async () => {
  await visit({}, async (page, { paths }) => {
    await launcher(page).hover();
    await expect.poll(() => paths.length).toBe(2);
    expect(await dialog(page).count()).toBe(0);
  });
});

test("the tag twice is one launcher", async () => {
  await visit({ head: (server) => tag(server) + tag(server) }, async (page) => {
    await launcher(page).waitFor();
    await page.waitForTimeout(200);
    expect(await page.locator("earshot-widget").count()).toBe(1);
  });
});

test("calls that were queued before the script came are played in order, and push works afterwards too", async () => {
  const before = `<script>
    window.heard = [];
    window.Earshot = [];
    for (const type of ["ready", "open", "sent"]) Earshot.push(["on", type, (event) => heard.push(event.type)]);
    Earshot.push(["identify", { name: "Ann", email: "ann@example.com" }]);
    Earshot.push(["setMetadata", { plan: "pro" }]);
  </script>`;
  await visit(
    { head: (server) => before + tag(server, 'data-launcher="none" data-tags="beta"') },
    async (page, { state }) => {
      await page.waitForFunction("heard.includes('ready')");
      await page.evaluate("Earshot.push(['open', { content: 'Hello' }])");
      await dialog(page).waitFor();
      expect(await launcher(page).count()).toBe(0);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("Thank you").waitFor();
      expect(state.received).toMatchObject([
        {
          content: "Hello",
          customerName: "Ann",
          customerEmail: "ann@example.com",
          metadata: { plan: "pro" },
          tags: ["beta"],
        },
      ]);
      expect(await page.evaluate("heard")).toEqual(["ready", "open", "sent"]);
    },
  );
});

test("any element of the page can open the form, also one that came later", async () => {
  await visit({}, async (page) => {
    await launcher(page).waitFor();
    await page.evaluate(() => {
      const link = document.createElement("p");
      link.innerHTML = "<span>Tell us</span>";
      link.dataset.earshotOpen = "";
      document.body.append(link);
    });
    await page.getByText("Tell us").click();
    await dialog(page).waitFor();
  });
});

test("destroyed, nothing is left; started again, it is there", async () => {
  await visit({}, async (page) => {
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.evaluate("Earshot.destroy()");
    expect(await page.locator("earshot-widget").count()).toBe(0);
    await page.evaluate("Earshot.init({ theme: 'dark' })");
    await launcher(page).click();
    await dialog(page).waitFor();
  });
});

test("without a publishable key there is no launcher and one line that says why", async () => {
  const head = (server: string) => `<script async src="${server}/earshot.js" data-key="ear_sk_secret"></script>`;
  await visit({ head }, async (page) => {
    const warned = page.waitForEvent("console");
    await page.reload();
    expect((await warned).text()).toMatch(/publishable key/);
    expect(await page.locator("earshot-widget").count()).toBe(0);
  });
});

test("a panel that cannot be fetched is said on the launcher, and the next press tries again", async () => {
  let broken = true;
  const tamper = (path: string, code: string) =>
    broken && path.includes("panel") ? "throw new Error('broken')" : code;
  await visit({ tamper }, async (page) => {
    await launcher(page).click();
    broken = false;
    await page.getByRole("button", { name: "Could not load, try again" }).waitFor();
  });
});

test("what an earlier visit left is sent by the next page, before anybody opens the form", async () => {
  await visit({}, async (page, { state, paths }) => {
    state.offline = true;
    await launcher(page).click();
    await sendMessage(page, "written in a tunnel");
    await page.getByText("Saved, will be sent").waitFor();
    state.offline = false;
    await page.waitForTimeout(1_200); // its first wait is at most a second
    await page.reload();
    await expect.poll(() => state.received.length, { timeout: 10_000 }).toBe(1);
    expect(state.received[0]).toMatchObject({ content: "written in a tunnel" });
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
    paths.length = 0;
    await page.reload();
    await launcher(page).waitFor();
    expect(paths).toEqual(["/earshot.js"]);
  });
});

const STRICT = (server: string) =>
  `default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'self'; connect-src ${server}; require-trusted-types-for 'script'; trusted-types 'none'`;
const nonced = (server: string) => `<script async nonce="n" src="${server}/earshot.js" data-key="${KEY}"></script>`;

test("under a strict policy and Trusted Types the whole way works, styled, without one report", async () => {
  await visit({ policy: STRICT, head: nonced }, async (page, { state }) => {
    await launcher(page).click();
    await dialog(page).waitFor();
    expect(await dialog(page).evaluate((panel) => getComputedStyle(panel).borderRadius)).toBe("16px");
    await sendMessage(page, "strict");
    await page.getByText("Thank you").waitFor();
    expect(state.received).toMatchObject([{ content: "strict" }]);
    expect(await page.evaluate("reports")).toEqual([]);
  });
});

test("where Trusted Types forbid the screenshot a sentence says so and the form still sends", async () => {
  await visit({ policy: STRICT, head: nonced }, async (page, { state }) => {
    await launcher(page).click();
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await page.getByText("No screenshot could be taken here").waitFor();
    await sendMessage(page, "without a picture");
    await page.getByText("Thank you").waitFor();
    expect(state.received[0]).not.toHaveProperty("screenshotDataUrl");
  });
});

/** A page that pins the loader as `integrity.json` says. */
const pinned = async (server: string) => {
  const table = JSON.parse((await builtWidget("integrity.json")).toString()) as Record<string, string>;
  const [src, integrity] = Object.entries(table).find(([path]) => path.startsWith("assets/earshot-")) ?? [];
  return `<script async src="${server}/${src}" integrity="${integrity}" crossorigin data-key="${KEY}"></script>`;
};

test("a pinned loader runs its chunks as they were built", async () => {
  await visit({ head: pinned }, async (page) => {
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await page.getByRole("img", { name: "Screenshot of this page" }).waitFor();
  });
});

test.each(["panel", "html2canvas"])("a pinned loader does not run a %s that somebody changed", async (name) => {
  const tamper = (path: string, code: string) => (path.includes(name) ? `window.tampered = true;${code}` : code);
  await visit({ head: pinned, tamper }, async (page) => {
    await launcher(page).click();
    if (name === "panel") await page.getByRole("button", { name: "Could not load, try again" }).waitFor();
    else {
      await page.getByRole("button", { name: "Add a screenshot" }).click();
      await page.getByText("No screenshot could be taken here").waitFor();
    }
    expect(await page.evaluate(() => "tampered" in window)).toBe(false);
  });
});

test("the loader that changes with every release refuses to be pinned", async () => {
  const head = (server: string) =>
    builtWidget("earshot.js").then(async (code) => {
      const hash = (await import("node:crypto")).createHash("sha256").update(code).digest("base64");
      return tag(server, `integrity="sha256-${hash}" crossorigin`);
    });
  await visit({ head }, async (page) => {
    const warned = page.waitForEvent("console");
    await page.reload();
    expect((await warned).text()).toMatch(/pin assets\/earshot-[\w-]{8}\.js/);
    expect(await page.locator("earshot-widget").count()).toBe(0);
  });
});

const HOSTILE = `<style>
  *, *::before, *::after { all: revert !important; font-size: 40px !important; display: none !important; }
  html, body, earshot-widget { display: block !important; opacity: .5 !important; transform: scale(2) !important; }
  button, dialog, input, textarea, form, label { color: red !important; background: lime !important; border: 9px solid !important; }
</style>`;

test("whatever the page's style sheet says, launcher and form keep every pixel", async () => {
  const pictures: Buffer[][] = [];
  for (const style of ["", HOSTILE])
    await visit({ head: (server) => style + tag(server, 'data-theme="light"') }, async (page) => {
      await launcher(page).waitFor();
      const button = await launcher(page).screenshot({ animations: "disabled" });
      await launcher(page).click();
      await page.getByLabel("Your message").waitFor();
      await page.mouse.move(0, 0);
      pictures.push([button, await dialog(page).screenshot({ animations: "disabled", caret: "hide" })]);
    });
  expect(pictures[1]?.map((one, index) => one.equals(pictures[0]![index]!))).toEqual([true, true]);
}, 20_000);

test("what some script has put on every object's prototype sends no feedback elsewhere", async () => {
  await using evil = await openSite({ head: () => "" });
  const { origin } = new URL(evil.url);
  const head = (server: string) =>
    `<script>Object.prototype.server = "${origin}"; Object.prototype.launcher = "none";</script>${tag(server)}`;
  await visit({ head }, async (page, { state }) => {
    await launcher(page).click();
    await sendMessage(page, "for us alone");
    await page.getByText("Thank you").waitFor();
    expect(state.received).toMatchObject([{ content: "for us alone" }]);
    expect(evil.paths.filter((path) => path.startsWith("/v1"))).toEqual([]);
  });
});

test("queued calls that make no sense are skipped with one warning, and the others are played", async () => {
  const before = `<script>
    window.heard = [];
    window.Earshot = [null, 7, ["nope"], {}, ["on", "ready", (event) => heard.push(event.type)], [], ["open", { content: "Hello" }]];
  </script>`;
  await visit({ head: (server) => before + tag(server) }, async (page) => {
    await dialog(page).waitFor();
    expect(await page.evaluate("heard")).toEqual(["ready"]);
    const warnings: string[] = [];
    page.on("console", (message) => warnings.push(message.text()));
    await page.reload();
    await dialog(page).waitFor();
    expect(warnings).toEqual([expect.stringMatching(/^\[earshot\]/)]);
  });
});

test("in a sandbox that forbids forms a message is sent all the same, by press and by key", async () => {
  const policy = () => "sandbox allow-scripts allow-same-origin";
  await visit({ policy }, async (page, { state }) => {
    await launcher(page).click();
    await sendMessage(page, "by press");
    await page.getByText("Thank you").waitFor();
    await page.getByRole("button", { name: "Send another" }).click();
    await page.getByLabel("Your message").fill("by key");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Thank you").waitFor();
    await page.getByRole("button", { name: "Send another" }).click();
    await page.getByLabel("Your message").fill("from a field");
    await page.getByLabel("E-mail").press("Enter");
    await page.getByText("Thank you").waitFor();
    expect(state.received.map(({ content }) => content)).toEqual(["by press", "by key", "from a field"]);
  });
});

test("a page's policy that blocks our server is told at once, to the visitor and to the developer, once", async () => {
  const policy = (server: string) => `connect-src 'self'; script-src 'unsafe-inline' ${server}`;
  await visit({ policy }, async (page, { state }) => {
    const lines: string[] = [];
    page.on("console", (message) => message.text().startsWith("[earshot]") && lines.push(message.text()));
    await launcher(page).click();
    await sendMessage(page, "blocked");
    await page.getByText("Not sent yet").waitFor();
    await page.getByText("The rules of this site").waitFor();
    expect(await page.getByText("by itself").count()).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/connect-src/)]);
    expect(state.received).toEqual([]);
  });
});

const MODAL = `<button onclick="mine.showModal()">Their dialog</button>
  <dialog id="mine"><p>Theirs</p><button onclick="mine.close()">Close theirs</button></dialog>
  <dialog id="inner"><button onclick="inner.close()">Close inner</button></dialog>
  <script>
    // As many dialogs do: a press beside the box closes it.
    mine.onclick = ({ clientX, clientY }) => {
      const { left, right, top, bottom } = mine.getBoundingClientRect();
      if (clientX < left || clientX > right || clientY < top || clientY > bottom) mine.close();
    };
  </script>`;
const isOpen = (page: Page, id: string) => page.evaluate(`${id}.open && ${id}.matches(":modal")`);
const launcherHasFocus = (page: Page) =>
  expect
    .poll(() => launcher(page).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button))
    .toBe(true);

test("while a dialog of the page is open the form opens above it, and closed gives the focus back to where it was", async () => {
  await visit({ body: MODAL }, async (page, { state }) => {
    await page.getByRole("button", { name: "Their dialog" }).click();
    await launcher(page).click();
    await sendMessage(page, "about this dialog");
    await page.getByText("Thank you").waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    await launcherHasFocus(page);
    expect(await isOpen(page, "mine")).toBe(true);
    expect(state.received).toMatchObject([{ content: "about this dialog" }]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate("mine.open")).toBe(false);
    await expect
      .poll(() => page.evaluate("document.querySelector('earshot-widget').parentNode === document.documentElement"))
      .toBe(true);
    await launcher(page).click();
    await dialog(page).waitFor();
  });
});

test("a dialog of the page that closes, or goes, under the open form takes neither it nor the launcher along", async () => {
  for (const end of ["mine.close()", "mine.remove()"])
    await visit({ body: MODAL }, async (page) => {
      await page.getByRole("button", { name: "Their dialog" }).click();
      await launcher(page).click();
      await page.getByLabel("Your message").fill("half a thought");
      await page.evaluate(end);
      await expect.poll(() => dialog(page).evaluate((panel) => panel.matches(":modal"))).toBe(true);
      await dialog(page).waitFor();
      expect(await page.getByLabel("Your message").inputValue()).toBe("half a thought");
      await page.keyboard.press("Escape");
      await launcher(page).click();
      await dialog(page).waitFor();
    });
}, 20_000);

test("in a dialog over a dialog it works as well; destroyed, nothing is left in either", async () => {
  await visit({ body: MODAL }, async (page) => {
    const before = await page.evaluate("mine.outerHTML + inner.outerHTML");
    await page.evaluate("mine.showModal(); inner.showModal()");
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Close inner" }).click();
    await launcher(page).click();
    await dialog(page).waitFor();
    await page.evaluate("Earshot.destroy()");
    await page.waitForTimeout(100);
    expect(await page.locator("earshot-widget").count()).toBe(0);
    expect((await page.evaluate<string>("mine.outerHTML + inner.outerHTML")).replaceAll(' open=""', "")).toBe(before);
  });
});

import { expect, test } from "vitest";
import { builtWidget } from "./testing/site.ts";
import { browserOfFile, dialog, KEY, launcher, sendMessage, tag, visit } from "./testing/visit.ts";

browserOfFile();

test("a page pays for the launcher alone, nothing is stored, and one press opens the form to write in", async () => {
  await visit({}, async (page, { paths }) => {
    await launcher(page).waitFor();
    expect(paths).toEqual(["/earshot.js"]);
    const storage = () =>
      page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length, document.cookie]);
    expect(await storage()).toEqual([0, 0, ""]);
    await launcher(page).click();
    await dialog(page).waitFor();
    expect(paths[0]).toBe("/earshot.js");
    // Side by side, not one after the other.
    expect(paths.slice(1, 3).sort()).toEqual(
      ["launcher", "panel"].map((name) => expect.stringMatching(new RegExp(`^/assets/${name}-[\\w-]+\\.js$`))),
    );
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
    await expect.poll(() => paths.some((path) => path.includes("/panel-"))).toBe(true);
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
  let isAway = true;
  const tamper = (path: string, code: string) => (isAway && path.includes("panel") ? undefined : code);
  await visit({ tamper }, async (page) => {
    await launcher(page).click();
    await page.getByRole("button", { name: "Could not load, try again" }).waitFor();
    isAway = false;
    await page.getByRole("button", { name: "Could not load, try again" }).click();
    await page.getByRole("dialog").waitFor({ timeout: 10_000 });
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

test("under Trusted Types a picture is taken and sent too, without one report", async () => {
  await visit({ policy: STRICT, head: nonced }, async (page, { state }) => {
    await launcher(page).click();
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await page.getByRole("img", { name: "Screenshot of this page" }).waitFor();
    await sendMessage(page, "with a picture");
    await page.getByText("Thank you").waitFor();
    expect(state.received[0]).toHaveProperty("screenshotDataUrl");
    expect(await page.evaluate("reports")).toEqual([]);
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

/** What a picture is drawn with: where the page's own rules allow it, and elsewhere. */
const ENGINES = ["renderer", "html2canvas"];
test.each(["panel", "engine"])("a pinned loader runs no %s that somebody changed", async (name) => {
  const isChanged = (path: string) => (name === "panel" ? [name] : ENGINES).some((one) => path.includes(one));
  const tamper = (path: string, code: string) => (isChanged(path) ? `window.tampered = true;${code}` : code);
  await visit({ head: pinned, tamper }, async (page) => {
    await launcher(page).click();
    if (name === "panel") await page.getByRole("button", { name: "Could not load, try again" }).waitFor();
    else {
      await page.getByRole("button", { name: "Add a screenshot" }).click();
      await page.getByText("A part of this form could not be loaded").waitFor();
    }
    expect(await page.evaluate(() => "tampered" in window)).toBe(false);
  });
});

test("the loader that changes with every release does nothing where it is pinned: it would load what nobody verifies", async () => {
  const head = (server: string) =>
    builtWidget("earshot.js").then(async (code) => {
      const hash = (await import("node:crypto")).createHash("sha256").update(code).digest("base64");
      return tag(server, `integrity="sha256-${hash}" crossorigin`);
    });
  await visit({ head }, async (page, { paths }) => {
    await page.evaluate("document.body.dataset.earshotOpen = ''; document.body.click()");
    await page.waitForTimeout(200);
    expect(paths).toEqual(["/earshot.js"]);
    expect(await page.evaluate("[document.querySelectorAll('earshot-widget').length, typeof Earshot]")).toEqual([
      0,
      "undefined",
    ]);
  });
});

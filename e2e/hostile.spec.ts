import { expect, type Page } from "@playwright/test";
import { type Host, type HostileSite, PATCHED, POLICIES, type Sent, STYLED } from "./fixtures/hostile-site.ts";
import { dialogOf, differences, messageOf, openOn, test, type Visit, visit } from "./fixtures/hostile-visit.ts";

/** What a request may differ in: its own key, and what the browser says of itself. */
const comparable = ({ url, headers, body }: Sent) => {
  const { "idempotency-key": key, referer: _, connection: __, ...rest } = headers;
  return { url, body, headers: { ...rest, "idempotency-key": /^[\da-f-]{36}$/.test(String(key)) } };
};

/** What a page enlarges as a whole it enlarges with us: then all of ours is to be on the screen. */
const ENLARGED = "zoomed";
/** Between a key that closes and its coming up these pages have taken the focus, or kept it: so the second is their own. */
const FOCUS_TAKEN = /focus-trap|copy-protection/;

const expectOnScreen = ({ boxes }: Visit, size: { width: number; height: number } | null) => {
  for (const box of boxes) {
    expect(Math.min(box?.x ?? -1, box?.y ?? -1)).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(size?.width ?? 0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size?.height ?? 0);
  }
};

const asOnACleanPage =
  (host: Host) =>
  async ({ page, site, clean }: { page: Page; site: HostileSite; clean: Visit }) => {
    const seen = await visit(page, site, host);
    expect(seen.errors).toEqual([]);
    expect(seen.violations).toEqual([]);
    expect(seen.keys.filter((key) => !FOCUS_TAKEN.test(host.patched ?? "") || !key.endsWith("keyup Escape"))).toEqual(
      [],
    );
    expect(seen.sent.map(comparable)).toEqual(clean.sent.map(comparable));
    expect(seen.sent.map(({ body }) => body)).toEqual([seen.shown]);
    expectOnScreen(seen, page.viewportSize());
    if (host.styled !== ENLARGED) {
      expect(differences(clean.ours.open, seen.ours.open)).toEqual([]);
      expect(differences(clean.ours.closed, seen.ours.closed)).toEqual([]);
    }
    expect(differences(seen.theirs.before, seen.theirs.after)).toEqual([]);
  };

test.describe("what is sent is what a clean page sends, and the host notices nothing, where it is patched:", () => {
  for (const patched of PATCHED) test(patched.replaceAll("-", " "), asOnACleanPage({ patched }));
});
test.describe("what is sent is what a clean page sends, and no style goes in or out, where it is styled:", () => {
  for (const styled of STYLED) test(styled.replaceAll("-", " "), asOnACleanPage({ styled }));
});
test.describe("what is sent is what a clean page sends, and nothing is reported, where its rules are:", () => {
  for (const [name, policy] of Object.entries(POLICIES)) test(name, asOnACleanPage({ policy }));
});

test("there are at least 14 hosts that are patched or styled against us, and 10 that have rules", () => {
  expect(PATCHED.length + STYLED.length).toBeGreaterThanOrEqual(14);
  expect(Object.keys(POLICIES).length).toBeGreaterThanOrEqual(10);
});

test("a page that lets our server through to nobody hears of exactly the requests it forbids: what watches works", async ({
  page,
  site,
}) => {
  const policy = {
    headers: () => ({ "Content-Security-Policy": "connect-src 'self'; report-uri /reports" }),
  };
  site.show({ policy });
  await page.goto(site.url);
  await openOn(page);
  await messageOf(page).fill("x");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(dialogOf(page).getByText("Not sent yet")).toBeVisible();
  await expect.poll(() => page.evaluate<number>("watch.violations.length")).toBeGreaterThan(0);
  await expect.poll(() => site.reports.length).toBeGreaterThan(0);
});

test("a page that throws us out for ever is left alone after some tries, and hears of no error", async ({
  page,
  site,
}) => {
  site.show({});
  await page.addInitScript(() => {
    let thrown = 0;
    addEventListener("load", () =>
      setInterval(() => {
        const ours = document.querySelector("earshot-widget");
        if (ours) thrown++;
        ours?.remove();
      }, 40),
    );
    Object.defineProperty(window, "thrown", { get: () => thrown });
  });
  await page.goto(site.url);
  await expect.poll(() => page.evaluate<number>("thrown")).toBeGreaterThan(1);
  await page.waitForTimeout(1_500);
  expect(await page.evaluate<number>("thrown")).toBeLessThanOrEqual(12);
  expect(await page.evaluate("watch.errors.join()")).toBe("");
});

test("thrown out again in the very moment it comes back, some times, it is there in the end", async ({
  page,
  site,
}) => {
  site.show({});
  await page.addInitScript(() => {
    let thrown = 0;
    const sweep = () => {
      const ours = document.querySelector("earshot-widget");
      if (!ours || thrown === 4) return;
      thrown++;
      ours.remove();
    };
    addEventListener("load", () => {
      sweep();
      new MutationObserver(sweep).observe(document.documentElement, { childList: true });
    });
    Object.defineProperty(window, "thrown", { get: () => thrown });
  });
  await page.goto(site.url);
  await expect.poll(() => page.evaluate<number>("thrown")).toBe(4);
  await openOn(page);
  expect(await page.evaluate("watch.errors.join()")).toBe("");
});

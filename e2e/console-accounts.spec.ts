import { type BrowserContext, expect, type Page } from "@playwright/test";
import { test } from "./fixtures/served.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const PASSWORD = "seven green kettles sing";

/** A device that keeps passkeys and says yes by itself once it is told to. */
const addAuthenticator = async (page: Page): Promise<(isPresent: boolean) => Promise<void>> => {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  return async (enabled) => {
    await session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  };
};

const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
const heading = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

/** The owner invites somebody. @returns The link. */
const invite = async (owner: Page, name: string, right: string): Promise<string> => {
  await owner.getByRole("navigation").getByRole("link", { name: "Members" }).click();
  await button(owner, "Invite somebody").click();
  await fill(owner, "Name", name);
  await owner.getByRole("radio", { name: new RegExp(`^${right}`) }).check();
  await button(owner, "Make the link").click();
  const link = await owner.getByText(/#invitation=/).textContent();
  await button(owner, "Done").click();
  return link ?? "";
};

/** Follows the link in another browser and becomes a member. */
const accept = async (context: BrowserContext, link: string, email: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByText("Stub owner invites you")).toBeVisible();
  expect(page.url()).not.toContain("invitation");
  await fill(page, "Your e-mail address", email);
  await fill(page, "Choose a password", PASSWORD);
  await button(page, "Accept the invitation").click();
  await heading(page, "What do you do in the team?");
  await page.getByRole("radio", { name: "Support" }).check();
  await button(page, "Go on").click();
  await heading(page, "Inbox");
  return page;
};

test("somebody is invited, joins, signs in by password and by passkey, is lowered, and is removed: told each time", async ({
  page: owner,
  browser,
  stub,
}) => {
  await owner.goto(await stub.signInLink());
  const link = await invite(owner, "Ida  Invited", "Admin");
  const context = await browser.newContext();
  const ida = await accept(context, link, "Ida@Example.com");

  // The link is used up.
  const late = await context.newPage();
  await late.goto(link);
  await heading(late, "This invitation no longer works");
  await late.close();

  await button(ida, "Sign out").click();
  await heading(ida, "You are signed out");
  await fill(ida, "E-mail", "ida@example.com");
  await fill(ida, "Password", "not my password");
  await button(ida, "Sign in").click();
  await expect(ida.getByText("The e-mail address or the password is wrong.")).toBeVisible();
  await expect(ida.getByLabel("E-mail")).toHaveValue("ida@example.com");
  await fill(ida, "Password", PASSWORD);
  await button(ida, "Sign in").click();
  await heading(ida, "Inbox");

  // A passkey, made in the account and used on the way back.
  const present = await addAuthenticator(ida);
  await ida.getByRole("link", { name: "Ida Invited" }).click();
  await present(true);
  await fill(ida, "What you know it by", "Ida's laptop");
  await button(ida, "Add a passkey").click();
  await expect(ida.getByText("Ida's laptop signs you in from now on.")).toBeVisible();
  await present(false);
  await button(ida, "Sign out").click();
  await heading(ida, "You are signed out");
  await present(true);
  await ida.reload(); // the browser offers it where the address is written, and it is taken there
  await heading(ida, "Your account");
  await present(false);

  // By the button, in a browser that offers none in fields.
  await ida.evaluate(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await button(ida, "Sign out").click();
  await heading(ida, "You are signed out");
  await present(true);
  await button(ida, "Use a passkey").click();
  await heading(ida, "Your account");
  await present(false);

  // Lowered by somebody else: the next thing that needs the right says so, and the room is gone after a reload.
  await ida.getByRole("navigation").getByRole("link", { name: "Members" }).click();
  await expect(button(ida, "Invite somebody")).toBeVisible();
  await owner.reload();
  await button(owner, "Change right of Ida Invited").click();
  await owner.getByRole("radio", { name: /^Viewer/ }).check();
  await button(owner, "Save").click();
  await expect(owner.getByText("is now: Viewer.")).toBeVisible();
  await button(ida, "Invite somebody").click();
  await button(ida, "Make the link").click();
  await expect(ida.getByRole("dialog").getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await ida.reload();
  await expect(ida.getByRole("table", { name: "Members" })).toBeVisible();
  await expect(button(ida, "Invite somebody")).toHaveCount(0);

  // Removed by name, however its spaces are written: out at once, and not in again.
  await button(owner, "Remove Ida Invited").click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Ida Invited");
  await dialog.getByRole("button", { name: "Remove Ida Invited" }).click();
  await expect(owner.getByRole("heading", { name: "is removed." })).toBeVisible();
  await ida.getByRole("link", { name: "Inbox" }).click();
  await heading(ida, "Your session has ended");
  await fill(ida, "E-mail", "ida@example.com");
  await fill(ida, "Password", PASSWORD);
  await button(ida, "Sign in").click();
  await expect(ida.getByText("The e-mail address or the password is wrong.")).toBeVisible();
  await context.close();
});

test("a session that is ended elsewhere is told, and signing in goes on in the same place", async ({
  page: owner,
  browser,
  stub,
}) => {
  await owner.goto(await stub.signInLink());
  const link = await invite(owner, "Ida", "Triager");
  const context = await browser.newContext();
  const ida = await accept(context, link, "ida@example.com");
  await ida.goto(`${stub.url}/#/members`);
  await expect(ida.getByRole("table", { name: "Members" })).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(`${stub.url}/#/account`);
  await fill(elsewhere, "E-mail", "ida@example.com");
  await fill(elsewhere, "Password", PASSWORD);
  await button(elsewhere, "Sign in").click();
  await heading(elsewhere, "Your account");
  await button(elsewhere, "Sign out everywhere else").click();
  await elsewhere.getByRole("dialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(elsewhere.getByText("You are signed in here only.")).toBeVisible();

  await ida.reload();
  await heading(ida, "Sign in to read your feedback");
  await fill(ida, "E-mail", "ida@example.com");
  await fill(ida, "Password", PASSWORD);
  await button(ida, "Sign in").click();
  await heading(ida, "Members");
  await elsewhere.context().close();
  await context.close();
});

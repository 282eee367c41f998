import { expect } from "@playwright/test";
import { mint } from "../server/token/index.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { startStub } from "../server-stub/start.ts";
import { dialogOf, isSent, message, send, startFaultyLine, textsOn, writeOn } from "./fixtures/faulty-line.ts";
import { test } from "./fixtures/served.ts";

test("in private mode an expired token is asked for anew and the text arrives; without one it stays", async ({
  context,
}) => {
  const stub = await startStub({ mode: "private" });
  const line = await startFaultyLine(stub);
  const secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? "";
  const token = async (now: number) => (await mint({ app: STUB_APP_ID, sub: "ann" }, { secret }, now)).token;
  const tokens = { old: await token(stub.clock.now() - 7_200_000), fresh: await token(stub.clock.now()) };
  const page = await context.newPage();
  await writeOn(page, line.shop.url, "signed");
  await page.evaluate((tokens) => {
    const asked: boolean[] = [];
    Object.assign(window, { asked, signedIn: false });
    const give = ({ renew }: { renew: boolean }) => {
      asked.push(renew);
      return renew && (window as unknown as { signedIn: boolean }).signedIn ? tokens.fresh : tokens.old;
    };
    (window as unknown as { Earshot: { setUserToken(fn: unknown): void } }).Earshot.setUserToken(give);
  }, tokens);
  await send(page);
  await expect(dialogOf(page).getByText("You are no longer signed in to this site.")).toBeVisible();
  await expect(message(page)).toHaveValue("signed");
  expect(await textsOn(stub)).toEqual([]);
  await page.evaluate(() => Object.assign(window, { signedIn: true }));
  await page.getByRole("button", { name: "Edit" }).click();
  await send(page);
  await isSent(page);
  expect(await textsOn(stub)).toEqual(["signed"]);
  expect(await page.evaluate("asked")).toEqual([false, true, false, true]);
  await line.close();
  await stub.close();
});

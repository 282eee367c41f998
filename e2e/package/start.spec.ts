import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { projectFiles, ROOT } from "./source-files.ts";

const READY_WITHIN_MS = 120_000;

test("a stranger's clone: `npm start` builds all that it serves, every room of the console, the preview, the demo and the API page", async ({
  page,
}) => {
  test.setTimeout(READY_WITHIN_MS + 60_000);
  const clone = mkdtempSync(join(tmpdir(), "earshot-clone-"));
  for (const file of projectFiles()) cpSync(join(ROOT, file), join(clone, file));
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"), "junction");
  const server = spawn("npm", ["start"], {
    cwd: clone,
    env: { PATH: process.env.PATH, PORT: "0", EARSHOT_LOG: "silent" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // npm, its shell and the server end together
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  try {
    await expect.poll(() => said, { timeout: READY_WITHIN_MS }).toMatch(/Try it:\s+curl /);
    const link = /http\S+#sign-in=\S+/.exec(said)?.[0] ?? "";
    const { origin } = new URL(link);
    const missing: string[] = [];
    page.on("response", (response) => {
      if (response.status() === 404) missing.push(response.url());
    });
    await page.goto(link);
    const rooms = page.getByRole("navigation", { name: "Rooms" }).getByRole("link");
    await expect(rooms.first()).toBeVisible();
    for (const room of await rooms.allTextContents()) {
      await rooms.getByText(room, { exact: true }).click();
      await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
      if (room === "Install")
        await expect(page.frameLocator("iframe").getByRole("textbox", { name: "Your message" })).toBeVisible();
    }
    await page.goto(`${origin}/demo`);
    await page.getByRole("button", { name: "Feedback", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Your message" })).toBeVisible();
    await page.goto(`${origin}/docs`);
    await expect(page.getByText("/v1/feedback").first()).toBeVisible();
    expect(missing).toEqual([]);
  } finally {
    process.kill(-server.pid!);
    await new Promise((ended) => server.once("close", ended));
    rmSync(clone, { recursive: true, force: true });
  }
});

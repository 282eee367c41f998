import { expect, test, vi } from "vitest";
import { fetchUnderPolicy } from "./fetch-under-policy.ts";
import { attachHost } from "./host.ts";

test("a request on a page with a fetch of its own goes past it, and no observer of the page sees how", async () => {
  const root = attachHost(document.documentElement);
  const theirs = vi.spyOn(window, "fetch");
  const seen: MutationRecord[] = [];
  const observer = new MutationObserver((records) => void seen.push(...records));
  observer.observe(document, { subtree: true, childList: true });
  const answer = await fetchUnderPolicy(window)(location.href, {});
  seen.push(...observer.takeRecords());
  observer.disconnect();
  root.host.remove();
  expect([answer.ok, seen.length, theirs.mock.calls.length]).toEqual([true, 0, 0]);
  theirs.mockRestore();
});

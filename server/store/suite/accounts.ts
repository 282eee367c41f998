import { expect, test } from "vitest";
import { hashOfSecret } from "../../keys/key-text.ts";
import type { Setup } from "../organizations.ts";
import type { Store } from "../store.ts";

type Given = { store: () => Store; setup: Setup; now: () => number; makeId: () => string };

/** What every store must do for those who sign in. */
export const accountsSuite = ({ store, setup, now, makeId }: Given): void => {
  test("a sign-in link works once, and not after its time", async () => {
    const link = hashOfSecret("link");
    const session = {
      id: makeId(),
      hash: hashOfSecret("session"),
      createdAt: now(),
      expiresAt: now() + 500,
      agent: null,
    };
    await store().sessions.addLink({ hash: link, memberId: setup.owner.id, expiresAt: now() + 100 });
    expect(await store().sessions.start(link, session)).toBe(true);
    expect(await store().sessions.start(link, { ...session, hash: hashOfSecret("again") })).toBe(false);
    await store().sessions.addLink({ hash: hashOfSecret("late"), memberId: setup.owner.id, expiresAt: now() });
    expect(await store().sessions.start(hashOfSecret("late"), { ...session, hash: hashOfSecret("too late") })).toBe(
      false,
    );
  });

  test("a session tells who is signed in until it ends", async () => {
    const hash = hashOfSecret("another session");
    await store().sessions.addLink({
      hash: hashOfSecret("another link"),
      memberId: setup.owner.id,
      expiresAt: now() + 1,
    });
    await store().sessions.start(hashOfSecret("another link"), {
      id: makeId(),
      hash,
      createdAt: now(),
      expiresAt: now() + 500,
      agent: "Firefox on Linux",
    });
    expect(await store().sessions.find(hash, now() + 499)).toMatchObject({
      member: { ...setup.owner, right: "owner", email: null },
      session: { createdAt: now(), lastUsedAt: now(), agent: "Firefox on Linux" },
      organization: setup.organization,
      expiresAt: now() + 500,
    });
    expect(await store().sessions.find(hash, now() + 500)).toBeUndefined();
    await store().sessions.end(hash);
    expect(await store().sessions.find(hash, now())).toBeUndefined();
  });
};

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

  const open = async (name: string, expiresAt = now() + 500): Promise<{ id: string; hash: Buffer }> => {
    const session = { id: makeId(), hash: hashOfSecret(name) };
    await store().sessions.add(setup.owner.id, { ...session, createdAt: now(), expiresAt, agent: null });
    return session;
  };
  const isOpen = async ({ hash }: { hash: Buffer }) => (await store().sessions.find(hash, now())) !== undefined;

  test("a member's sessions are listed while they last, and end one by one or all but one", async () => {
    const { sessions } = store();
    const [one, two, three] = [await open("one"), await open("two"), await open("three")];
    await open("over", now());
    const listed = (await sessions.list(setup.owner.id, now())).map(({ id }) => id);
    expect(listed).toEqual(expect.arrayContaining([one.id, two.id, three.id]));
    expect(await sessions.list(makeId(), now())).toEqual([]);
    expect(await sessions.endOne(makeId(), one.id)).toBe(false);
    expect([await sessions.endOne(setup.owner.id, one.id), await isOpen(one)]).toEqual([true, false]);
    await sessions.endOthers(setup.owner.id, two.id);
    expect([await isOpen(two), await isOpen(three)]).toEqual([true, false]);
  });

  test("when a session was last used only goes forward", async () => {
    const { sessions } = store();
    const { id, hash } = await open("used");
    for (const at of [now() + 60, now() + 30]) await sessions.markUsed(id, at);
    expect((await sessions.find(hash, now()))?.session.lastUsedAt).toBe(now() + 60);
  });

  test("a challenge is taken once, by whom and for what it was given out, while it lasts", async () => {
    const { challenges } = store();
    const challenge = {
      hash: hashOfSecret("challenge"),
      purpose: "passkey.register",
      memberId: setup.owner.id,
    } as const;
    await challenges.add({ ...challenge, expiresAt: now() + 100 });
    for (const other of [{ memberId: null }, { memberId: makeId() }, { purpose: "oidc" }] as const)
      expect(await challenges.take({ ...challenge, ...other }, now())).toBe(false);
    expect(await challenges.take(challenge, now() + 100)).toBe(false);
    expect([await challenges.take(challenge, now()), await challenges.take(challenge, now())]).toEqual([true, false]);
  });

  test("somebody at a provider is one member, whoever else says so", async () => {
    const { identities, members } = store();
    const { organizationId, id: ownerId } = setup.owner;
    const identity = { issuer: "https://accounts.example.com", subject: makeId() };
    const right = "viewer" as const;
    const ann = { id: makeId(), organizationId, name: "Ann", role: null, right, createdAt: now() };
    const email = `${ann.id}@example.com`;
    expect(await identities.join({ ...ann, email, isEmailVouched: true }, identity)).toBe(true);
    expect(await identities.link(ownerId, identity, now())).toBe(false);
    expect(await identities.join({ ...ann, id: makeId(), email: null, isEmailVouched: false }, identity)).toBe(false);
    const again = { ...identity, subject: makeId() };
    expect(await identities.join({ ...ann, id: makeId(), email, isEmailVouched: true }, again)).toBe(false);
    expect(await identities.find(again)).toBeUndefined();
    expect(await identities.find(identity)).toEqual({ memberId: ann.id, isRemoved: false });
    expect(await members.remove({ ...ann, email }, now())).toBe("done");
    expect(await identities.find(identity)).toEqual({ memberId: ann.id, isRemoved: true });
    expect(await members.findByEmail(email)).toBeUndefined();
  });

  test("the last owner stays one", async () => {
    const { members } = store();
    const owner = { ...setup.owner, right: "owner" as const, email: null };
    expect([await members.setRight(owner, "admin"), await members.remove(owner, now())]).toEqual([
      "refused",
      "refused",
    ]);
    expect(await members.setRight({ ...owner, id: makeId() }, "admin")).toBe("not_found");
    expect(await members.find(owner.organizationId, owner.id)).toMatchObject({ right: "owner", removedAt: null });
  });
};

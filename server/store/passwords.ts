import type { Kysely } from "kysely";
import type { Engine, Statement } from "./engine.ts";
import { type Noted, note } from "./noted.ts";
import type { Member } from "./organizations.ts";
import type { Schema } from "./schema.ts";
import { insertSession, type NewSession } from "./sessions.ts";

export type PasswordStore = {
  /** What was kept of it, as `hashPassword` made it. */
  find(memberId: string): Promise<string | undefined>;
  /**
   * Sets it, and ends all that an older one may have let in: other sessions, and open sign-in links.
   *
   * @param change `before`: what was kept when the old one was asked for; `undefined`: there was none. @returns `false` when that has
   * changed meanwhile.
   */
  set(
    member: Pick<Member, "id">,
    change: { hash: string; before: string | undefined; at: number; keptSession: string },
    noted?: Noted,
  ): Promise<boolean>;
  /** Who has this address, and what was kept of their password: one question, whether there is somebody or not. */
  findByEmail(email: string): Promise<{ memberId: string; hash: string | null } | undefined>;
  /** Starts a session for a password that was right, and may keep it in another way; `false` when it has been changed meanwhile. */
  signIn(memberId: string, kept: { before: string; hash: string }, session: NewSession): Promise<boolean>;
};

export const insertPassword = (sql: Kysely<Schema>, memberId: string, hash: string, at: number): Statement => ({
  query: sql
    .insertInto("passwords")
    .values({ member_id: memberId, hash, changed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
  expectRows: 1,
});

export const passwordStore = (engine: Engine): PasswordStore => {
  const { sql } = engine;
  return {
    async find(memberId) {
      const query = sql.selectFrom("passwords").select("hash").where("member_id", "=", memberId).compile();
      return (await engine.read(query))[0]?.hash;
    },
    async set({ id }, { hash, before, at, keptSession }, noted) {
      const replaced = sql
        .updateTable("passwords")
        .set({ hash, changed_at: at })
        .where("member_id", "=", id)
        .where("hash", "=", before ?? "");
      const details = { changed: ["password"] };
      const outcome = await engine.write([
        before === undefined ? insertPassword(sql, id, hash, at) : { query: replaced.compile(), expectRows: 1 },
        // Links first: one that is being used now is waited for, and its session is seen then.
        { query: sql.deleteFrom("sign_in_links").where("member_id", "=", id).compile() },
        { query: sql.deleteFrom("sessions").where("member_id", "=", id).where("id", "!=", keptSession).compile() },
        ...note(sql, noted, { appId: null, action: "member.updated", subject: `member ${id}`, details }),
      ]);
      return outcome.done;
    },
    async findByEmail(email) {
      const query = sql
        .selectFrom("members")
        .leftJoin("passwords", "passwords.member_id", "members.id")
        .select(["members.id as memberId", "passwords.hash"])
        .where("members.email", "=", email)
        .where("members.removed_at", "is", null);
      return (await engine.read(query.compile()))[0];
    },
    async signIn(memberId, { before, hash }, session) {
      const query = sql
        .updateTable("passwords")
        .set({ hash })
        .where("member_id", "=", memberId)
        .where("hash", "=", before);
      const unit = [{ query: query.compile(), expectRows: 1 }, insertSession(sql, memberId, session)];
      return (await engine.write(unit)).done;
    },
  };
};

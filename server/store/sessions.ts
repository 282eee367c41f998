import type { Engine } from "./engine.ts";
import { type Member, memberFrom, type Organization } from "./organizations.ts";

export type SignedIn = { member: Member; organization: Organization; expiresAt: number };

export type SessionStore = {
  addLink(link: { hash: Buffer; memberId: string; expiresAt: number }): Promise<void>;
  /** Uses the link up and starts the session; `false` when the link is unknown, used or expired. */
  start(link: Buffer, session: { hash: Buffer; createdAt: number; expiresAt: number }): Promise<boolean>;
  find(hash: Buffer, now: number): Promise<SignedIn | undefined>;
  end(hash: Buffer): Promise<void>;
};

export const sessionStore = (engine: Engine): SessionStore => {
  const { sql } = engine;
  return {
    async addLink({ hash, memberId, expiresAt }) {
      await engine.write([
        {
          query: sql.insertInto("sign_in_links").values({ hash, member_id: memberId, expires_at: expiresAt }).compile(),
        },
      ]);
    },
    async start(link, { hash, createdAt, expiresAt }) {
      const [found] = await engine.read(
        sql
          .selectFrom("sign_in_links")
          .select("member_id")
          .where("hash", "=", link)
          .where("expires_at", ">", createdAt)
          .compile(),
      );
      if (!found) return false;
      const outcome = await engine.write([
        // Of several at once, one deletes the link and the others stop here.
        { expectRows: 1, query: sql.deleteFrom("sign_in_links").where("hash", "=", link).compile() },
        {
          query: sql
            .insertInto("sessions")
            .values({ hash, member_id: found.member_id, created_at: createdAt, expires_at: expiresAt })
            .compile(),
        },
      ]);
      return outcome.done;
    },
    async find(hash, now) {
      const [row] = await engine.read(
        sql
          .selectFrom("sessions")
          .innerJoin("members", "members.id", "sessions.member_id")
          .innerJoin("organizations", "organizations.id", "members.organization_id")
          .selectAll("members")
          .select(["sessions.expires_at", "organizations.name as organization_name"])
          .where("sessions.hash", "=", hash)
          .where("sessions.expires_at", ">", now)
          .compile(),
      );
      return (
        row && {
          member: memberFrom(row),
          organization: { id: row.organization_id, name: row.organization_name },
          expiresAt: row.expires_at,
        }
      );
    },
    async end(hash) {
      await engine.write([{ query: sql.deleteFrom("sessions").where("hash", "=", hash).compile() }]);
    },
  };
};

import type { Kysely } from "kysely";
import type { Engine, Statement } from "./engine.ts";
import { type Member, memberFrom, type Organization } from "./organizations.ts";
import type { Schema } from "./schema.ts";

export type SessionRecord = {
  id: string;
  createdAt: number;
  /** To the minute. */
  lastUsedAt: number;
  expiresAt: number;
  /** The browser, in words such as `Firefox on Linux`. */
  agent: string | null;
};

export type NewSession = Omit<SessionRecord, "lastUsedAt"> & { hash: Buffer };

export type SignedIn = { member: Member; organization: Organization; expiresAt: number; session: SessionRecord };

export type SessionStore = {
  addLink(link: { hash: Buffer; memberId: string; expiresAt: number }): Promise<void>;
  /** Uses the link up and starts the session; `false` when the link is unknown, used or expired. */
  start(link: Buffer, session: NewSession): Promise<boolean>;
  /** Starts the session of a member who has shown in another way who they are. */
  add(memberId: string, session: NewSession): Promise<void>;
  find(hash: Buffer, now: number): Promise<SignedIn | undefined>;
  markUsed(id: string, at: number): Promise<void>;
  /** A member's own, the newest first. */
  list(memberId: string, now: number): Promise<SessionRecord[]>;
  end(hash: Buffer): Promise<void>;
  /** Ends one of the member's own; `false` when there is none with this id. */
  endOne(memberId: string, id: string): Promise<boolean>;
  /** Ends all of the member's but this one. */
  endOthers(memberId: string, keptId: string): Promise<void>;
};

export const insertSession = (
  sql: Kysely<Schema>,
  memberId: string,
  { id, hash, createdAt, expiresAt, agent }: NewSession,
): Statement => ({
  query: sql
    .insertInto("sessions")
    .values({
      id,
      hash,
      member_id: memberId,
      created_at: createdAt,
      last_used_at: createdAt,
      expires_at: expiresAt,
      agent,
    })
    .compile(),
});

const recordFrom = (row: {
  id: string;
  created_at: number;
  last_used_at: number;
  expires_at: number;
  agent: string | null;
}): SessionRecord => ({
  id: row.id,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
  agent: row.agent,
});

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
    async start(link, session) {
      const [found] = await engine.read(
        sql
          .selectFrom("sign_in_links")
          .select("member_id")
          .where("hash", "=", link)
          .where("expires_at", ">", session.createdAt)
          .compile(),
      );
      if (!found) return false;
      const outcome = await engine.write([
        // Of several at once, one deletes the link and the others stop here.
        { expectRows: 1, query: sql.deleteFrom("sign_in_links").where("hash", "=", link).compile() },
        insertSession(sql, found.member_id, session),
      ]);
      return outcome.done;
    },
    async add(memberId, session) {
      await engine.write([insertSession(sql, memberId, session)]);
    },
    async find(hash, now) {
      const [row] = await engine.read(
        sql
          .selectFrom("sessions")
          .innerJoin("members", "members.id", "sessions.member_id")
          .innerJoin("organizations", "organizations.id", "members.organization_id")
          .selectAll("sessions")
          .select([
            "members.organization_id",
            "members.name",
            "members.role",
            "members.right",
            "members.email",
            "organizations.name as organization_name",
          ])
          .where("sessions.hash", "=", hash)
          .where("sessions.expires_at", ">", now)
          .where("members.removed_at", "is", null)
          .compile(),
      );
      return (
        row && {
          member: memberFrom({ ...row, id: row.member_id }),
          organization: { id: row.organization_id, name: row.organization_name },
          expiresAt: row.expires_at,
          session: recordFrom(row),
        }
      );
    },
    async markUsed(id, at) {
      await engine.write([
        {
          query: sql
            .updateTable("sessions")
            .set({ last_used_at: at })
            .where("id", "=", id)
            .where("last_used_at", "<", at)
            .compile(),
        },
      ]);
    },
    async list(memberId, now) {
      const rows = await engine.read(
        sql
          .selectFrom("sessions")
          .selectAll()
          .where("member_id", "=", memberId)
          .where("expires_at", ">", now)
          .orderBy("created_at", "desc")
          .orderBy("id", "desc")
          .compile(),
      );
      return rows.map(recordFrom);
    },
    async end(hash) {
      await engine.write([{ query: sql.deleteFrom("sessions").where("hash", "=", hash).compile() }]);
    },
    async endOne(memberId, id) {
      const query = sql.deleteFrom("sessions").where("member_id", "=", memberId).where("id", "=", id).compile();
      return (await engine.write([{ query, expectRows: 1 }])).done;
    },
    async endOthers(memberId, keptId) {
      await engine.write([
        { query: sql.deleteFrom("sessions").where("member_id", "=", memberId).where("id", "!=", keptId).compile() },
      ]);
    },
  };
};

import type { Engine } from "../engine.ts";
import type { Store } from "../store.ts";
import { memberFrom } from "./organizations.ts";

export const sessionQueries = (
  engine: Engine,
): Pick<Store, "addSignInLink" | "startSession" | "findSession" | "endSession"> => {
  const { sql } = engine;
  return {
    async addSignInLink({ hash, memberId, expiresAt }) {
      await engine.write([
        {
          query: sql.insertInto("sign_in_links").values({ hash, member_id: memberId, expires_at: expiresAt }).compile(),
        },
      ]);
    },
    async startSession(link, { hash, createdAt, expiresAt }) {
      const outcome = await engine.write([
        {
          expectRows: 1,
          query: sql
            .insertInto("sessions")
            .columns(["member_id", "hash", "created_at", "expires_at"])
            .expression(({ selectFrom, val }) =>
              selectFrom("sign_in_links")
                .select(["sign_in_links.member_id"])
                .select([val(hash).as("hash"), val(createdAt).as("created_at"), val(expiresAt).as("expires_at")])
                .where("sign_in_links.hash", "=", link)
                .where("sign_in_links.expires_at", ">", createdAt),
            )
            .compile(),
        },
        { query: sql.deleteFrom("sign_in_links").where("hash", "=", link).compile() },
      ]);
      return outcome.done;
    },
    async findSession(hash, now) {
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
    async endSession(hash) {
      await engine.write([{ query: sql.deleteFrom("sessions").where("hash", "=", hash).compile() }]);
    },
  };
};

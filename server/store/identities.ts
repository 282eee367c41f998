import type { Kysely } from "kysely";
import type { Engine, Statement } from "./engine.ts";
import { insertMember, type MemberRecord, oneAfterAnother } from "./members.ts";
import { type Noted, note } from "./noted.ts";
import type { Schema } from "./schema.ts";

/** Somebody as a provider of OpenID Connect knows them: its own name for them never goes to anybody else. */
export type ExternalIdentity = { issuer: string; subject: string };

export type IdentityStore = {
  /** The member who is this, or was until they were removed. */
  find(identity: ExternalIdentity): Promise<{ memberId: string; isRemoved: boolean } | undefined>;
  /** From now on the member is this one too; `false` when somebody is already. */
  link(memberId: string, identity: ExternalIdentity, at: number, noted?: Noted): Promise<boolean>;
  /** Makes a member who is this; `false` when somebody is already, or has the e-mail address. */
  join(member: Omit<MemberRecord, "removedAt">, identity: ExternalIdentity, noted?: Noted): Promise<boolean>;
};

export const insertIdentity = (
  sql: Kysely<Schema>,
  memberId: string,
  { issuer, subject }: ExternalIdentity,
  at: number,
): Statement => ({
  query: sql
    .insertInto("external_identities")
    .values({ issuer, subject, member_id: memberId, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
  expectRows: 1,
});

/** Whoever was removed and is invited anew is somebody new. */
export const forgetRemovedIdentity = (sql: Kysely<Schema>, { issuer, subject }: ExternalIdentity): Statement => ({
  query: sql
    .deleteFrom("external_identities")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .where(
      "member_id",
      "in",
      sql.selectFrom("members").select("members.id").where("members.removed_at", "is not", null),
    )
    .compile(),
});

export const identityStore = (engine: Engine): IdentityStore => {
  const { sql } = engine;
  return {
    async find({ issuer, subject }) {
      const query = sql
        .selectFrom("external_identities")
        .innerJoin("members", "members.id", "external_identities.member_id")
        .select(["member_id", "members.removed_at"])
        .where("issuer", "=", issuer)
        .where("subject", "=", subject);
      const [row] = await engine.read(query.compile());
      return row && { memberId: row.member_id, isRemoved: row.removed_at !== null };
    },
    async link(memberId, identity, at, noted) {
      const entry = { appId: null, action: "member.linked", subject: `member ${memberId}` };
      const outcome = await engine.write([insertIdentity(sql, memberId, identity, at), ...note(sql, noted, entry)]);
      return outcome.done;
    },
    async join(member, identity, noted) {
      const { id, organizationId, right, createdAt } = member;
      const entry = { appId: null, action: "member.added", subject: `member ${id}`, details: { right } };
      const outcome = await engine.write([
        oneAfterAnother(sql, organizationId),
        insertMember(sql, member),
        insertIdentity(sql, id, identity, createdAt),
        ...note(sql, noted, entry),
      ]);
      return outcome.done;
    },
  };
};

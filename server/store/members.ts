import type { Kysely, Selectable } from "kysely";
import type { MemberRole } from "../../shared/contract/enumerations.ts";
import type { Right } from "../../shared/contract/may-do.ts";
import type { Engine, Statement } from "./engine.ts";
import { type Noted, note } from "./noted.ts";
import { type Member, memberFrom } from "./organizations.ts";
import { removedAddress } from "./removed-address.ts";
import type { Schema } from "./schema.ts";

export type MemberRecord = Member & {
  /** Somebody else vouches for the address, so that a provider's word for it is about them. */
  isEmailVouched: boolean;
  createdAt: number;
  removedAt: number | null;
};

/** `refused`: the last owner would be none any more, they have become owner meanwhile, or the address is somebody else's. */
export type MemberOutcome = "done" | "refused" | "not_found";

export type MemberStore = {
  /** Oldest first, those after the id `after`, without those who were removed. Without `limit` all of them. */
  list(
    organizationId: string,
    page?: { limit?: number | undefined; after?: string | undefined },
  ): Promise<MemberRecord[]>;
  /** Those who were removed too. */
  find(organizationId: string, id: string): Promise<MemberRecord | undefined>;
  findByEmail(email: string): Promise<MemberRecord | undefined>;
  /** `false` when somebody has the address already. */
  add(member: Omit<MemberRecord, "removedAt">, noted?: Noted): Promise<boolean>;
  /** `false` when there is no such member. */
  update(id: string, changes: { name?: string; role?: MemberRole }, noted?: Noted): Promise<boolean>;
  /** As they say themselves: nobody vouches for it. */
  setEmail(member: Pick<Member, "id" | "organizationId">, email: string, noted?: Noted): Promise<MemberOutcome>;
  /** Whoever may no longer make connect codes and invitations loses those that wait for somebody. */
  setRight(member: Member, right: Right, noted?: Noted): Promise<MemberOutcome>;
  /** They are signed out everywhere and cannot come back in any way. Their name stays behind the keys they own. */
  remove(member: Member, at: number, noted?: Noted): Promise<MemberOutcome>;
};

const recordFrom = (row: Selectable<Schema["members"]>): MemberRecord => ({
  ...memberFrom(row),
  isEmailVouched: row.email_vouched === 1,
  createdAt: row.created_at,
  removedAt: row.removed_at,
});

/** Who changes what members must agree on (one address is one member's, somebody is owner) does so one after another. */
export const oneAfterAnother = (sql: Kysely<Schema>, organizationId: string): Statement => ({
  query: sql
    .updateTable("organizations")
    .set(({ ref }) => ({ name: ref("name") }))
    .where("id", "=", organizationId)
    .compile(),
  expectRows: 1,
});

/** The statement that keeps a member, unless somebody has the address: then it changes no row. */
export const insertMember = (
  sql: Kysely<Schema>,
  { id, organizationId, name, role, right, email, isEmailVouched, createdAt }: Omit<MemberRecord, "removedAt">,
): Statement => ({
  query: sql
    .insertInto("members")
    .values({
      id,
      organization_id: organizationId,
      name,
      role,
      right,
      email,
      email_vouched: isEmailVouched ? 1 : 0,
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
  expectRows: 1,
});

/**
 * A member as far as they are no owner, or not the only one. Who was none when somebody decided about them, and has become one since, is
 * not meant: fewer may decide about owners.
 */
const unlessLastOwner = (sql: Kysely<Schema>, { id, organizationId, right }: Member) => {
  const others = sql
    .selectFrom("members as others")
    .select("others.id")
    .where("others.organization_id", "=", organizationId)
    .where("others.id", "!=", id)
    .where("others.right", "=", "owner")
    .where("others.removed_at", "is", null);
  const found = sql.updateTable("members").where("id", "=", id).where("removed_at", "is", null);
  return right === "owner"
    ? found.where(({ or, eb, exists }) => or([eb("right", "!=", "owner"), exists(others)]))
    : found.where("right", "!=", "owner");
};

export const memberStore = (engine: Engine): MemberStore => {
  const { sql } = engine;
  const of = (organizationId: string) =>
    sql.selectFrom("members").selectAll().where("organization_id", "=", organizationId);
  const find: MemberStore["find"] = async (organizationId, id) => {
    const [row] = await engine.read(of(organizationId).where("id", "=", id).compile());
    return row && recordFrom(row);
  };
  /** Does a unit whose second statement finds out whether it may be. */
  const settled = async (
    { id, organizationId }: Pick<Member, "id" | "organizationId">,
    unit: Statement[],
  ): Promise<MemberOutcome> => {
    const { done } = await engine.write([oneAfterAnother(sql, organizationId), ...unit]);
    if (done) return "done";
    const found = await find(organizationId, id);
    return found && found.removedAt === null ? "refused" : "not_found";
  };
  const unusedCodes = (id: string): Statement => ({
    query: sql.deleteFrom("connect_codes").where("owner_id", "=", id).where("used_at", "is", null).compile(),
  });
  const invitationsOf = (id: string) => sql.deleteFrom("invitations").where("maker_id", "=", id);
  return {
    find,
    async list(organizationId, { limit, after } = {}) {
      let query = of(organizationId).where("removed_at", "is", null).orderBy("id");
      if (after !== undefined) query = query.where("id", ">", after);
      if (limit !== undefined) query = query.limit(limit);
      return (await engine.read(query.compile())).map(recordFrom);
    },
    async findByEmail(email) {
      const [row] = await engine.read(sql.selectFrom("members").selectAll().where("email", "=", email).compile());
      return row && recordFrom(row);
    },
    async add(member, noted) {
      const details = { right: member.right };
      const outcome = await engine.write([
        oneAfterAnother(sql, member.organizationId),
        insertMember(sql, member),
        ...note(sql, noted, { appId: null, action: "member.added", subject: `member ${member.id}`, details }),
      ]);
      return outcome.done;
    },
    async update(id, changes, noted) {
      if (Object.keys(changes).length === 0) return true;
      const query = sql.updateTable("members").set(changes).where("id", "=", id).compile();
      const entry = {
        appId: null,
        action: "member.updated",
        subject: `member ${id}`,
        details: { changed: Object.keys(changes) },
      };
      return (await engine.write([{ query, expectRows: 1 }, ...note(sql, noted, entry)])).done;
    },
    setEmail(member, email, noted) {
      const theirs = sql
        .selectFrom("members as others")
        .select("others.id")
        .where("others.email", "=", email)
        .where("others.id", "!=", member.id);
      const query = sql
        .updateTable("members")
        .set({ email, email_vouched: 0 })
        .where("id", "=", member.id)
        .where("removed_at", "is", null)
        .where(({ not, exists }) => not(exists(theirs)))
        .compile();
      const details = { changed: ["email"] };
      const entry = { appId: null, action: "member.updated", subject: `member ${member.id}`, details };
      return settled(member, [{ query, expectRows: 1 }, ...note(sql, noted, entry)]);
    },
    setRight(member, right, noted) {
      const { id } = member;
      const query = (right === "owner" ? sql.updateTable("members").where("id", "=", id) : unlessLastOwner(sql, member))
        .set({ right })
        .where("removed_at", "is", null)
        .compile();
      const mayInvite = right === "admin" || right === "owner";
      const beyond = mayInvite ? invitationsOf(id).where("right", "=", "owner") : invitationsOf(id);
      const details = { changed: ["right"], from: member.right, to: right };
      return settled(member, [
        { query, expectRows: 1 },
        ...(right === "owner" ? [] : [{ query: beyond.compile() }]),
        ...(mayInvite ? [] : [unusedCodes(id)]),
        ...note(sql, noted, { appId: null, action: "member.updated", subject: `member ${id}`, details }),
      ]);
    },
    remove(member, at, noted) {
      const { id, name, right, email } = member;
      const keptAddress = (address: string): Statement => ({
        query: sql
          .insertInto("external_identities")
          .values({ ...removedAddress(address), member_id: id, created_at: at })
          .onConflict((conflict) => conflict.doNothing())
          .compile(),
      });
      const entry = { appId: null, action: "member.removed", subject: `member ${id}`, details: { name, right } };
      return settled(member, [
        { query: unlessLastOwner(sql, member).set({ removed_at: at, email: null }).compile(), expectRows: 1 },
        { query: sql.deleteFrom("sessions").where("member_id", "=", id).compile() },
        { query: sql.deleteFrom("sign_in_links").where("member_id", "=", id).compile() },
        { query: sql.deleteFrom("passwords").where("member_id", "=", id).compile() },
        { query: sql.deleteFrom("passkeys").where("member_id", "=", id).compile() },
        { query: sql.deleteFrom("challenges").where("member_id", "=", id).compile() },
        // Who they are at a provider stays known, and their address, so that it does not let them in as somebody new.
        ...(email === null ? [] : [keptAddress(email)]),
        { query: invitationsOf(id).compile() },
        unusedCodes(id),
        ...note(sql, noted, entry),
      ]);
    },
  };
};

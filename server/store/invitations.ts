import type { MemberRole } from "../../shared/contract/enumerations.ts";
import type { Right } from "../../shared/contract/may-do.ts";
import type { Engine } from "./engine.ts";
import { type ExternalIdentity, forgetRemovedIdentity, insertIdentity } from "./identities.ts";
import { insertMember, type MemberRecord, oneAfterAnother } from "./members.ts";
import { type Noted, note } from "./noted.ts";
import { insertPassword } from "./passwords.ts";
import { insertSession, type NewSession } from "./sessions.ts";

/** Somebody who may become a member, once, with the text of a link. */
export type InvitationRecord = {
  id: string;
  organizationId: string;
  makerId: string;
  email: string | null;
  name: string | null;
  right: Right;
  role: MemberRole | null;
  createdAt: number;
  expiresAt: number;
};

/** As the team and whoever was invited see it. */
export type ListedInvitation = InvitationRecord & { makerName: string; organizationName: string };

export type InvitationStore = {
  add(invitation: InvitationRecord & { hash: Buffer }, noted?: Noted): Promise<void>;
  /** Newest first, those that can still be accepted. */
  list(
    organizationId: string,
    page: { now: number; limit?: number; before?: string | undefined },
  ): Promise<ListedInvitation[]>;
  find(hash: Buffer, now: number): Promise<ListedInvitation | undefined>;
  /** The newest one to this address that can still be accepted. */
  findByEmail(email: string, now: number): Promise<ListedInvitation | undefined>;
  /** Makes it unknown; `false` when it was accepted meanwhile, or is gone. */
  cancel(organizationId: string, id: string, noted?: Noted): Promise<boolean>;
  /**
   * Uses it up, and makes the member with what they sign in by, all or nothing.
   *
   * @returns `gone` when another was quicker, `taken` when somebody has the e-mail address already.
   */
  accept(
    id: string,
    accepted: {
      member: Omit<MemberRecord, "removedAt">;
      password?: string | undefined;
      identity?: ExternalIdentity | undefined;
      session: NewSession;
    },
    noted?: Noted,
  ): Promise<"accepted" | "gone" | "taken">;
};

export const invitationStore = (engine: Engine): InvitationStore => {
  const { sql } = engine;
  /** As long as whoever made it might make it now: one that was made while its maker was lowered or removed opens nothing. */
  const open = (now: number) =>
    sql
      .selectFrom("invitations")
      .innerJoin("members", "members.id", "invitations.maker_id")
      .innerJoin("organizations", "organizations.id", "invitations.organization_id")
      .selectAll("invitations")
      .select(["members.name as maker_name", "organizations.name as organization_name"])
      .where("invitations.expires_at", ">", now)
      .where("members.removed_at", "is", null)
      .where(({ or, and, eb }) =>
        or([
          eb("members.right", "=", "owner"),
          and([eb("members.right", "=", "admin"), eb("invitations.right", "!=", "owner")]),
        ]),
      );
  type Row = Awaited<ReturnType<ReturnType<typeof open>["execute"]>>[number];
  const from = (row: Row): ListedInvitation => ({
    id: row.id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    makerId: row.maker_id,
    makerName: row.maker_name,
    email: row.email,
    name: row.name,
    right: row.right as Right,
    role: row.role as MemberRole | null,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  });
  return {
    async add({ id, organizationId, hash, makerId, email, name, right, role, createdAt, expiresAt }, noted) {
      const values = {
        id,
        organization_id: organizationId,
        hash,
        maker_id: makerId,
        email,
        name,
        right,
        role,
        created_at: createdAt,
        expires_at: expiresAt,
      };
      const entry = { appId: null, action: "invitation.created", subject: `invitation ${id}`, details: { right } };
      await engine.write([
        { query: sql.insertInto("invitations").values(values).compile() },
        ...note(sql, noted, entry),
      ]);
    },
    async list(organizationId, { now, limit, before }) {
      let query = open(now).where("invitations.organization_id", "=", organizationId).orderBy("invitations.id", "desc");
      if (before !== undefined) query = query.where("invitations.id", "<", before);
      if (limit !== undefined) query = query.limit(limit);
      return (await engine.read(query.compile())).map(from);
    },
    async find(hash, now) {
      const [row] = await engine.read(open(now).where("invitations.hash", "=", hash).compile());
      return row && from(row);
    },
    async findByEmail(email, now) {
      const query = open(now).where("invitations.email", "=", email).orderBy("invitations.id", "desc").limit(1);
      const [row] = await engine.read(query.compile());
      return row && from(row);
    },
    async cancel(organizationId, id, noted) {
      const query = sql
        .deleteFrom("invitations")
        .where("organization_id", "=", organizationId)
        .where("id", "=", id)
        .compile();
      const entry = { appId: null, action: "invitation.cancelled", subject: `invitation ${id}` };
      return (await engine.write([{ query, expectRows: 1 }, ...note(sql, noted, entry)])).done;
    },
    async accept(id, { member, password, identity, session }, noted) {
      const details = { invitation: id, right: member.right };
      const outcome = await engine.write([
        oneAfterAnother(sql, member.organizationId),
        // Of several at once, one deletes it and the others stop here.
        { query: sql.deleteFrom("invitations").where("id", "=", id).compile(), expectRows: 1 },
        insertMember(sql, member),
        ...(password === undefined ? [] : [insertPassword(sql, member.id, password, member.createdAt)]),
        ...(identity === undefined
          ? []
          : [forgetRemovedIdentity(sql, identity), insertIdentity(sql, member.id, identity, member.createdAt)]),
        insertSession(sql, member.id, session),
        ...note(sql, noted, { appId: null, action: "invitation.accepted", subject: `member ${member.id}`, details }),
      ]);
      if (outcome.done) return "accepted";
      return outcome.stoppedAt === 1 ? "gone" : "taken";
    },
  };
};

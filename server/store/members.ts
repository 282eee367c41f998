import type { MemberRole } from "../../shared/contract/enumerations.ts";
import type { Engine } from "./engine.ts";
import { type Noted, note } from "./noted.ts";
import { type Member, memberFrom } from "./organizations.ts";

export type MemberRecord = Member & { isOwner: boolean; createdAt: number };

export type MemberStore = {
  /** Oldest first. */
  list(organizationId: string): Promise<MemberRecord[]>;
  add(member: MemberRecord, noted?: Noted): Promise<void>;
  /** `false` when there is no such member. */
  update(id: string, changes: { name?: string; role?: MemberRole }, noted?: Noted): Promise<boolean>;
};

export const memberStore = (engine: Engine): MemberStore => {
  const { sql } = engine;
  return {
    async list(organizationId) {
      const rows = await engine.read(
        sql
          .selectFrom("members")
          .selectAll()
          .where("organization_id", "=", organizationId)
          .orderBy("created_at")
          .orderBy("id")
          .compile(),
      );
      return rows.map((row) => ({ ...memberFrom(row), isOwner: row.is_owner === 1, createdAt: row.created_at }));
    },
    async add({ id, organizationId, name, role, isOwner, createdAt }, noted) {
      await engine.write([
        {
          query: sql
            .insertInto("members")
            .values({
              id,
              organization_id: organizationId,
              name,
              role,
              is_owner: isOwner ? 1 : 0,
              created_at: createdAt,
            })
            .compile(),
        },
        ...note(sql, noted, { appId: null, action: "member.added", subject: `member ${id}` }),
      ]);
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
  };
};

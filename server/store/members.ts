import type { Selectable } from "kysely";
import type { MemberRole } from "../../shared/contract/enumerations.ts";
import type { Engine } from "./engine.ts";
import { type Noted, note } from "./noted.ts";
import { type Member, memberFrom } from "./organizations.ts";
import type { Schema } from "./schema.ts";

export type MemberRecord = Member & { createdAt: number; removedAt: number | null };

export type MemberStore = {
  /** Oldest first, those after the id `after`, without those who were removed. Without `limit` all of them. */
  list(
    organizationId: string,
    page?: { limit?: number | undefined; after?: string | undefined },
  ): Promise<MemberRecord[]>;
  /** Those who were removed too. */
  find(organizationId: string, id: string): Promise<MemberRecord | undefined>;
  add(member: Omit<MemberRecord, "removedAt">, noted?: Noted): Promise<void>;
  /** `false` when there is no such member. */
  update(id: string, changes: { name?: string; role?: MemberRole }, noted?: Noted): Promise<boolean>;
};

const recordFrom = (row: Selectable<Schema["members"]>): MemberRecord => ({
  ...memberFrom(row),
  createdAt: row.created_at,
  removedAt: row.removed_at,
});

export const memberStore = (engine: Engine): MemberStore => {
  const { sql } = engine;
  const of = (organizationId: string) =>
    sql.selectFrom("members").selectAll().where("organization_id", "=", organizationId);
  return {
    async list(organizationId, { limit, after } = {}) {
      let query = of(organizationId).where("removed_at", "is", null).orderBy("id");
      if (after !== undefined) query = query.where("id", ">", after);
      if (limit !== undefined) query = query.limit(limit);
      return (await engine.read(query.compile())).map(recordFrom);
    },
    async find(organizationId, id) {
      const [row] = await engine.read(of(organizationId).where("id", "=", id).compile());
      return row && recordFrom(row);
    },
    async add({ id, organizationId, name, role, right, email, createdAt }, noted) {
      await engine.write([
        {
          query: sql
            .insertInto("members")
            .values({
              id,
              organization_id: organizationId,
              name,
              role,
              right,
              email,
              created_at: createdAt,
            })
            .compile(),
        },
        ...note(sql, noted, { appId: null, action: "member.added", subject: `member ${id}`, details: { right } }),
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

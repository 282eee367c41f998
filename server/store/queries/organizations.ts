import type { MemberRole } from "../../../shared/contract/enumerations.ts";
import type { Engine } from "../engine.ts";
import type { Member, Store } from "../store.ts";
import { insertKey } from "./keys.ts";

export const memberFrom = (row: {
  id: string;
  organization_id: string;
  name: string;
  role: string | null;
}): Member => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  role: row.role as MemberRole | null,
});

export const organizationQueries = (engine: Engine): Pick<Store, "isEmpty" | "setUp" | "firstOwner"> => {
  const { sql } = engine;
  return {
    async isEmpty() {
      return (await engine.read(sql.selectFrom("organizations").select("id").limit(1).compile())).length === 0;
    },
    async setUp({ organization, owner, app, keys, createdAt }) {
      await engine.write([
        {
          query: sql
            .insertInto("organizations")
            .values({ ...organization, created_at: createdAt })
            .compile(),
        },
        {
          query: sql
            .insertInto("members")
            .values({
              id: owner.id,
              organization_id: owner.organizationId,
              name: owner.name,
              role: owner.role,
              is_owner: 1,
              created_at: createdAt,
            })
            .compile(),
        },
        {
          query: sql
            .insertInto("apps")
            .values({
              id: app.id,
              organization_id: app.organizationId,
              name: app.name,
              environment: app.environment,
              mode: app.mode,
              created_at: createdAt,
            })
            .compile(),
        },
        ...keys.map((key) => insertKey(sql, key)),
      ]);
    },
    async firstOwner() {
      const [row] = await engine.read(
        sql.selectFrom("members").selectAll().where("is_owner", "=", 1).orderBy("id").limit(1).compile(),
      );
      return row && memberFrom(row);
    },
  };
};

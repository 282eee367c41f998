import type { Environment, MemberRole, Mode } from "../../shared/contract/enumerations.ts";
import type { Right } from "../../shared/contract/may-do.ts";
import type { Engine } from "./engine.ts";
import { insertKey } from "./key-rows.ts";
import type { NewKey } from "./keys.ts";

export type Organization = { id: string; name: string };

export type Member = {
  id: string;
  organizationId: string;
  name: string;
  role: MemberRole | null;
  right: Right;
  /** In small letters. */
  email: string | null;
};

export type App = { id: string; organizationId: string; name: string; environment: Environment; mode: Mode };

export type Setup = {
  organization: Organization;
  owner: Omit<Member, "right" | "email">;
  app: App;
  keys: NewKey[];
  createdAt: number;
};

export type OrganizationStore = {
  /** Is this the first start? */
  isEmpty(): Promise<boolean>;
  /**
   * Makes the first organization, its owner, an app and its keys, all or nothing.
   *
   * @returns `false` when that was done before, perhaps a moment ago by another process: then nothing was made.
   */
  setUp(setup: Setup): Promise<boolean>;
  nameOf(id: string): Promise<string | undefined>;
  /** The member a sign-in link of the server's own start is for. */
  firstOwner(): Promise<Member | undefined>;
};

export const memberFrom = (row: {
  id: string;
  organization_id: string;
  name: string;
  role: string | null;
  right: string;
  email: string | null;
}): Member => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  role: row.role as MemberRole | null,
  right: row.right as Right,
  email: row.email,
});

export const organizationStore = (engine: Engine): OrganizationStore => {
  const { sql } = engine;
  return {
    async isEmpty() {
      return (await engine.read(sql.selectFrom("organizations").select("id").limit(1).compile())).length === 0;
    },
    async setUp({ organization, owner, app, keys, createdAt }) {
      const outcome = await engine.write([
        // Several processes may start at once: who makes this row sets up, the others stop here.
        {
          expectRows: 1,
          query: sql
            .insertInto("installation")
            .values({ id: 1, created_at: createdAt })
            .onConflict((conflict) => conflict.doNothing())
            .compile(),
        },
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
              right: "owner",
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
      return outcome.done;
    },
    async nameOf(id) {
      const [row] = await engine.read(sql.selectFrom("organizations").select("name").where("id", "=", id).compile());
      return row?.name;
    },
    async firstOwner() {
      const [row] = await engine.read(
        sql
          .selectFrom("members")
          .selectAll()
          .where("right", "=", "owner")
          .where("removed_at", "is", null)
          .orderBy("id")
          .limit(1)
          .compile(),
      );
      return row && memberFrom(row);
    },
  };
};

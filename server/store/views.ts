import type { Selectable } from "kysely";
import type { Engine } from "./engine.ts";
import { type Noted, note } from "./noted.ts";
import type { Schema } from "./schema.ts";

/** A question to the inbox that a member keeps: their own, or shared with the organization. */
export type StoredView = {
  id: string;
  organizationId: string;
  memberId: string;
  name: string;
  query: Record<string, string>;
  isShared: boolean;
  createdAt: number;
  updatedAt: number;
};

/** Who looks: a member sees their own views and the shared ones. */
export type ViewReader = { organizationId: string; memberId: string };
export type ViewChanges = { [Name in "name" | "query" | "isShared"]?: StoredView[Name] | undefined };

export type ViewStore = {
  /** Oldest first. */
  list(reader: ViewReader, page: { limit: number; after: string | undefined }): Promise<StoredView[]>;
  find(reader: ViewReader, id: string): Promise<StoredView | undefined>;
  /** `false` when the member has so many already. */
  add(view: StoredView, most: number, noted?: Noted): Promise<boolean>;
  /** `false` when it is gone. */
  update(view: StoredView, changes: ViewChanges, at: number, noted?: Noted): Promise<boolean>;
  remove(view: StoredView, noted?: Noted): Promise<boolean>;
};

const viewFrom = (row: Selectable<Schema["views"]>): StoredView => ({
  id: row.id,
  organizationId: row.organization_id,
  memberId: row.member_id,
  name: JSON.parse(row.name) as string,
  query: JSON.parse(row.query) as Record<string, string>,
  isShared: row.shared === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** A member's own views are nobody else's business: what is shared goes into the log. */
const noteOf = (engine: Engine, noted: Noted | undefined, { id }: StoredView, action: string, isShared: boolean) =>
  isShared ? note(engine.sql, noted, { appId: null, action, subject: `view ${id}` }) : [];

export const viewStore = (engine: Engine): ViewStore => {
  const { sql } = engine;
  const visible = ({ organizationId, memberId }: ViewReader) =>
    sql
      .selectFrom("views")
      .selectAll()
      .where("organization_id", "=", organizationId)
      .where(({ or, eb }) => or([eb("member_id", "=", memberId), eb("shared", "=", 1)]));
  return {
    async list(reader, { limit, after }) {
      const query = visible(reader).orderBy("id").limit(limit);
      return (await engine.read((after === undefined ? query : query.where("id", ">", after)).compile())).map(viewFrom);
    },
    async find(reader, id) {
      const [row] = await engine.read(visible(reader).where("id", "=", id).compile());
      return row && viewFrom(row);
    },
    async add(view, most, noted) {
      const own = await engine.read(
        sql
          .selectFrom("views")
          .select("id")
          .where("organization_id", "=", view.organizationId)
          .where("member_id", "=", view.memberId)
          .limit(most)
          .compile(),
      );
      if (own.length >= most) return false;
      const query = sql
        .insertInto("views")
        .values({
          id: view.id,
          organization_id: view.organizationId,
          member_id: view.memberId,
          name: JSON.stringify(view.name),
          query: JSON.stringify(view.query),
          shared: Number(view.isShared),
          created_at: view.createdAt,
          updated_at: view.updatedAt,
        })
        .compile();
      return (await engine.write([{ query }, ...noteOf(engine, noted, view, "view.created", view.isShared)])).done;
    },
    async update(view, { name, query, isShared }, at, noted) {
      const set = {
        updated_at: at,
        ...(name === undefined ? {} : { name: JSON.stringify(name) }),
        ...(query === undefined ? {} : { query: JSON.stringify(query) }),
        ...(isShared === undefined ? {} : { shared: Number(isShared) }),
      };
      const changed = sql.updateTable("views").set(set).where("id", "=", view.id).compile();
      return (
        await engine.write([
          { query: changed, expectRows: 1 },
          ...noteOf(engine, noted, view, "view.updated", view.isShared || isShared === true),
        ])
      ).done;
    },
    async remove(view, noted) {
      const query = sql.deleteFrom("views").where("id", "=", view.id).compile();
      return (
        await engine.write([{ query, expectRows: 1 }, ...noteOf(engine, noted, view, "view.deleted", view.isShared)])
      ).done;
    },
  };
};

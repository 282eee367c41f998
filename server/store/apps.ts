import { type Kysely, sql as raw, type Selectable, type SqlBool } from "kysely";
import type { AppSettings } from "../../shared/contract/app.ts";
import type { Environment, Mode } from "../../shared/contract/enumerations.ts";
import type { RateOverrides } from "../../shared/contract/rate-overrides.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import { type Noted, note } from "./noted.ts";
import type { App } from "./organizations.ts";
import { removeAppStatements } from "./remove-app.ts";
import type { Schema } from "./schema.ts";

/** An app with all that is kept of it. */
export type AppRecord = App & {
  settings: AppSettings;
  limits: RateOverrides;
  /** How many days feedback is kept; `null`: for ever. */
  retentionDays: number | null;
  createdAt: number;
};

export type AppChanges = Partial<Pick<AppRecord, "name" | "mode" | "settings" | "limits" | "retentionDays">>;

export type AppFilter = {
  environment?: Environment | undefined;
  limit?: number | undefined;
  /** Those that come after this id. */
  after?: string | undefined;
};

export type AppStore = {
  /** Oldest first. Without `limit` all of them. */
  list(reader: FeedbackReader, narrowed?: AppFilter): Promise<AppRecord[]>;
  find(reader: FeedbackReader, id: string): Promise<AppRecord | undefined>;
  add(app: AppRecord, noted?: Noted): Promise<void>;
  /** `false` when there is no such app. */
  update(id: string, changes: AppChanges, noted?: Noted): Promise<boolean>;
  /** Feedback, or what was tracked. */
  holdsData(id: string): Promise<boolean>;
  /** The app, its keys and everything that was ever kept for it, all or nothing. */
  remove(id: string, noted?: Noted): Promise<void>;
};

/** JSON of a column that is NULL where nothing was ever said. */
export const parsedOr = <T>(text: string | null, otherwise: T): T =>
  text === null ? otherwise : (JSON.parse(text) as T);

/** The ids of the apps among which a reader's are. */
export const appsWithin = (sql: Kysely<Schema>, { organizationId, environment }: FeedbackReader) => {
  const query = sql.selectFrom("apps").select("apps.id").where("apps.organization_id", "=", organizationId);
  return environment === undefined ? query : query.where("apps.environment", "=", environment);
};

/** Whose rows of a table a reader may see: those of the one app, or of all among which theirs are. */
export const mayRead = (sql: Kysely<Schema>, reader: FeedbackReader, table: string) => {
  const isOf = reader.appId === null ? raw`in ${appsWithin(sql, reader)}` : raw`= ${reader.appId}`;
  return raw<SqlBool>`${raw.ref(`${table}.app_id`)} ${isOf}`;
};

const appFrom = (row: Selectable<Schema["apps"]>): AppRecord => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  environment: row.environment as Environment,
  mode: row.mode as Mode,
  settings: parsedOr<AppSettings>(row.settings, {}),
  limits: parsedOr<RateOverrides>(row.limits, {}),
  retentionDays: row.retention_days,
  createdAt: row.created_at,
});

export const appStore = (engine: Engine): AppStore => {
  const { sql } = engine;
  const readable = (reader: FeedbackReader) => {
    const query = sql.selectFrom("apps").selectAll("apps").where("apps.id", "in", appsWithin(sql, reader));
    return reader.appId === null ? query : query.where("apps.id", "=", reader.appId);
  };
  return {
    async list(reader, { environment, limit, after } = {}) {
      let query = readable(reader).orderBy("apps.id");
      if (environment !== undefined) query = query.where("apps.environment", "=", environment);
      if (after !== undefined) query = query.where("apps.id", ">", after);
      if (limit !== undefined) query = query.limit(limit);
      return (await engine.read(query.compile())).map(appFrom);
    },
    async find(reader, id) {
      const [row] = await engine.read(readable(reader).where("apps.id", "=", id).compile());
      return row && appFrom(row);
    },
    async add(app, noted) {
      await engine.write([
        {
          query: sql
            .insertInto("apps")
            .values({
              id: app.id,
              organization_id: app.organizationId,
              name: app.name,
              environment: app.environment,
              mode: app.mode,
              settings: JSON.stringify(app.settings),
              limits: JSON.stringify(app.limits),
              retention_days: app.retentionDays,
              created_at: app.createdAt,
            })
            .compile(),
        },
        ...note(sql, noted, { appId: app.id, action: "app.created", subject: `app ${app.id}` }),
      ]);
    },
    async update(id, { name, mode, settings, limits, retentionDays }, noted) {
      const set = {
        ...(name === undefined ? {} : { name }),
        ...(mode === undefined ? {} : { mode }),
        ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
        ...(limits === undefined ? {} : { limits: JSON.stringify(limits) }),
        ...(retentionDays === undefined ? {} : { retention_days: retentionDays }),
      };
      if (Object.keys(set).length === 0) return true;
      const query = sql.updateTable("apps").set(set).where("id", "=", id).compile();
      const details = { changed: Object.keys(set) };
      return (
        await engine.write([
          { query, expectRows: 1 },
          ...note(sql, noted, { appId: id, action: "app.updated", subject: `app ${id}`, details }),
        ])
      ).done;
    },
    async holdsData(id) {
      const found = await Promise.all(
        (["feedback", "tracked_events", "tracked_users", "recordings"] as const).map((table) =>
          engine.read(sql.selectFrom(table).select("id").where("app_id", "=", id).limit(1).compile()),
        ),
      );
      return found.some((rows) => rows.length > 0);
    },
    async remove(id, noted) {
      const entry = { appId: null, action: "app.deleted", subject: `app ${id}` };
      await engine.write([...removeAppStatements(engine, id), ...note(sql, noted, entry)]);
    },
  };
};

import type { Engine } from "./engine.ts";
import { feedbackQueries } from "./queries/feedback.ts";
import { keyQueries } from "./queries/keys.ts";
import { organizationQueries } from "./queries/organizations.ts";
import { sessionQueries } from "./queries/sessions.ts";
import type { Store } from "./store.ts";

/** The store over SQL, one file a subject; what differs between databases is in the engine. */
export const createSqlStore = (engine: Engine): Store => ({
  ...organizationQueries(engine),
  ...keyQueries(engine),
  ...feedbackQueries(engine),
  ...sessionQueries(engine),
  async sweep(now) {
    const { sql } = engine;
    await engine.write([
      { query: sql.deleteFrom("idempotency_keys").where("expires_at", "<=", now).compile() },
      { query: sql.deleteFrom("sign_in_links").where("expires_at", "<=", now).compile() },
      { query: sql.deleteFrom("sessions").where("expires_at", "<=", now).compile() },
    ]);
  },
  async check() {
    await engine.read(engine.sql.selectFrom("schema_version").select("version").compile());
  },
  close: () => engine.close(),
});

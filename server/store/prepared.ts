import type { CompiledQuery, Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** Stands where a value will be, while a query is built once for all its uses. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Builds and compiles a query at its first use on a database and then only fills in its values: on a busy path, building the
 * same text again costs more than running it.
 *
 * @param build Gets a stand-in for each value, to be used as the value itself and only as such: nothing about the query may
 * depend on it. @returns The compiled query for these values.
 */
export const prepared = <Values extends Record<string, unknown>, Row>(
  build: (sql: Kysely<Schema>, slots: Values) => CompiledQuery<Row>,
): ((sql: Kysely<Schema>, values: Values) => CompiledQuery<Row>) => {
  const compiled = new WeakMap<Kysely<Schema>, CompiledQuery<Row>>();
  return (sql, values) => {
    let query = compiled.get(sql);
    if (!query) {
      query = build(sql, new Proxy({} as Values, { get: (_, name) => new Slot(String(name)) }));
      compiled.set(sql, query);
    }
    return {
      ...query,
      parameters: query.parameters.map((parameter) => (parameter instanceof Slot ? values[parameter.name] : parameter)),
    };
  };
};

import type { CompiledQuery } from "kysely";

/** Stands where a value will be, while a query is built once for all its uses. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Builds and compiles a query at its first use and then only fills in its values: on a busy path, building the same text again
 * costs more than running it.
 *
 * @param build Gets a stand-in for each value, to be used as the value itself and only as such: nothing about the query may
 * depend on it. @returns The compiled query for these values.
 */
export const prepared = <Values extends Record<string, unknown>, Row>(
  build: (slots: Values) => CompiledQuery<Row>,
): ((values: Values) => CompiledQuery<Row>) => {
  let compiled: CompiledQuery<Row> | undefined;
  return (values) => {
    compiled ??= build(new Proxy({} as Values, { get: (_, name) => new Slot(String(name)) }));
    return {
      ...compiled,
      parameters: compiled.parameters.map((parameter) =>
        parameter instanceof Slot ? values[parameter.name] : parameter,
      ),
    };
  };
};

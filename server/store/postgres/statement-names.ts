/** Each keeps a plan in every connection, so there are not many of them. */
const MOST_NAMED = 100;

export type StatementNames = {
  /** The name of a query that is asked again and again; without one it is read and planned anew each time. */
  of(sql: string): string | undefined;
  /** From now on there are none. */
  stop(): void;
};

/**
 * Names queries, so that a connection that knows one already need not read and plan it again: for a short query that is most of
 * its time. Only texts that come again get one, and only so many.
 */
export const createStatementNames = (most: number = MOST_NAMED): StatementNames => {
  const names = new Map<string, string>();
  const once = new Set<string>();
  let isStopped = false;
  return {
    of(sql) {
      if (isStopped) return undefined;
      const known = names.get(sql);
      if (known !== undefined || names.size === most) return known;
      if (once.delete(sql)) {
        const name = `earshot_${names.size + 1}`;
        names.set(sql, name);
        return name;
      }
      if (once.size === most) once.clear(); // most texts that come once never come again
      once.add(sql);
      return undefined;
    },
    stop() {
      isStopped = true;
    },
  };
};

/**
 * A pooler between us and the database may hand every query to another connection, which does not know our names; or the tables have
 * changed under one. The same query without a name runs.
 */
export const isAboutName = (error: unknown): boolean =>
  ["26000", "42P05", "0A000"].includes((error as { code?: string }).code ?? "");

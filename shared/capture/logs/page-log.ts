/** One thing that went wrong in a page, as it is kept there: nothing is taken out of it yet. */
export type PageLog = {
  level: "warn" | "error";
  /** At most `PAGE_LOGS.length` characters. */
  message: string;
  /** Milliseconds since 1970. */
  at: number;
};

/** So many are kept, the newest, each so long. What is sent is less (`told-logs.ts`). */
export const PAGE_LOGS = { entries: 100, length: 2_048 } as const;

import { ROUTES } from "../../shared/contract/routes.ts";
import { type Storage, type Usage, usageQuerySchema } from "../../shared/contract/usage.ts";
import type { ExampleAnswers } from "./example-server.ts";

type Row = Usage["data"][number];

export const exampleUsageRow = (given: Partial<Row> = {}): Row => ({
  day: "2026-10-05",
  app: "68e25d00000000000000a001",
  key: "68e25d00000000000000e001",
  requests: 120,
  throttled: 0,
  events: 0,
  refusals: {},
  ...given,
});

const STORED: Storage["data"][number] = {
  app: "68e25d00000000000000a001",
  bytes: 51_700_000,
  records: { count: 1_200, bytes: 2_300_000 },
  pictures: { count: 310, bytes: 38_000_000 },
  files: { count: 4, bytes: 2_000_000 },
  tracked: { count: 8_700, bytes: 9_400_000 },
  measuredAt: "2026-10-05T11:55:00.000Z",
};

/** Answers with the rows of the range, the app and the key that are asked for. */
export const usageAnswer =
  (rows: readonly Row[]): ExampleAnswers =>
  ({ method, path, query }) => {
    if (method === "GET" && path === ROUTES.usageStorage) return { status: 200, body: { data: [STORED] } };
    if (method !== "GET" || path !== ROUTES.usage) return undefined;
    const { from = "", to = "", app, key } = usageQuerySchema.parse(Object.fromEntries(query));
    const data = rows.filter(
      (row) => row.day >= from && row.day <= to && (!app || row.app === app) && (!key || row.key === key),
    );
    return { status: 200, body: { from, to, data } };
  };

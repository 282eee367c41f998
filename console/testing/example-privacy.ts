import { type AppAnswer, appSchema, updateAppSchema } from "../../shared/contract/app.ts";
import {
  type CustomerAnswer,
  customerListSchema,
  customerQuerySchema,
  erasedSchema,
  eraseQuerySchema,
} from "../../shared/contract/customer.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { ExampleAnswers } from "./example-server.ts";

export const examplePerson = (given: Partial<CustomerAnswer> = {}): CustomerAnswer => ({
  id: "68e25d00000000000000f001",
  app: "68e25d00000000000000a001",
  sub: "user-17",
  name: "Dana Example",
  email: "dana@example.com",
  feedbackCount: 3,
  firstSeenAt: "2026-09-01T12:00:00.000Z",
  lastSeenAt: "2026-10-05T11:00:00.000Z",
  addedAt: null,
  ...given,
});

/** Finds and erases people, and keeps how long feedback stays. `people` are those who are still known. */
export const privacyAnswers =
  (people: CustomerAnswer[]): ExampleAnswers =>
  ({ method, path, query, body, server }) => {
    const id = path.split("/").at(-1) ?? "";
    if (method === "GET" && path === ROUTES.customers) {
      const { q = "" } = customerQuerySchema.parse(Object.fromEntries(query));
      const data = people.filter(({ name, email, sub }) => `${name} ${email} ${sub}`.includes(q));
      return { status: 200, body: customerListSchema.parse({ data, nextCursor: null }) };
    }
    const person = people.findIndex((one) => path === `${ROUTES.customers}/${one.id}`);
    if (method === "DELETE" && path.startsWith(ROUTES.customers)) {
      eraseQuerySchema.parse(Object.fromEntries(query));
      if (person < 0) return "not_found";
      const [gone] = people.splice(person, 1);
      const feedback = gone?.feedbackCount ?? 0;
      const kept = { pictures: 2, attachments: 1, replies: 4, events: 3, idempotencyKeys: 0 };
      const tracked = { trackedUsers: 1, trackedEvents: 12, recordings: 0 };
      const erased = { customers: 1, feedback, ...kept, ...tracked };
      return { status: 200, body: erasedSchema.parse({ erased, filesDeleted: true }) };
    }
    const app: AppAnswer | undefined = server.extensions.apps.find((one) => path === `${ROUTES.apps}/${one.id}`);
    if (method !== "PATCH" || !app || app.id !== id) return undefined;
    Object.assign(app, updateAppSchema.parse(body));
    return { status: 200, body: appSchema.parse(app) };
  };

import { expect, test } from "vitest";
import { errorBodySchema } from "../../shared/contract/error-body.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { rawProblem } from "./raw-problem.ts";

test("an answer that the app was not asked for is one like the app's: typed, with its id, and readable for the page", () => {
  const { headers, body } = rawProblem("overloaded", "The server is busy. Try again in 1 s.", { "Retry-After": "1" });
  const { error } = errorBodySchema.parse(JSON.parse(body));
  expect(error).toMatchObject({ code: "overloaded", requestId: headers[HEADERS.requestId] });
  expect(headers).toMatchObject({
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    "Access-Control-Allow-Origin": "*",
    "Retry-After": "1",
  });
  const exposed = headers["Access-Control-Expose-Headers"]?.split(", ");
  for (const name of [HEADERS.retryAfter, HEADERS.rateLimit, HEADERS.rateRemaining, HEADERS.rateReset])
    expect(exposed).toContain(name);
});

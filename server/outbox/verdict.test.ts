import { expect, test } from "vitest";
import { verdictOn } from "./verdict.ts";

const tried = { attempts: 0, type: "feedback.created", now: 1_000, random: () => 0.5 } as const;

test.each([200, 201, 202, 204, 299])("%i takes it", (statusCode) => {
  expect(verdictOn({ ...tried, statusCode })).toEqual({ status: "delivered", nextAt: null });
});

test.each([null, 199, 300, 301, 400, 401, 404, 408, 409, 411, 429, 500, 503])("%s is tried again", (statusCode) => {
  expect(verdictOn({ ...tried, statusCode })).toEqual({ status: "pending", nextAt: 6_000 });
});

test("410 ends it, with however many tries left", () => {
  expect(verdictOn({ ...tried, statusCode: 410 })).toEqual({ status: "failed", nextAt: null });
});

test("the eighth failure is the last", () => {
  expect(verdictOn({ ...tried, attempts: 6, statusCode: 500 })).toMatchObject({ status: "pending" });
  expect(verdictOn({ ...tried, attempts: 7, statusCode: 500 })).toEqual({ status: "failed", nextAt: null });
});

test("a test event is one try", () => {
  expect(verdictOn({ ...tried, type: "webhook.test", statusCode: 500 })).toEqual({ status: "failed", nextAt: null });
  expect(verdictOn({ ...tried, type: "webhook.test", statusCode: 200 })).toMatchObject({ status: "delivered" });
});

import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

test("requests are counted by route, method and status, and their times fall into buckets that add up", async () => {
  const metrics = createMetrics();
  metrics.request("/v1/feedback", "POST", 201, 0.004);
  metrics.request("/v1/feedback", "POST", 201, 0.3);
  metrics.request("/v1/feedback", "POST", 429, 60);
  const text = await metrics.text();
  expect(text).toContain('earshot_requests_total{route="/v1/feedback",method="POST",status="201"} 2\n');
  expect(text).toContain('earshot_request_duration_seconds_bucket{route="/v1/feedback",method="POST",le="0.005"} 1\n');
  expect(text).toContain('earshot_request_duration_seconds_bucket{route="/v1/feedback",method="POST",le="0.5"} 2\n');
  expect(text).toContain('earshot_request_duration_seconds_bucket{route="/v1/feedback",method="POST",le="10"} 2\n');
  expect(text).toContain('earshot_request_duration_seconds_bucket{route="/v1/feedback",method="POST",le="+Inf"} 3\n');
});

test("a gauge is read when asked, and one that cannot be read is left out", async () => {
  const metrics = createMetrics();
  let depth = 1;
  metrics.gauge("earshot_outbox_depth", "Deliveries that wait.", () => depth);
  metrics.gauge("earshot_broken", "Broken.", () => Promise.reject(new Error("away")));
  depth = 7;
  const text = await metrics.text();
  expect(text).toContain("# TYPE earshot_outbox_depth gauge\nearshot_outbox_depth 7\n");
  expect(text).not.toContain("broken");
});

test("labels cannot break the format", async () => {
  const metrics = createMetrics();
  metrics.refusal('a"b\nc\\');
  expect(await metrics.text()).toContain('earshot_refusals_total{code="a\\"b\\nc\\\\"} 1\n');
});

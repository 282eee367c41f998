/** Upper ends of the latency buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Labels = Record<string, string | number>;
type Gauge = { name: string; help: string; read: () => number | Promise<number> };
type Histogram = { counts: number[]; sum: number; count: number };

export type Metrics = {
  /** @param route The path's pattern, never the path: the number of series stays small, and no id is in them. */
  request(route: string, method: string, status: number, seconds: number): void;
  refusal(code: string): void;
  /** A value that is read when somebody asks. One that cannot be read is left out. */
  gauge(name: string, help: string, read: Gauge["read"]): void;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
};

const escaped = (value: string | number): string =>
  String(value).replace(/[\\"\n]/g, (c) => (c === "\n" ? "\\n" : `\\${c}`));
const line = (name: string, labels: Labels, value: number): string => {
  const pairs = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`);
  return `${name}${pairs.length ? `{${pairs.join(",")}}` : ""} ${value}`;
};
const head = (name: string, help: string, type: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

/** Counts in this process's memory. The format is small enough to write, and a client library would bring four packages. */
export const createMetrics = (): Metrics => {
  const requests = new Map<string, { labels: Labels; count: number }>();
  const durations = new Map<string, { labels: Labels; histogram: Histogram }>();
  const refusals = new Map<string, number>();
  const gauges: Gauge[] = [];

  const readGauge = async ({ name, help, read }: Gauge): Promise<string[]> => {
    try {
      return [...head(name, help, "gauge"), line(name, {}, await read())];
    } catch {
      return [];
    }
  };

  return {
    request(route, method, status, seconds) {
      const labels = { route, method, status };
      const counted = requests.get(`${method} ${route} ${status}`) ?? { labels, count: 0 };
      counted.count++;
      requests.set(`${method} ${route} ${status}`, counted);
      const timed = durations.get(`${method} ${route}`) ?? {
        labels: { route, method },
        histogram: { counts: BUCKETS.map(() => 0), sum: 0, count: 0 },
      };
      const { histogram } = timed;
      const bucket = BUCKETS.findIndex((end) => seconds <= end);
      if (bucket >= 0) histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
      histogram.sum += seconds;
      histogram.count++;
      durations.set(`${method} ${route}`, timed);
    },
    refusal: (code) => void refusals.set(code, (refusals.get(code) ?? 0) + 1),
    gauge: (name, help, read) => void gauges.push({ name, help, read }),
    async text() {
      const lines = head("earshot_requests_total", "Requests answered.", "counter");
      for (const { labels, count } of requests.values()) lines.push(line("earshot_requests_total", labels, count));
      const name = "earshot_request_duration_seconds";
      lines.push(...head(name, "Time from request to answer.", "histogram"));
      for (const { labels, histogram } of durations.values()) {
        let below = 0;
        for (const [index, end] of BUCKETS.entries()) {
          below += histogram.counts[index] ?? 0;
          lines.push(line(`${name}_bucket`, { ...labels, le: end }, below));
        }
        lines.push(line(`${name}_bucket`, { ...labels, le: "+Inf" }, histogram.count));
        lines.push(line(`${name}_sum`, labels, histogram.sum), line(`${name}_count`, labels, histogram.count));
      }
      lines.push(...head("earshot_refusals_total", "Requests refused, by code.", "counter"));
      for (const [code, count] of refusals) lines.push(line("earshot_refusals_total", { code }, count));
      for (const gauge of gauges) lines.push(...(await readGauge(gauge)));
      return `${lines.join("\n")}\n`;
    },
  };
};

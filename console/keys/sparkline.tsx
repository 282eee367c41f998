import type { Usage } from "../../shared/contract/usage.ts";
import { text } from "./text.ts";

const DAY_MS = 86_400_000;
const [WIDTH, HEIGHT] = [120, 28];

/** What a key asked, day by day, oldest first; a day without any counts too. */
export const daysOf = ({ from, to, data }: Usage, key: string): number[] => {
  const counts = new Map<string, number>();
  for (const row of data) if (row.key === key) counts.set(row.day, (counts.get(row.day) ?? 0) + row.requests);
  const days: number[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    days.push(counts.get(new Date(at).toISOString().slice(0, 10)) ?? 0);
  return days;
};

/** A bar a day. What it shows stands in its name too. */
export const Sparkline = ({ days }: { days: readonly number[] }) => {
  const most = Math.max(...days, 1);
  const sum = days.reduce((one, other) => one + other, 0);
  const step = WIDTH / days.length;
  return (
    <span class="sparkline">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={text.requests(sum, sum === 0 ? 0 : most)}
      >
        <path class="sparkline-ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {days.map((count, at) =>
          count === 0 ? null : (
            <rect
              key={at}
              x={at * step}
              width={Math.max(step - 1, 1)}
              y={HEIGHT - Math.max(2, (count / most) * HEIGHT)}
              height={Math.max(2, (count / most) * HEIGHT)}
            />
          ),
        )}
      </svg>
      <span class="fine" aria-hidden="true">
        {text.requestsShort(
          new Intl.NumberFormat(document.documentElement.lang || "en", { notation: "compact" }).format(sum),
        )}
      </span>
    </span>
  );
};

import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "preact/hooks";
import UPlot from "uplot";
import { currentLanguage } from "../language.ts";
import { type Series, totalOf } from "./figures.ts";
import { text } from "./text.ts";

/** In the order of the lines. Each is a colour that the page has in light and in dark. */
export const COLOURS = ["--accent", "--idea", "--praise", "--success", "--problem", "--other"] as const;
const HEIGHT = 220;

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const tokenOf = (index: number): string => COLOURS[index % COLOURS.length] ?? "--accent";

/** The day as people write it, in UTC: that is how they are counted. */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat(currentLanguage(), { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));

/** Bars on top of each other: each line is drawn to the sum of itself and all before it, the largest sum first. */
const stacked = (series: readonly Series[], days: readonly string[]): number[][] =>
  series
    .map((_, index) =>
      days.map((_day, day) => totalOf(series.slice(0, index + 1).map(({ values }) => values[day] ?? 0))),
    )
    .reverse();

const draw = (
  box: HTMLElement,
  days: readonly string[],
  series: readonly Series[],
  pointed: (day?: number) => void,
) => {
  const muted = colour("--muted");
  const grid = { stroke: colour("--border"), width: 1 };
  const font = `12px ${colour("--sans")}`;
  const times = days.map((day) => Date.parse(day) / 1_000);
  const half = 12 * 3_600;
  const bars = UPlot.paths.bars?.({ size: [0.72, 48], radius: 0.12 });
  return new UPlot(
    {
      width: box.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
      scales: {
        x: { range: [(times[0] ?? 0) - half, (times.at(-1) ?? 0) + half] },
        y: { range: (_, _least, most) => [0, Math.max(4, Math.ceil((most || 0) * 1.1))] },
      },
      axes: [
        {
          stroke: muted,
          font,
          grid: { show: false },
          ticks: { show: false },
          space: 64,
          size: 30,
          incrs: [1, 2, 7, 14, 28].map((count) => count * 86_400),
          values: (_, splits) => splits.map((at) => dayInWords(new Date(at * 1_000).toISOString())),
        },
        {
          stroke: muted,
          font,
          grid,
          ticks: { show: false },
          size: 48,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500]
            .flatMap((step) => [step, step * 1_000, step * 1_000_000])
            .sort((a, b) => a - b),
          values: (_, splits) => splits.map((value) => text.short(value)),
        },
      ],
      series: [
        {},
        ...series
          .map((_, index) => ({
            fill: colour(tokenOf(index)),
            stroke: colour(tokenOf(index)),
            width: 0,
            points: { show: false },
            ...(bars ? { paths: bars } : {}),
          }))
          .reverse(),
      ],
      hooks: { setCursor: [({ cursor: { idx } }) => pointed(idx ?? undefined)] },
    },
    [times, ...stacked(series, days)] as UPlot.AlignedData,
    box,
  );
};

type ChartProps = { days: readonly string[]; series: readonly Series[]; label: string };

/** Figures by day as bars, drawn anew when the window or the colours change. Who does not see it has the table below it. */
export const Chart = ({ days, series, label }: ChartProps) => {
  const box = useRef<HTMLDivElement>(null);
  const [day, setDay] = useState<number>();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const end = new AbortController();
    let chart = draw(element, days, series, setDay);
    const again = () => {
      chart.destroy();
      chart = draw(element, days, series, setDay);
    };
    const resized = new ResizeObserver(() => {
      if (element.clientWidth !== chart.width) chart.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    resized.observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal: end.signal });
    return () => {
      end.abort();
      resized.disconnect();
      chart.destroy();
    };
  }, [days, series]);
  const shown = day === undefined ? undefined : days[day];
  return (
    <>
      <div class="usage-chart" ref={box} role="img" aria-label={label} />
      <p class="fine usage-pointed" aria-hidden="true">
        {shown === undefined
          ? text.point
          : `${dayInWords(shown)}: ${series.map(({ label: name, values }) => `${name} ${text.number(values[day ?? 0] ?? 0)}`).join(" · ")}`}
      </p>
    </>
  );
};

/** A dot in the colour of a line. */
export const Swatch = ({ index }: { index: number }) => (
  <span
    class="usage-swatch"
    ref={(element) => element?.style.setProperty("--swatch", `var(${tokenOf(index)})`)}
    aria-hidden="true"
  />
);

import type { ComponentChildren } from "preact";
import { Chart, dayInWords, Swatch } from "./chart.tsx";
import { type Series, totalOf } from "./figures.ts";
import { text } from "./text.ts";

const Table = ({ days, series }: { days: readonly string[]; series: readonly Series[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
  <div class="usage-table" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">{text.day}</th>
          {series.map(({ name, label }) => (
            <th key={name} scope="col">
              <bdi>{label}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days
          .map((day, index) => (
            <tr key={day}>
              <th scope="row">
                <time dateTime={day}>{dayInWords(day)}</time>
              </th>
              {series.map(({ name, values }) => (
                <td key={name}>{text.number(values[index] ?? 0)}</td>
              ))}
            </tr>
          ))
          .reverse()}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text.sum}</th>
          {series.map(({ name, values }) => (
            <td key={name}>{text.number(totalOf(values))}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  </div>
);

type FigureProps = {
  title: string;
  days: readonly string[];
  series: readonly Series[];
  label: string;
  /** Said in its place when there is nothing to draw. */
  none: string;
  /** Draws the name of a line in the legend. @default its label */
  nameOf?: (series: Series) => ComponentChildren;
};

/** A chart with its legend, and its figures as a table. */
export const Figure = ({ title, days, series, label, none, nameOf }: FigureProps) => (
  <section class="panel usage-figure" aria-label={title}>
    <h2>{title}</h2>
    {series.length === 0 ? (
      <p class="fine">{none}</p>
    ) : (
      <>
        <Chart days={days} series={series} label={label} />
        <ul class="usage-legend">
          {series.map((one, index) => (
            <li key={one.name}>
              <Swatch index={index} />
              {nameOf ? nameOf(one) : <bdi>{one.label}</bdi>}
              <span class="fine">{text.number(totalOf(one.values))}</span>
            </li>
          ))}
        </ul>
        <details>
          <summary>{text.table}</summary>
          <Table days={days} series={series} />
        </details>
      </>
    )}
  </section>
);

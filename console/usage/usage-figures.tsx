import { useMemo } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import { currentLanguage } from "../language.ts";
import { ByKey } from "./by-key.tsx";
import { Figure } from "./figure.tsx";
import { daysOf, refusedOf, seriesOf, totalOf } from "./figures.ts";
import { Meanings } from "./meanings.tsx";
import { text } from "./text.ts";

const percent = (part: number, whole: number): string =>
  new Intl.NumberFormat(currentLanguage(), { style: "percent", maximumFractionDigits: 1 }).format(
    whole ? part / whole : 0,
  );

const Total = ({ label, value, note }: { label: string; value: string; note?: string }) => (
  <div class="usage-total">
    <dt>{label}</dt>
    <dd>
      {value} {note && <span class="fine">{note}</span>}
    </dd>
  </div>
);

/** How often each code came, the most frequent first. */
const codesOf = ({ data }: Usage): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { refusals } of data)
    for (const [code, count] of Object.entries(refusals)) counts.set(code, (counts.get(code) ?? 0) + count);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
};

type UsageFiguresProps = {
  usage: Usage;
  apps: readonly AppAnswer[];
  keys: readonly KeyAnswer[];
  hrefWith: (name: string, value: string) => string;
  /** The code that the address asks about. */
  code: string | null;
};

/** The sums, the charts, and what the codes in them mean. */
export const UsageFigures = ({ usage, apps, keys, hrefWith, code }: UsageFiguresProps) => {
  const figures = useMemo(() => {
    const keyName = (id: string) => keys.find((key) => key.id === id)?.name ?? text.unknownKey(id);
    const labels = { of: keyName, rest: text.others };
    return {
      keyName,
      days: daysOf(usage),
      requests: seriesOf(usage, ({ key, requests }) => [[key, requests]], labels),
      throttled: seriesOf(usage, ({ key, throttled }) => [[key, throttled]], labels),
      refusals: seriesOf(usage, ({ refusals }) => Object.entries(refusals), { of: (name) => name, rest: text.others }),
      codes: codesOf(usage),
    };
  }, [usage, keys]);
  const { days, requests, refusals, throttled, codes, keyName } = figures;
  const sum = totalOf(usage.data.map((row) => row.requests));
  const refused = totalOf(usage.data.map(refusedOf));
  const tooMany = totalOf(usage.data.map((row) => row.throttled));
  if (sum === 0)
    return (
      <div class="empty-state">
        <h2>{text.none.title}</h2>
        <p>{text.none.text}</p>
      </div>
    );
  return (
    <>
      <dl class="usage-totals">
        <Total label={text.total.requests} value={text.number(sum)} />
        <Total label={text.total.refused} value={text.number(refused)} note={text.share(percent(refused, sum))} />
        <Total label={text.total.throttled} value={text.number(tooMany)} note={text.share(percent(tooMany, sum))} />
      </dl>
      <Figure
        title={text.requests.title}
        days={days}
        series={requests}
        label={text.requests.chart(text.number(sum), days.length)}
        none={text.none.title}
      />
      <Figure
        title={text.refusals.title}
        days={days}
        series={refusals}
        label={text.refusals.chart(text.number(refused), days.length)}
        none={text.refusals.none}
        nameOf={({ name, label }) =>
          name === "" ? (
            label
          ) : (
            <a class="link mono" href={hrefWith("code", name)}>
              {name}
            </a>
          )
        }
      />
      {codes.size > 0 && <Meanings codes={codes} asked={code} />}
      <Figure
        title={text.throttled.title}
        days={days}
        series={throttled}
        label={text.throttled.chart(text.number(tooMany), days.length)}
        none={text.throttled.none}
      />
      <ByKey
        usage={usage}
        keyName={keyName}
        appName={(id) => apps.find((app) => app.id === id)?.name ?? text.unknownApp}
        hrefOfKey={(id) => hrefWith("key", id)}
      />
    </>
  );
};
